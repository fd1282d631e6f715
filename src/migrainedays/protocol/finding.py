"""What a check finds: a rule, a sentence, the sources, the inputs, and what is not known."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from migrainedays.literature import Claim, claim


class Severity(IntEnum):
    """block: a planned session cannot be signed; stop: someone names a reason; look: shown, nothing asked."""

    LOOK = 1
    STOP = 2
    BLOCK = 3

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding. `inputs` are the facts that it rests on, by name; `despite` marks what blocks and was given anyway;
    with `countersign` a second person signs too."""

    rule: str
    severity: Severity
    sentence: str
    claims: tuple[str, ...]
    inputs: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    countersign: bool = False
    despite: bool = False

    @property
    def sources(self) -> tuple[Claim, ...]:
        """The claims that the rule rests on, each with its limit, its source and whether we saw it there."""
        return tuple(claim(key) for key in self.claims)

    @property
    def verified(self) -> bool:
        """Whether each source was seen; a screen says so where not."""
        return all(source.verified for source in self.sources)

    @property
    def interrupts(self) -> bool:
        return self.severity > Severity.LOOK


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All that a check found, gravest first, and all that it looked at."""

    found: tuple[Finding, ...]
    checked: tuple[str, ...]
    unknown: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.found if finding.severity == severity)

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(finding.rule for finding in self.found)

    def can_be_signed(self, reasons: Iterable[str] = ()) -> bool:
        """Whether nothing blocks and each *stop* has its reason; `reasons` are the rules that have one."""
        named = set(reasons)
        return not self.of(Severity.BLOCK) and all(f.rule in named for f in self.of(Severity.STOP))

    @property
    def all_clear(self) -> tuple[str, ...] | None:
        """What was checked, where all of it was clear; None with any finding, and with anything unknown."""
        return None if self.found or self.unknown else self.checked
