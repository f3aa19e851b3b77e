"""Did it help? The answer is three-valued, and drawn."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.factories import NOON, patient, started_session, user

from bigsky.clinic.audit import queries as audit
from bigsky.clinic.followup import queries
from bigsky.clinic.messaging import queries as messaging
from bigsky.clinic.ratings.actions import record_rating
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db


def rate(person, total, *, days=0):
    answers = [min(3, max(0, total - 3 * place)) for place in range(8)] + [0]
    return record_rating(
        by=user(Role.NURSE), at=NOON + timedelta(days=days), patient_id=person.pk, scale_key="phq-9",
        answers=answers, occasion="baseline" if days < 0 else "follow-up",
    )  # fmt: skip


@pytest.fixture
def treated():
    return started_session().patient


def course(person, days=30):
    return queries.course_of(person.pk, at=NOON + timedelta(days=days))


def page(client, person, role=Role.NURSE):
    client.force_login(user(role))
    return client.get(reverse("followup:patient", args=[person.pk])).content.decode()


def test_the_baseline_is_the_last_score_before_the_first_infusion(treated):
    rate(treated, 20, days=-9)
    rate(treated, 18, days=-1)
    rate(treated, 9, days=1)

    found = course(treated)

    assert (found.baseline.total, found.latest.total, found.change.points) == (18, 9, -9)
    assert [each["verdict"] for each in found.findings] == ["met", "not-met"]


def test_without_a_baseline_response_is_unknown(treated):
    rate(treated, 3, days=1)

    assert [each["verdict"] for each in course(treated).findings] == ["unknown", "met"]


def test_a_baseline_is_no_answer_to_itself():
    person = patient()
    rate(person, 18, days=-1)

    assert course(person).baseline.total == 18
    assert [each["verdict"] for each in course(person).findings] == ["unknown", "unknown"]


def test_an_incomplete_answer_leaves_the_change_unknown(treated):
    rate(treated, 18, days=-1)
    record_rating(
        by=user(Role.NURSE), at=NOON + timedelta(days=1), patient_id=treated.pk, scale_key="phq-9",
        answers=[None] + [0] * 8,
    )  # fmt: skip

    assert course(treated).change.points is None


def test_the_course_knows_nothing_of_the_future(treated):
    rate(treated, 18, days=-1)
    rate(treated, 9, days=5)

    assert course(treated, days=2).latest.total == 18


def test_the_page_draws_the_mood_line_with_a_table_beside_it(client, treated):
    rate(treated, 18, days=-1)
    rate(treated, 9, days=1)

    text = page(client, treated)

    assert "<svg" in text
    assert "The same as a table" in text
    assert "infusion" in text
    assert audit.of_patient(treated.pk)[0].subject == "followup:patient"


def test_nothing_is_drawn_from_nothing(client):
    assert "there is nothing to draw" in page(client, patient())


def test_the_link_is_shown_once_and_kept_nowhere(client):
    person = patient()
    client.force_login(user(Role.NURSE))

    shown = client.post(reverse("followup:ask", args=[person.pk]), {"scale_key": "phq-9", "how": "show"})

    token = shown.context["address"].rstrip("/").rsplit("/", 1)[1]
    assert token in shown.content.decode()
    assert token not in page(client, person)
    assert not messaging.of_patient(person.pk).exists()


def test_the_link_can_be_sent_instead(client):
    person = patient()
    client.force_login(user(Role.NURSE))

    answer = client.post(reverse("followup:ask", args=[person.pk]), {"scale_key": "gad-7", "how": "send"})

    assert answer.status_code == 302
    assert messaging.of_patient(person.pk).count() == 1


@pytest.mark.parametrize(
    "sent", [{}, {"scale_key": "phq-9"}, {"scale_key": "tea", "how": "show"}, {"how": "send"}]
)
def test_a_question_without_scale_or_way_is_refused_at_the_field(client, sent):
    person = patient()
    client.force_login(user(Role.NURSE))

    answer = client.post(reverse("followup:ask", args=[person.pk]), sent)

    assert answer.status_code == 422
    assert "has-error" in answer.content.decode()
    assert not queries.of_patient(person.pk).exists()


def test_nothing_is_chosen_beforehand(client):
    assert "checked" not in page(client, patient())
