"""Staff join by a link that works once; nobody gives themselves a role."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import Forbidden, NotFound
from migrainedays.clinic.records.models import Entry, Invitation, User
from migrainedays.clinic.records.practice import Member, Practice
from migrainedays.clinic.records.refusals import Conflict
from migrainedays.errors import Impossible, WrongUse
from tests.web.records.conftest import PASSWORD, fresh


def join(secret, password=PASSWORD):
    return actions.members.join(secret=secret, name="Noa", password=password)


def test_a_link_makes_an_account_with_its_role(physician):
    user = join(actions.members.invite(email=" Noa@Harbour.example ", role="injector", by=physician))
    assert (user.email, queries.practice.role(user), user.check_password(PASSWORD)) == (
        "noa@harbour.example",
        "injector",
        True,
    )
    assert [m.value.email for m in queries.practice.members(physician)] == [
        "physician@harbour.example",
        "noa@harbour.example",
    ]


def test_a_link_works_once(physician):
    secret = actions.members.invite(email="noa@harbour.example", role="injector", by=physician)
    join(secret)
    with pytest.raises(NotFound):
        join(secret)


def test_a_link_grows_old(physician):
    secret = actions.members.invite(email="noa@harbour.example", role="injector", by=physician)
    Invitation.objects.update(until=timezone.now() - dt.timedelta(seconds=1))
    with pytest.raises(NotFound):
        join(secret)


def test_a_made_up_link_opens_nothing(physician):
    with pytest.raises(NotFound):
        join("made up")


def test_the_secret_of_a_link_is_not_kept(physician):
    secret = actions.members.invite(email="noa@harbour.example", role="injector", by=physician)
    assert secret not in str(list(Invitation.objects.values())) + str(list(Entry.objects.values()))


def test_a_weak_password_is_refused_and_the_link_stays_good(physician):
    secret = actions.members.invite(email="noa@harbour.example", role="injector", by=physician)
    with pytest.raises(ValidationError):
        join(secret, password="password")
    assert [each.email for each in queries.practice.invited(physician, timezone.now())] == ["noa@harbour.example"]
    assert join(secret).pk


@pytest.mark.parametrize("role", ["injector", "front_desk", "analyst"])
def test_only_physicians_and_admins_invite(roles, role):
    with pytest.raises(Forbidden):
        actions.members.invite(email="x@y.example", role="admin", by=roles[role])


@pytest.mark.parametrize(("email", "role"), [("no address", "injector"), ("x@y.example", "director")])
def test_what_cannot_be_an_invitation_is_refused(physician, email, role):
    with pytest.raises(Impossible):
        actions.members.invite(email=email, role=role, by=physician)


def test_who_has_an_account_is_not_invited_again(physician):
    with pytest.raises(Impossible, match="account already"):
        actions.members.invite(email="PHYSICIAN@harbour.example", role="admin", by=physician)


def test_a_role_is_changed_by_somebody_else_and_takes_hold_at_once(roles):
    injector = roles["injector"]
    member = Member(email=injector.email, role="physician", active=True)
    assert actions.members.correct(member=member, revision=1, by=roles["admin"]) == 2
    assert queries.practice.role(fresh(injector)) == "physician"
    with pytest.raises(Conflict):
        actions.members.correct(member=member, revision=1, by=roles["admin"])


def test_nobody_changes_their_own_role(roles):
    admin = roles["admin"]
    with pytest.raises(Forbidden):
        actions.members.correct(member=Member(email=admin.email, role="physician"), revision=1, by=admin)


def test_a_membership_that_ended_opens_nothing(roles):
    injector = roles["injector"]
    member = Member(email=injector.email, role="injector", active=False)
    actions.members.correct(member=member, revision=1, by=roles["physician"])
    assert queries.practice.role(fresh(injector)) is None
    with pytest.raises(NotFound):
        queries.practice.practice(fresh(injector))


def test_staff_of_another_clinic_do_not_exist(roles, elsewhere):
    with pytest.raises(NotFound):
        actions.members.correct(member=Member(email=elsewhere.email, role="admin"), revision=1, by=roles["admin"])


def test_addresses_are_known_in_any_case(physician):
    assert User.objects.get_by_natural_key("PHYSICIAN@HARBOUR.EXAMPLE") == physician


def test_a_second_clinic_is_not_opened_in_the_same_database(physician):
    with pytest.raises(WrongUse):
        actions.clinics.open_clinic(
            practice=Practice(name="Second", zone="Europe/Paris"), physician=Member(email="a@b.example"), password=None
        )


@pytest.mark.parametrize(
    ("columns", "word"), [({"name": " "}, "name"), ({"zone": None}, "zone"), ({"zone": "Mars"}, "zone")]
)
def test_a_clinic_has_a_name_and_a_zone(columns, word):
    with pytest.raises(Impossible) as refused:
        Practice(**{"name": "Harbour", "zone": "Europe/Paris"} | columns)
    assert refused.value.column == word
