"""A signature binds a person to one exact content."""

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories import NOON, PASSWORD, minutes, policy_in_force, user

from bigsky.clinic.audit import queries as audit
from bigsky.clinic.policy.actions import draft_policy, sign_policy
from bigsky.clinic.signatures import queries
from bigsky.clinic.signatures.actions import sign
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db
CONTENT = {"dose_mg": "35.5", "names": ["é", "b"]}


def signed(password=PASSWORD):
    return sign(
        by=user(Role.PHYSICIAN),
        at=NOON,
        password=password,
        meaning="approved",
        subject="a plan",
        content=CONTENT,
    )


def test_the_order_of_keys_does_not_matter():
    assert queries.is_under(signed(), dict(reversed(CONTENT.items())))


@pytest.mark.parametrize(
    "changed", [{**CONTENT, "dose_mg": "35.50"}, {"dose_mg": "35.5"}, {**CONTENT, "x": None}]
)
def test_any_change_of_content_shows(changed):
    assert not queries.is_under(signed(), changed)


def test_without_the_password_nothing_is_signed():
    with pytest.raises(PermissionDenied):
        signed(password="somebody else's")
    assert not queries.under("a plan").exists()


def sign_a_policy(password, *, at=NOON):
    """An act that a wrong password undoes, and whose trace stays."""
    director = user(Role.MEDICAL_DIRECTOR)
    content = {**policy_in_force("dosing").content, "soft_mg_per_kg": "0.4"}
    draft = draft_policy(by=director, at=at, kind="dosing", content=content)
    return sign_policy(by=director, at=at, policy_id=draft.pk, password=password)


@pytest.mark.hazard("H-16")
def test_five_wrong_passwords_lock_signing_for_a_quarter_of_an_hour():
    for _ in range(5):
        with pytest.raises(PermissionDenied, match="does not match"):
            sign_a_policy("wrong")

    with pytest.raises(PermissionDenied, match="locked"):
        sign_a_policy(PASSWORD)
    with pytest.raises(PermissionDenied, match="locked"):
        sign_a_policy(PASSWORD, at=NOON + minutes(14))

    assert sign_a_policy(PASSWORD, at=NOON + minutes(16)).signature_id


@pytest.mark.hazard("H-16")
def test_a_wrong_password_undoes_the_act_but_leaves_its_trace():
    with pytest.raises(PermissionDenied):
        sign_a_policy("wrong")

    trace = audit.latest(1)[0]
    assert (trace.by, trace.act, trace.subject) == ("medical-director", "refused at signing", "sign_policy")
    assert trace.detail == {"failures": 1, "is_locked": False}


def test_one_persons_wrong_passwords_lock_nobody_else():
    for _ in range(5):
        with pytest.raises(PermissionDenied):
            sign_a_policy("wrong")

    assert signed().by == user(Role.PHYSICIAN)
