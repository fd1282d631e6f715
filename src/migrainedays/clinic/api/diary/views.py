"""What a phone may ask: to join, to send and read, to see what comes back, to take its data along, to be stopped."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI
from ninja.security import HttpBearer

from migrainedays.clinic.api.diary import feed, schemas
from migrainedays.clinic.api.diary.document import document_of
from migrainedays.clinic.api.diary.export import table_of
from migrainedays.clinic.api.diary.mine import mine_of
from migrainedays.clinic.records import actions, passkeys, queries
from migrainedays.clinic.records.access import Forbidden
from migrainedays.clinic.records.asking import DiaryWishes
from migrainedays.clinic.records.phone_access import Phone
from migrainedays.errors import InputRefused


class PhoneKey(HttpBearer):
    """Lets a phone in by its key; a revoked phone is a stranger."""

    def authenticate(self, request: HttpRequest, token: str) -> Phone | None:
        return queries.phones.phone_of(token)


api = NinjaAPI(title="Diary", urls_namespace="diary-api", docs_url=None, openapi_url=None, auth=PhoneKey())


@api.exception_handler(Forbidden)
def forbidden(request: HttpRequest, problem: Forbidden) -> HttpResponse:
    """One sentence, the same whatever did not fit."""
    return api.create_response(request, {"detail": str(problem)}, status=403)


@api.post("join", auth=None, response={200: schemas.Joined, 403: schemas.Problem})
def join(request: HttpRequest, asked: schemas.Asked) -> Any:
    """Let a phone in by a link that works once."""
    return actions.phones.join(code=asked.code, birth_year=asked.birth_year, name=asked.name)._asdict()


@api.post("push", response={200: schemas.Done, 422: schemas.Problem})
def push(request: HttpRequest, told: schemas.Subscription) -> Any:
    """Keep where this phone takes messages."""
    try:
        actions.pushing.subscribe(phone=_phone(request), **told.model_dump())
    except InputRefused as problem:
        return 422, {"detail": str(problem)}
    return {"done": True}


@api.post("push/stop", response=schemas.Done)
def push_stop(request: HttpRequest) -> Any:
    """Send this phone nothing more."""
    actions.pushing.unsubscribe(phone=_phone(request))
    return {"done": True}


@api.post("passkey/ask", response=schemas.Challenge)
def passkey_ask(request: HttpRequest) -> Any:
    """Ask the browser of a phone that has joined for a passkey."""
    return actions.passkeys.ask_to_make(phone=_phone(request), host=_host(request))._asdict()


@api.post("passkey", response={200: schemas.Done, 403: schemas.Problem})
def passkey(request: HttpRequest, made: schemas.Answered) -> Any:
    """Keep the passkey that the browser made."""
    actions.passkeys.make(phone=_phone(request), host=_host(request), state=made.state, answer=made.answer)
    return {"done": True}


@api.post("open/ask", auth=None, response=schemas.Challenge)
def open_ask(request: HttpRequest) -> Any:
    """Ask a browser whose key was lost for its passkey."""
    return passkeys.ask_to_open(_host(request))._asdict()


@api.post("open", auth=None, response={200: schemas.Joined, 403: schemas.Problem})
def open_again(request: HttpRequest, given: schemas.Answered) -> Any:
    """Let a phone in by its passkey."""
    joined = actions.passkeys.open_again(host=_host(request), state=given.state, answer=given.answer, name=given.name)
    return joined._asdict()


@api.post("entries", response={200: schemas.Answer, 403: schemas.Problem})
def entries(request: HttpRequest, batch: schemas.Batch) -> Any:
    """Take a batch, name what was taken, and give what is new since `after`."""
    phone = _phone(request)
    outcome = actions.phones.send(phone=phone, entries=batch.entries)
    operations, until, more = queries.phones.entries_after(phone, batch.after)
    return {
        "confirmed": [str(identity) for identity in outcome.confirmed],
        "refused": [
            schemas.Refused(position=r.position, id=r.id, field=r.field, reason=r.reason) for r in outcome.refused
        ],
        "operations": operations,
        "until": until,
        "more": more,
    }


@api.get("mine", response=schemas.Mine, by_alias=True)
def mine(request: HttpRequest) -> Any:
    """What comes back to the patient."""
    return mine_of(_phone(request), timezone.now())


@api.post("wishes", response={200: schemas.Done})
def wishes(request: HttpRequest, chosen: schemas.Wishes) -> Any:
    """Note how often and when the diary asks, as the patient chose it on her phone."""
    given = chosen.model_dump() | {"reminded_by": tuple(sorted(set(chosen.reminded_by)))}
    actions.asking.wish_own(phone=_phone(request), wishes=DiaryWishes(patient="-", **given))
    return {"done": True}


@api.get("reminder/{secret}.ics", auth=None, url_name="reminder")
def reminder(request: HttpRequest, secret: str) -> HttpResponse:
    """The reminder as a calendar that a calendar asks for again and again; whoever has the address reads it."""
    made = feed.calendar_of(secret, timezone.now())
    if made is None:
        raise Http404
    return _file(made, "text/calendar; charset=utf-8", "my-days.ics")


@api.get("export.csv")
def export_csv(request: HttpRequest) -> HttpResponse:
    """Everything the patient wrote, as a table."""
    return _file(table_of(_phone(request)).encode(), "text/csv; charset=utf-8", "diary.csv")


@api.get("export.pdf")
def export_pdf(request: HttpRequest) -> HttpResponse:
    """Everything the patient wrote, as a document in the language that the phone asks for."""
    return _file(document_of(_phone(request)), "application/pdf", "diary.pdf")


@api.post("revoke", response={200: schemas.Done})
def revoke(request: HttpRequest, stop: schemas.Stop) -> Any:
    """Stop one of the patient's own phones."""
    try:
        device = uuid.UUID(stop.device)
    except ValueError:
        return {"done": False}
    actions.phones.revoke_own(phone=_phone(request), device=device)
    return {"done": True}


def _phone(request: HttpRequest) -> Phone:
    phone: Phone = request.auth  # type: ignore[attr-defined]  # set by the key check
    return phone


def _host(request: HttpRequest) -> str:
    """The name that passkeys are made for: the clinic's own, without its port."""
    return request.get_host().partition(":")[0]


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
