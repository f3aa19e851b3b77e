"""A chair holds one person at a time."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from tests.factories import NOON, minutes, patient, system, user

from bigsky.clinic.scheduling import queries
from bigsky.clinic.scheduling.actions import ChairTakenError, add_chair, book_appointment, cancel_appointment
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair():
    return add_chair(by=system(), at=NOON, code="C1", name="Chair 1")


@pytest.fixture
def person():
    return patient()


def booked(person, chair, start, length=120):
    return book_appointment(
        by=user(Role.FRONT_DESK), at=NOON, patient_id=person.pk, kind="infusion",
        starts_at=NOON + minutes(start), ends_at=NOON + minutes(start + length), chair=chair,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("start", "is_taken"), [(-120, False), (-119, True), (0, True), (119, True), (120, False)]
)
def test_visits_in_one_chair_may_touch_but_not_overlap(person, chair, start, is_taken):
    booked(person, chair, 0)

    if is_taken:
        with pytest.raises(ChairTakenError, match="Already booked"):
            booked(person, chair, start)
    else:
        assert booked(person, chair, start).pk


def test_a_cancelled_visit_frees_the_chair_and_stays_on_record(person, chair):
    first = booked(person, chair, 0)
    cancel_appointment(by=user(Role.FRONT_DESK), at=NOON, appointment_id=first.pk, reason="ill")

    assert booked(person, chair, 0).pk != first.pk
    assert queries.of_patient(person.pk).count() == 2
    assert queries.coming(person.pk, NOON).count() == 1


def test_the_database_refuses_a_visit_that_ends_before_it_starts(person, chair):
    with pytest.raises(IntegrityError), transaction.atomic():
        booked(person, chair, 0, length=-10)


def send(client, person, **changes):
    client.force_login(user(Role.FRONT_DESK))
    start = timezone.localtime() + timedelta(days=1)
    typed = {"chair": "C1", "starts_at": f"{start:%Y-%m-%dT%H:%M}", "minutes": "120", **changes}
    return client.post(reverse("chart:book", args=[person.pk]), typed)


def test_the_front_desk_books_a_visit(client, person, chair):
    assert send(client, person).url == reverse("chart:day")
    assert queries.coming(person.pk, timezone.now()).get().chair == chair


def test_a_clash_is_refused_at_the_field_and_nothing_is_booked(client, person, chair):
    send(client, person)

    answer = send(client, person)

    assert answer.status_code == 422
    assert 'id="id_chair_error"' in answer.content.decode()
    assert queries.coming(person.pk, timezone.now()).count() == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"minutes": "29"}, "30 to 480"),
        ({"minutes": "481"}, "30 to 480"),
        ({"minutes": "x"}, "Enter a whole number"),
        ({"starts_at": "2020-01-01T10:00"}, "That is not possible; allowed is"),
        ({"starts_at": "soon"}, "Write it like"),
        ({"chair": "throne"}, "There is no such chair"),
        ({"chair": ""}, "Choose a chair"),
    ],
)
def test_an_impossible_visit_is_refused_at_the_field_with_what_is_allowed(
    client, person, chair, changes, says
):
    answer = send(client, person, **changes)

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not queries.of_patient(person.pk).exists()
