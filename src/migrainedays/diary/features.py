"""What came with a headache: the columns that a diary day and an attack share."""

import dataclasses

from migrainedays import columns

AURA_KINDS = ("visual", "sensory", "speech", "motor", "brainstem", "retinal")
PAIN_AREAS = tuple(
    f"{area}_{side}" for area in ("front", "temple", "vertex", "back", "neck") for side in ("left", "right", "middle")
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Features(columns.Value):
    """Pain and what accompanied it; None everywhere means *not asked*."""

    peak: int | None = columns.whole(0, 3)
    unilateral: bool | None = columns.yes_no()
    pulsating: bool | None = columns.yes_no()
    aggravated: bool | None = columns.yes_no()
    nausea: bool | None = columns.yes_no()
    vomiting: bool | None = columns.yes_no()
    photophobia: bool | None = columns.yes_no()
    phonophobia: bool | None = columns.yes_no()
    aura_kinds: tuple[str, ...] = columns.many(*AURA_KINDS)
    aura_minutes: int | None = columns.whole(0)
    aura_features: int | None = columns.whole(0, 6)
    believed_migraine: bool | None = columns.yes_no()
    function: int | None = columns.whole(0, 3)
    other_symptoms: bool | None = columns.yes_no()
    pain_areas: tuple[str, ...] = columns.many(*PAIN_AREAS)
