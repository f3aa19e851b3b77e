"""A patient's link: one use, for a while, and only its hash is kept."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from tests.factories import NOON, minutes, patient, user

from bigsky.clinic.audit import queries as audit
from bigsky.clinic.ratings import actions, queries
from bigsky.clinic.ratings.models import Rating, RatingLink
from bigsky.clinic.staff.actions import system_user
from bigsky.clinic.staff.roles import Role

CALM = [1, 1, 1, 1, 1, 1, 1, 1, 0]


def ask(person=None, scale_key="phq-9"):
    return actions.ask_rating(
        by=user(Role.NURSE),
        at=NOON,
        patient_id=(person or patient()).pk,
        scale_key=scale_key,
        expires_at=NOON + minutes(60),
        occasion="follow-up",
    )


def answer(token, at=NOON, answers=CALM):
    return actions.answer_link(by=system_user("patient-link"), at=at, token=token, answers=answers)


@pytest.mark.django_db
def test_answers_become_a_scored_rating():
    link, token = ask()

    rating = answer(token)

    assert (rating.total, rating.band, rating.occasion) == (8, "mild", "follow-up")
    assert rating.link == link
    assert queries.latest(link.patient_id, "phq-9") == rating


@pytest.mark.django_db
def test_only_the_hash_of_a_token_is_kept():
    link, token = ask()

    assert token not in str(RatingLink.objects.filter(pk=link.pk).values())
    assert token not in str(list(audit.entries()))
    assert queries.link_by_token(token, NOON) == link


@pytest.mark.django_db
def test_a_link_works_once():
    _, token = ask()
    answer(token)

    with pytest.raises(actions.LinkSpentError):
        answer(token)

    assert Rating.objects.count() == 1


@pytest.mark.django_db
def test_a_link_stops_working_at_its_end():
    _, token = ask()

    with pytest.raises(actions.LinkSpentError):
        answer(token, at=NOON + minutes(60))

    assert queries.was_asked(token)


@pytest.mark.django_db
@pytest.mark.parametrize("answers", [[4, *CALM[1:]], CALM[:8], [-1, *CALM[1:]], ["3", *CALM[1:]]])
def test_impossible_answers_are_refused_and_the_link_stays_open(answers):
    _, token = ask()

    with pytest.raises(actions.RatingError, match="allowed is"):
        answer(token, answers=answers)

    assert queries.link_by_token(token, NOON) is not None


@pytest.mark.django_db
def test_an_unknown_scale_cannot_be_asked():
    with pytest.raises(actions.RatingError, match="known scales are"):
        ask(scale_key="phq-10")


@pytest.mark.django_db
def test_the_front_desk_may_ask_but_not_record_answers():
    with pytest.raises(PermissionDenied):
        actions.record_rating(
            by=user(Role.FRONT_DESK), at=NOON, patient_id=patient().pk, scale_key="phq-9", answers=CALM
        )


@pytest.mark.django_db
def test_asking_and_answering_leave_their_trace():
    link, token = ask()
    answer(token)

    acts = [entry.act for entry in audit.of_patient(link.patient_id)]
    assert {"ask for a rating", "record rating"} <= set(acts)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_the_same_link_at_the_same_time_one_is_taken():
    _, token = ask()
    system_user("patient-link")
    barrier, outcomes = threading.Barrier(2, timeout=20), []

    def send():
        try:
            barrier.wait()
            outcomes.append(answer(token).total)
        except actions.LinkSpentError:
            outcomes.append("spent")
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(map(str, outcomes)) == ["8", "spent"]
    assert Rating.objects.count() == 1
