"""Case stories: consent, approved sentences, release, and the taking back that nothing delays."""

import dataclasses
import datetime as dt
import json
import uuid
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.actions import doing
from migrainedays.clinic.records.finding import locked, patient_of
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.models import ROWS, Stored, User
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.stories import Story, StoryConsent
from migrainedays.errors import InputRefused
from migrainedays.reports.story.sharing import LEAST


@transaction.atomic
def consent(
    *,
    patient: UUID,
    given_on: dt.date,
    explained_by: str,
    text_version: str,
    for_website: bool,
    for_print: bool,
    by: Any,
    why: str = "",
) -> StoryConsent:
    """Note a consent to tell a story."""
    acting(by, Verb.ADD, StoryConsent.table)
    record = locked(patient_of(by, patient))
    noted: list[StoryConsent] = ROWS[StoryConsent].objects.all().filter(patient=record).read()
    number = len(noted) + 1
    given = StoryConsent(
        patient=record.patient,
        consent=number,
        given_on=given_on,
        explained_by=explained_by,
        text_version=text_version,
        for_website=for_website,
        for_print=for_print,
    )
    doing.add([given], patient=patient, by=by, why=why)
    return given


@transaction.atomic
def revoke(*, patient: UUID, consent: int, on: dt.date, by: Any, why: str = "") -> None:
    """Take a consent back, and with it every story that was released under it, in the same moment."""
    actor = acting(by, Verb.CORRECT, StoryConsent.table)
    record = locked(patient_of(by, patient))
    [given] = ROWS[StoryConsent].objects.standing().filter(patient=record, consent=consent).stored()
    withdrawn = dataclasses.replace(given.value, withdrawn_on=on)
    keep([withdrawn], record=record, by=actor, why=why, revision=given.revision)
    for story in ROWS[Story].objects.standing().filter(patient=record, consent=consent).stored():
        if story.value.is_public:
            _take_back(story, record, actor, why)


@transaction.atomic
def write(*, patient: UUID, language: str, sentences: Iterable[Mapping[str, str]], revision: int, by: Any) -> int:
    """Keep the sentences of a patient's story; one that is approved now carries the name of whoever approves it.

    `sentences` are rows of `item`, `text` and `approved` (yes where it was ticked).
    """
    actor = acting(by, Verb.ADD, Story.table)
    record = locked(patient_of(by, patient))
    name = str(User.objects.get(pk=actor.user_id)) if actor.user_id else actor.role
    kept = [
        {"item": s["item"], "text": s["text"], "approved_by": name if s.get("approved") == "yes" else ""}
        for s in sentences
    ]
    found: list[Stored[Story]] = ROWS[Story].objects.standing().filter(patient=record).stored()
    before = found[0].value if found else Story(patient=record.patient, story=uuid.uuid4().hex)
    after = dataclasses.replace(before, language=language, sentences=json.dumps(kept, ensure_ascii=False))
    return keep([after], record=record, by=actor, revision=revision)


@transaction.atomic
def release(*, patient: UUID, told: Mapping[str, str], sharing: int, on: dt.date, by: Any, why: str = "") -> Story:
    """Show a story to everybody; InputRefused without a consent that holds for the website, or where too few people
    share its traits. `told` is its title, language and page."""
    actor = acting(by, Verb.CORRECT, Story.table)
    record = locked(patient_of(by, patient))
    consents: list[StoryConsent] = ROWS[StoryConsent].objects.standing().filter(patient=record).read()
    holding = [c for c in consents if c.for_website and c.holds_on(on)]
    if not holding:
        raise InputRefused("No consent for the website holds today: ask for it, or leave the story unpublished.")
    if sharing < LEAST:
        raise InputRefused(f"Only {sharing} people here share its traits; {LEAST} are needed, so that nobody is known.")
    found: Stored[Story]
    [found] = ROWS[Story].objects.standing().filter(patient=record).stored()
    released: Story = dataclasses.replace(
        found.value,
        consent=max(c.consent for c in holding),
        told=json.dumps(dict(told), ensure_ascii=False),
        sharing=sharing,
        released_at=timezone.now(),
        released_by=str(User.objects.get(pk=actor.user_id)) if actor.user_id else actor.role,
        taken_back_at=None,
    )
    keep([released], record=record, by=actor, why=why, revision=found.revision)
    return released


@transaction.atomic
def take_back(*, patient: UUID, by: Any, why: str = "") -> None:
    """Show the story to nobody any more; the consent stays as it is."""
    actor = acting(by, Verb.CORRECT, Story.table)
    record = locked(patient_of(by, patient))
    for story in ROWS[Story].objects.standing().filter(patient=record).stored():
        if story.value.is_public:
            _take_back(story, record, actor, why)


def _take_back(story: Stored[Story], record: Any, actor: Any, why: str) -> None:
    """The page and its text go; the journal knows that it was there."""
    gone = dataclasses.replace(story.value, told=None, taken_back_at=timezone.now())
    keep([gone], record=record, by=actor, why=why, revision=story.revision)
