"""What holds for so many months in a row."""

from collections.abc import Sequence

from migrainedays.diary import Tri


def holds_for(months: int, answers: Sequence[Tri]) -> Tri:
    """Whether an answer is yes in so many consecutive windows.

    A diary that is shorter than that cannot show it, nor, while all its windows may be yes, exclude it.

    >>> holds_for(4, [Tri.YES] * 3)
    <Tri.INDETERMINATE: 'indeterminate'>
    """
    if len(answers) < months:
        return Tri.NO if Tri.NO in answers else Tri.INDETERMINATE
    return Tri.any(Tri.all(answers[n : n + months]) for n in range(len(answers) - months + 1))
