"""A worrying or missing answer about self-harm reaches a named clinician in the transaction that keeps it."""

import pytest
from tests.factories import NOON, minutes, patient, user

from bigsky.clinic.prompts import queries as prompts
from bigsky.clinic.ratings import actions, queries
from bigsky.clinic.ratings.models import Rating
from bigsky.clinic.staff.actions import system_user
from bigsky.clinic.staff.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.hazard("H-09")]

CALM = [1, 1, 1, 1, 1, 1, 1, 1, 0]
POSITIVE = [*CALM[:8], 1]
UNANSWERED = [*CALM[:8], None]
POSITIVE_WITHOUT_A_TOTAL = [None, *CALM[1:8], 2]


def answered(person, answers):
    _, token = actions.ask_rating(
        by=user(Role.NURSE), at=NOON, patient_id=person.pk, scale_key="phq-9", expires_at=NOON + minutes(60)
    )
    return actions.answer_link(
        by=system_user("patient-link"), at=NOON + minutes(5), token=token, answers=answers
    )


def recorded(person, answers):
    return actions.record_rating(
        by=user(Role.NURSE),
        at=NOON,
        patient_id=person.pk,
        scale_key="phq-9",
        answers=answers,
        occasion="baseline",
    )


@pytest.mark.parametrize("how", [answered, recorded])
@pytest.mark.parametrize("answers", [POSITIVE, UNANSWERED, POSITIVE_WITHOUT_A_TOTAL])
def test_a_positive_or_missing_item_9_prompts_the_patients_clinician_now(how, answers):
    person = patient()

    how(person, answers)

    (prompt,) = prompts.of_patient(person.pk)
    assert prompt.urgency == "now"
    assert prompt.for_user == person.clinician
    assert "Item 9" in prompt.text


@pytest.mark.parametrize("how", [answered, recorded])
def test_a_calm_item_9_prompts_nobody(how):
    person = patient()

    how(person, CALM)

    assert not prompts.of_patient(person.pk).exists()


def test_an_unknown_total_still_prompts_and_is_kept_as_unknown():
    rating = answered(patient(), POSITIVE_WITHOUT_A_TOTAL)

    assert rating.total is None
    assert rating.band == ""
    assert "total not known" in prompts.of_patient(rating.patient_id).get().text


def test_without_a_named_clinician_every_physician_is_asked():
    person = patient(clinician=None)

    recorded(person, POSITIVE)

    assert prompts.open_for(user(Role.PHYSICIAN)).get().patient == person


def test_a_clinician_who_has_left_is_not_the_only_one_asked():
    gone = user(Role.PHYSICIAN, "gone")
    gone.is_active = False
    gone.save()
    person = patient(clinician=gone)

    recorded(person, POSITIVE)

    assert prompts.open_for(user(Role.PHYSICIAN)).get().patient == person


def test_when_the_prompt_cannot_be_opened_nothing_is_kept(monkeypatch):
    person = patient()
    monkeypatch.setattr("bigsky.clinic.ratings.worries.open_prompt", _fails)

    with pytest.raises(RuntimeError):
        answered(person, POSITIVE)

    assert queries.latest(person.pk) is None
    assert Rating.objects.count() == 0


def test_answers_sent_but_not_handed_in_already_prompt_and_leave_the_link_open():
    person = patient()
    link, token = actions.ask_rating(
        by=user(Role.NURSE), at=NOON, patient_id=person.pk, scale_key="phq-9", expires_at=NOON + minutes(60)
    )

    by = system_user("patient-link")
    actions.heed_answers(by=by, at=NOON, token=token, answers=POSITIVE_WITHOUT_A_TOTAL)
    actions.answer_link(by=by, at=NOON, token=token, answers=POSITIVE_WITHOUT_A_TOTAL)

    assert prompts.of_patient(person.pk).count() == 1
    assert queries.latest(person.pk).link == link


def _fails(**_):
    raise RuntimeError("the database went away")
