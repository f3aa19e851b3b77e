"""A signature binds a person to one exact content."""

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories import NOON, PASSWORD, user

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
