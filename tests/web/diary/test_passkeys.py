"""Passkeys over HTTP: what is asked of a browser, and that nothing else opens a diary."""

import json

import pytest
from django.core import signing
from fido2.utils import websafe_decode

from migrainedays.clinic.records import passkeys, queries
from migrainedays.clinic.records.access import Forbidden
from migrainedays.clinic.records.models.phone import PasskeyRow
from migrainedays.clinic.records.phones import Passkey


def post(client, path, body):
    return client.post(f"/api/diary/{path}", json.dumps(body), "application/json")


class TestAsking:
    def test_a_phone_that_joined_is_asked_for_a_key_of_its_own_diary(self, phone, ada):
        asked = phone.post("passkey/ask", {}).json()["options"]["publicKey"]
        assert websafe_decode(asked["user"]["id"]) == ada.bytes
        assert asked["rp"] == {"id": "testserver", "name": "My days"}
        assert asked["authenticatorSelection"]["userVerification"] == "required"
        assert asked["authenticatorSelection"]["residentKey"] == "required"
        assert "Ada" not in json.dumps(asked | {"challenge": "", "user": asked["user"] | {"id": ""}})

    def test_a_stranger_is_asked_for_any_and_told_of_nobody(self, client, clinic):
        asked = post(client, "open/ask", {}).json()["options"]["publicKey"]
        assert asked["rpId"] == "testserver"
        assert asked.get("allowCredentials", []) == []

    def test_each_challenge_is_another(self, client, clinic):
        challenges = {post(client, "open/ask", {}).json()["options"]["publicKey"]["challenge"] for _ in range(3)}
        assert len(challenges) == 3

    def test_without_a_key_no_passkey_is_made(self, client, clinic):
        assert post(client, "passkey/ask", {}).status_code == 401
        assert post(client, "passkey", {"state": "x", "answer": {}}).status_code == 401


class TestRefusing:
    @pytest.mark.parametrize(
        "answer", [{}, {"id": "unknown"}, {"id": 7}, {"id": "x" * 10_000}, {"id": "=\x00"}, {"response": []}]
    )
    def test_an_answer_that_proves_nothing_opens_nothing(self, client, clinic, answer):
        state = post(client, "open/ask", {}).json()["state"]
        told = post(client, "open", {"state": state, "answer": answer})
        assert (told.status_code, told.json()) == (403, {"detail": passkeys.REFUSED})

    def test_a_known_name_without_its_signature_opens_nothing(self, client, phone, ada, clinic):
        from migrainedays.clinic.records.models import PatientRecord

        record = PatientRecord.objects.get(public_id=ada)
        PasskeyRow.objects.create(patient=record, passkey="known", device=phone.device, public_key="AA", counter=0)
        state = post(client, "open/ask", {}).json()["state"]
        assert post(client, "open", {"state": state, "answer": {"id": "known"}}).status_code == 403
        assert len(queries.phones.devices(clinic, ada)) == 1

    @pytest.mark.parametrize("state", ["", "nonsense", "of another salt"])
    def test_a_challenge_that_is_not_ours(self, state):
        if state == "of another salt":
            state = signing.dumps({"about": "", "once": "a"}, salt="another")
        with pytest.raises(Forbidden):
            passkeys.check_opened("testserver", state=state, answer={}, public_key="AA", counter=0)

    def test_what_the_phone_made_is_refused_without_proof(self, phone):
        state = phone.post("passkey/ask", {}).json()["state"]
        assert phone.post("passkey", {"state": state, "answer": {"id": "x"}}).status_code == 403
        assert PasskeyRow.objects.count() == 0

    def test_a_challenge_of_one_diary_makes_no_key_of_another(self, phone, join, bea):
        other = join(bea, year=1990)
        state = phone.post("passkey/ask", {}).json()["state"]
        with pytest.raises(ValueError, match="answered already"):
            passkeys._state(state, other.diary)

    def test_the_key_is_kept_without_anything_that_could_sign(self):
        assert {"passkey", "public_key", "counter"} <= set(Passkey.__dataclass_fields__)
        assert "private" not in " ".join(Passkey.__dataclass_fields__)
