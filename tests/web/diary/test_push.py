"""Messages to phones: sealed for one browser, signed by the clinic, sent to known services alone, and quiet."""

import datetime as dt
import http.server
import json
import struct
import threading

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from migrainedays.clinic import environment
from migrainedays.clinic.jobs import hourly
from migrainedays.clinic.records import actions, journal, push, queries
from migrainedays.clinic.records.asking import DiaryWishes
from migrainedays.clinic.records.models import Clinic
from migrainedays.clinic.records.models.phone import PushAddressRow
from migrainedays.errors import WrongUse
from tests.web.diary.test_reminders import EVENING, send

CURVE = ec.SECP256R1()


def private(text):
    return ec.derive_private_key(int.from_bytes(push.decoded(text), "big"), CURVE)


def point(key):
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


class Browser:
    """A browser's side of it, written from the standard and not from our own code."""

    def __init__(self):
        self.key, self.auth = ec.generate_private_key(CURVE), bytes(range(16))

    @property
    def keys(self):
        return {"p256dh": push.encoded(point(self.key)), "auth": push.encoded(self.auth)}

    def open(self, body):
        salt, (size, length) = body[:16], struct.unpack(">IB", body[16:21])
        theirs, sealed = body[21 : 21 + length], body[21 + length :]
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
        secret = self.derived(shared, self.auth, b"WebPush: info\0" + point(self.key) + theirs, 32)
        key = self.derived(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = self.derived(secret, salt, b"Content-Encoding: nonce\0", 12)
        plain = AESGCM(key).decrypt(nonce, sealed, None)
        assert (size, plain[-1:]) == (4096, b"\x02")
        return plain[:-1]

    @staticmethod
    def derived(secret, salt, info, length):
        return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


@pytest.fixture
def key(settings):
    """The clinic has a key."""
    settings.PUSH_KEY = push.Key.of("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw", "https://clinic.example")
    return settings.PUSH_KEY


@pytest.fixture
def service(monkeypatch):
    """A push service on this machine: what it was sent, and with which status it answers."""
    received = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append((self.path, dict(self.headers), body))
            self.send_response(server.status)
            if server.status in (301, 302, 307):
                self.send_header("Location", f"http://127.0.0.1:{server.server_port}/elsewhere")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.status, server.received = 201, received
    server.address = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(push, "LOOPBACK", (f"127.0.0.1:{server.server_port}",))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


@pytest.fixture
def subscribed(key, service, phone, clinic, ada):
    """Ada's phone takes messages at six; the browser that opens them."""
    browser = Browser()
    told = phone.post("push", {"endpoint": f"{service.address}/ada", **browser.keys})
    assert told.status_code == 200, told.content
    phone.post("wishes", {"reminded_at": 18, "reminded_in": "fr", "reminded_by": ["push"]})
    return browser


class TestSealing:
    def test_the_standards_own_example(self):
        """RFC 8291, appendix A: the same keys and salt give the same bytes."""
        body = push.seal(
            b"When I grow up, I want to be a watermelon",
            p256dh=push.decoded(
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
            ),
            auth=push.decoded("BTBZMqHH6r4Tts7J_aSIgg"),
            salt=push.decoded("DGv6ra1nlYgDCS1FRnbzlw"),
            once=private("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
        )
        assert push.encoded(body) == (
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK"
            "6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        )

    def test_only_that_browser_opens_it(self):
        browser, other = Browser(), Browser()
        body = push.seal(b"hello", p256dh=point(browser.key), auth=browser.auth)
        assert browser.open(body) == b"hello"
        with pytest.raises(InvalidTag):
            other.open(body)

    def test_no_two_are_alike(self):
        browser = Browser()
        sealed = {push.seal(b"hello", p256dh=point(browser.key), auth=browser.auth) for _ in range(5)}
        assert len(sealed) == 5


class TestWhoIsCalled:
    @pytest.mark.parametrize(
        "endpoint",
        [
            "https://fcm.googleapis.com/fcm/send/abc",
            "https://updates.push.services.mozilla.com/wpush/v2/abc",
            "https://web.push.apple.com/abc",
            "https://sg2p.notify.windows.com/w/?token=abc",
        ],
    )
    def test_the_known_services(self, endpoint):
        assert push.is_allowed(endpoint)

    @pytest.mark.parametrize(
        "endpoint",
        [
            "http://fcm.googleapis.com/x", "https://127.0.0.1/x", "https://localhost/x", "https://10.0.0.1/admin",
            "https://evilgoogleapis.com/x", "https://fcm.googleapis.com.evil.example/x", "file:///etc/passwd",
            "https://user@fcm.googleapis.com/x", "https://fcm.googleapis.com:8443/x", "https://[::1]/x", "", "https://",
            "https://fcm.googleapis.com:x/",
        ],
    )  # fmt: skip
    def test_nobody_else(self, endpoint):
        assert not push.is_allowed(endpoint)
        browser = Browser()
        assert push.send(push.Key.of("AQ", "https://clinic.example"), endpoint=endpoint, **browser.keys, words={}) == 0

    def test_a_phone_that_names_another_address_is_refused(self, key, phone):
        answer = phone.post("push", {"endpoint": "https://10.0.0.1/admin", **Browser().keys})
        assert answer.status_code == 422
        assert PushAddressRow.objects.count() == 0

    def test_keys_that_are_none_are_refused(self, key, service, phone):
        answer = phone.post("push", {"endpoint": f"{service.address}/x", "p256dh": "AAAA", "auth": "AAAA"})
        assert answer.status_code == 422

    @pytest.mark.parametrize("status", [301, 302, 307])
    def test_nobody_is_followed_elsewhere(self, subscribed, service, monkeypatch, status):
        service.status = status
        send(monkeypatch, EVENING)
        assert [path for path, _, _ in service.received] == ["/ada"]


class TestTheMessage:
    def test_it_says_nothing_of_health_in_her_language(self, subscribed, service, monkeypatch, mailoutbox):
        assert send(monkeypatch, EVENING) == 1
        ((_, headers, body),) = service.received
        assert json.loads(subscribed.open(body)) == {"title": "Mes jours", "body": "Un moment pour vous\u202f?"}
        assert headers["Content-Encoding"] == "aes128gcm"
        assert mailoutbox == []

    def test_it_is_signed_by_the_clinic_for_that_service(self, subscribed, service, key, monkeypatch):
        send(monkeypatch, EVENING)
        ((_, headers, _),) = service.received
        token, public = (part.split("=", 1)[1] for part in headers["Authorization"].removeprefix("vapid ").split(", "))
        assert public == key.public
        said, _, signature = token.rpartition(".")
        raw = push.decoded(signature)
        told = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        key.private.public_key().verify(told, said.encode(), ec.ECDSA(SHA256()))
        claims = json.loads(push.decoded(said.split(".")[1]))
        assert (claims["aud"], claims["sub"]) == (service.address, "https://clinic.example")
        lasts = dt.datetime.fromtimestamp(claims["exp"], dt.UTC) - dt.datetime.now(dt.UTC)
        assert dt.timedelta() < lasts <= dt.timedelta(hours=24)

    def test_one_a_day_and_none_while_she_writes(self, subscribed, service, phone, monkeypatch):
        assert [send(monkeypatch, EVENING), send(monkeypatch, EVENING)] == [1, 0]
        phone.send(phone.raw({"headache": False}, date=EVENING.date() + dt.timedelta(days=1)))
        assert send(monkeypatch, EVENING + dt.timedelta(days=1)) == 0
        assert len(service.received) == 1


class TestLeaving:
    def test_an_address_that_is_gone_is_forgotten(self, subscribed, service, monkeypatch):
        service.status = 410
        send(monkeypatch, EVENING)
        assert not PushAddressRow.objects.filter(withdrawn=False).exists()
        assert journal.differences(Clinic.objects.get().pk) == []

    def test_a_service_that_fails_is_asked_again_another_day(self, subscribed, service, monkeypatch):
        service.status = 500
        assert send(monkeypatch, EVENING) == 1
        assert PushAddressRow.objects.filter(withdrawn=False).exists()

    def test_a_phone_that_was_stopped_hears_nothing(self, subscribed, join, clinic, ada, phone):
        join(ada)
        actions.phones.revoke(patient=ada, device=phone.device, by=clinic)
        assert queries.asking.due(EVENING) == []

    def test_she_may_stop_it_and_start_again(self, subscribed, phone, service):
        assert phone.post("push/stop", {}).json() == {"done": True}
        assert queries.asking.due(EVENING) == []
        phone.post("push", {"endpoint": f"{service.address}/ada", **Browser().keys})
        assert len(queries.asking.due(EVENING)) == 1

    def test_her_wish_alone_sends_nothing(self, key, phone, clinic, ada):
        phone.post("wishes", {"reminded_at": 18, "reminded_by": ["push"]})
        assert queries.rows.one(clinic, ada, DiaryWishes).value.reminded_by == ("push",)
        assert queries.asking.due(EVENING) == []


class TestTheKey:
    def test_without_one_nothing_is_offered_and_nothing_is_sent(
        self, subscribed, service, settings, phone, monkeypatch
    ):
        settings.PUSH_KEY = None
        assert phone.get("mine").json()["push_key"] is None
        send(monkeypatch, EVENING)
        assert service.received == []

    def test_with_one_the_browser_is_told_its_public_half(self, key, phone):
        assert push.decoded(phone.get("mine").json()["push_key"]) == point(key.private)

    def test_it_is_read_from_the_environment(self, monkeypatch):
        monkeypatch.delenv("MIGRAINEDAYS_PUSH_KEY", raising=False)
        assert environment.push_key() is None
        monkeypatch.setenv("MIGRAINEDAYS_PUSH_KEY", "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")
        assert environment.push_key().public.startswith("B")

    @pytest.mark.parametrize("text", ["not a key!", "AAAA", "/" * 44])
    def test_what_is_no_key_stops_the_start_with_a_sentence(self, monkeypatch, text):
        monkeypatch.setenv("MIGRAINEDAYS_PUSH_KEY", text)
        with pytest.raises(WrongUse, match="is no key"):
            environment.push_key()

    def test_the_job_names_the_module_that_sends(self):
        assert hourly.push is push
