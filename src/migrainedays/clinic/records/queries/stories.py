"""Stories: a patient's own for the staff, the released ones for everybody."""

import dataclasses
import json
from typing import Any
from uuid import UUID

from migrainedays.clinic.records.access import NotFound
from migrainedays.clinic.records.models import ROWS, Stored
from migrainedays.clinic.records.queries import rows
from migrainedays.clinic.records.stories import Story, StoryConsent


@dataclasses.dataclass(frozen=True, slots=True)
class Released:
    """A story as everybody may read it; `name` leads to nobody."""

    name: str
    language: str
    title: str
    page: str


def of_patient(user: Any, patient: UUID) -> tuple[Stored[Story] | None, list[Stored[StoryConsent]]]:
    """The story and the consents of one patient."""
    stories = rows.all_of(user, patient, Story)
    return (stories[0] if stories else None), rows.all_of(user, patient, StoryConsent)


def released(clinic_id: int) -> list[Released]:
    """What a clinic shows to everybody, the newest first."""
    found: list[Story] = ROWS[Story].objects.standing().filter(patient__clinic_id=clinic_id).read()
    public = [story for story in found if story.is_public and story.told]
    return [_released(story) for story in sorted(public, key=lambda s: str(s.released_at), reverse=True)]


def one_released(clinic_id: int, name: str) -> Released:
    """One of them; NotFound once it was taken back."""
    for story in released(clinic_id):
        if story.name == name:
            return story
    raise NotFound("There is no such story.")


def _released(story: Story) -> Released:
    told = json.loads(story.told or "{}")
    return Released(story.story, told["language"], told["title"], told["page"])
