"""The questionnaire on a phone, and at the nurse's desk."""

import logging

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from tests.factories import minutes, patient, user

from bigsky.clinic.prompts import queries as prompts
from bigsky.clinic.ratings import actions, queries
from bigsky.clinic.staff.roles import Role
from bigsky.ketamine.scales.phq_9 import PHQ_9

pytestmark = pytest.mark.django_db
KEYS = [item.key for item in PHQ_9.items]


def asked(person, expires=60):
    now = timezone.now()
    _, token = actions.ask_rating(
        by=user(Role.NURSE),
        at=now - minutes(120),
        patient_id=person.pk,
        scale_key="phq-9",
        expires_at=now + minutes(expires),
    )
    return token, reverse("ratings:answer", args=[token])


def filled(*answers, **more):
    return {key: value for key, value in zip(KEYS, answers, strict=True) if value is not None} | more


def test_the_page_asks_every_item_with_nothing_ticked(client):
    page = client.get(asked(patient())[1])
    text = page.content.decode()

    assert page.status_code == 200
    assert text.count('type="radio"') == 36
    assert text.count("<fieldset") == 9
    assert "checked" not in text
    assert "the last 2 weeks" in text


def test_the_page_knows_a_given_name_and_no_more(client):
    text = client.get(asked(patient())[1]).content.decode()

    assert "Ada" in text
    assert "Meadow" not in text
    assert "BS-0" not in text
    assert "1980" not in text


def test_the_link_leaks_nowhere(client, caplog, capsys):
    token, url = asked(patient())
    with caplog.at_level(logging.DEBUG), caplog.at_level(logging.DEBUG, logger="django.request"):
        page = client.get(url)
        client.post(url, filled(*[1] * 8, None))
        client.post(url, filled(9, *[0] * 8))
        client.post(url, filled(*[0] * 9))
        client.get(url)
        client.get(reverse("ratings:answer", args=["x" + token]))

    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]
    assert not page.cookies
    assert "Gone: /ratings/answer/…" in caplog.text
    assert token not in caplog.text + "".join(capsys.readouterr())


def test_complete_answers_are_thanked_for(client):
    person = patient()
    page = client.post(asked(person)[1], filled(*[1] * 8, 0), follow=True)

    assert queries.latest(person.pk).total == 8
    assert "Thank you" in page.content.decode()
    assert "crisis loud" not in page.content.decode()


@pytest.mark.hazard("H-09")
def test_a_positive_item_9_shows_help_at_once(client):
    person = patient()
    page = client.post(asked(person)[1], filled(*[0] * 8, 1), follow=True)

    assert "crisis loud" in page.content.decode()
    assert f"tel:{settings.CRISIS_LINE_NUMBER}" in page.content.decode()
    assert prompts.of_patient(person.pk).get().for_user == person.clinician


@pytest.mark.hazard("H-09")
@pytest.mark.parametrize("item9", [None, 2])
def test_the_page_that_asks_again_already_shows_help_and_has_prompted(client, item9):
    person = patient()
    page = client.post(asked(person)[1], filled(None, *[0] * 7, item9))

    assert page.status_code == 422
    assert "crisis loud" in page.content.decode()
    assert prompts.of_patient(person.pk).exists()
    assert queries.latest(person.pk) is None


def test_open_questions_are_asked_about_once_and_then_taken_as_they_are(client):
    person = patient()
    _, url = asked(person)
    again = client.post(url, filled(None, *[1] * 7, 0))
    assert again.status_code == 422
    assert "question 1" in again.content.decode()

    client.post(url, filled(None, *[1] * 7, 0, asked_again="on"))

    assert queries.latest(person.pk).total is None
    assert queries.latest(person.pk).answers[0] is None


def test_an_impossible_answer_is_refused_at_its_question(client):
    person = patient()
    page = client.post(asked(person)[1], filled(7, *[0] * 8))

    assert page.status_code == 422
    assert "allowed is 0, 1, 2, 3" in page.content.decode()
    assert queries.latest(person.pk) is None


@pytest.mark.parametrize("how", ["used", "expired", "unknown"])
def test_a_spent_link_gets_a_kind_page_with_help(client, how):
    _, url = asked(patient(), expires=-1 if how == "expired" else 60)
    if how == "used":
        client.post(url, filled(*[0] * 9))
    url = reverse("ratings:answer", args=["nonsense"]) if how == "unknown" else url

    for page in (client.get(url), client.post(url, filled(*[3] * 9))):
        assert page.status_code == (404 if how == "unknown" else 410)
        assert settings.CLINIC_PHONE in page.content.decode()
        assert f"tel:{settings.CRISIS_LINE_NUMBER}" in page.content.decode()


def test_a_nurse_records_what_a_patient_says(client):
    person = patient()
    client.force_login(user(Role.NURSE))
    url = reverse("ratings:record", args=[person.pk, "phq-9"])
    assert client.get(url).status_code == 200

    page = client.post(url, filled(3, 3, 3, 2, 2, 1, 1, 0, 1, occasion="baseline"), follow=True)

    assert queries.latest(person.pk).total == 16
    assert "moderately severe" in page.content.decode()
    assert "A prompt was opened for" in page.content.decode()


def test_a_scale_or_patient_that_is_not_there_is_a_plain_404(client):
    client.force_login(user(Role.NURSE))

    assert client.get(reverse("ratings:record", args=[patient().pk, "phq-10"])).status_code == 404
    assert (
        client.get(
            reverse("ratings:record", args=["0" * 8 + "-0000-4000-8000-" + "0" * 12, "phq-9"])
        ).status_code
        == 404
    )


def test_the_front_desk_does_not_see_answers(client):
    client.force_login(user(Role.FRONT_DESK))

    assert client.get(reverse("ratings:record", args=[patient().pk, "phq-9"])).status_code == 403
