"""A prompt stays open until a person closes it with a decision, and is passed on when nobody does."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from tests.factories import NOON, minutes, patient, policy_in_force, system, user

from bigsky.clinic.audit import queries as audit
from bigsky.clinic.followup import clock
from bigsky.clinic.prompts import queries
from bigsky.clinic.prompts.actions import (
    NoEscalationError,
    PromptClosedError,
    close_prompt,
    escalate_prompt,
    open_prompt,
)
from bigsky.clinic.staff.roles import Role

pytestmark = pytest.mark.django_db


def opened(**changes):
    said = {
        "kind": "threshold",
        "text": "Systolic 184. Record your decision.",
        "once_key": "one",
        "urgency": "now",
    }
    return open_prompt(by=system(), at=NOON, **{**said, **changes})


@pytest.mark.hazard("H-14")
def test_a_prompt_opened_again_is_the_same_prompt():
    assert opened().pk == opened(text="Something else").pk
    assert queries.still_open().count() == 1


@pytest.mark.hazard("H-14")
@pytest.mark.parametrize("sets", ["closed_at = opened_at", "decision = 'seen'", "closed_by_id = 1"])
def test_the_database_refuses_a_prompt_that_nobody_closed_with_words(sets):
    opened()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE prompts_prompt SET {sets}")  # noqa: S608 - a test


@pytest.mark.hazard("H-14")
@pytest.mark.parametrize("words", ["", "   "])
def test_a_prompt_without_a_decision_stays_open(client, words):
    prompt = opened()
    client.force_login(user(Role.NURSE))

    answer = client.post(reverse("prompts:close", args=[prompt.pk]), {"decision": words})

    assert answer.status_code == 422
    assert "Say what was decided." in answer.content.decode()
    assert queries.still_open().count() == 1


@pytest.mark.hazard("H-14")
def test_a_part_of_the_system_closes_nothing():
    with pytest.raises(PermissionDenied, match="may not"):
        close_prompt(by=system(), at=NOON, prompt_id=opened().pk, decision="done")


def test_a_decision_closes_a_prompt_with_who_and_when(client):
    prompt = opened()
    client.force_login(user(Role.NURSE))

    client.post(reverse("prompts:close", args=[prompt.pk]), {"decision": "Measured again: 150."})

    closed = queries.prompt(prompt.pk)
    assert (closed.closed_by, closed.decision) == (user(Role.NURSE), "Measured again: 150.")
    assert audit.latest(1)[0].act == "close prompt"


def test_a_prompt_is_closed_once(client):
    prompt = opened()
    close_prompt(by=user(Role.NURSE), at=NOON, prompt_id=prompt.pk, decision="First.")
    client.force_login(user(Role.PHYSICIAN))

    answer = client.post(reverse("prompts:close", args=[prompt.pk]), {"decision": "Second."})

    assert answer.status_code == 422
    assert queries.prompt(prompt.pk).decision == "First."
    with pytest.raises(PromptClosedError):
        close_prompt(by=user(Role.NURSE), at=NOON, prompt_id=prompt.pk, decision="Third.")


def test_a_prompt_shows_its_basis_and_nothing_is_filled_in(client):
    basis = {
        "inputs": {"systolic": "184"},
        "rule": "Above 180",
        "policy": "HTN-2 v3",
        "source": {"text": "A label", "trust": "read"},
    }
    prompt = opened(basis=basis, patient_id=patient().pk)
    client.force_login(user(Role.NURSE))

    page = client.get(reverse("prompts:prompt", args=[prompt.pk])).content.decode()

    for each in ("184", "Above 180", "HTN-2 v3", "A label", "read", "Ada Meadow"):
        assert each in page
    assert "checked" not in page
    assert audit.latest(1)[0].subject == "prompts:prompt"


def test_the_most_urgent_prompt_comes_first(client):
    opened(urgency="soon", once_key="a", text="Later")
    opened(urgency="now", once_key="b", text="At once")
    client.force_login(user(Role.NURSE))

    page = client.get(reverse("prompts:list")).content.decode()

    assert page.index("At once") < page.index("Later")


def test_a_prompt_for_somebody_else_is_listed_apart():
    opened(for_role=Role.PHYSICIAN)

    assert list(queries.open_for(user(Role.NURSE))) == []
    assert queries.open_for(user(Role.PHYSICIAN)).count() == 1


@pytest.mark.hazard("H-09")
def test_an_urgent_prompt_nobody_closes_reaches_the_medical_director_once():
    policy_in_force("escalation")
    late = opened(for_user=user(Role.PHYSICIAN))

    assert clock.escalate_due(by=system(), at=NOON + minutes(14)) == (0, 0)
    assert clock.escalate_due(by=system(), at=NOON + minutes(15)) == (1, 0)
    assert clock.escalate_due(by=system(), at=NOON + minutes(16)) == (0, 0)

    passed_on = queries.open_for(user(Role.MEDICAL_DIRECTOR)).get()
    assert late.text in passed_on.text
    assert "v1" in passed_on.basis["policy"]
    assert queries.prompt(late.pk).closed_at is None


def test_a_closed_or_calm_prompt_is_not_passed_on():
    policy_in_force("escalation")
    opened(urgency="today", once_key="calm")
    close_prompt(by=user(Role.NURSE), at=NOON, prompt_id=opened().pk, decision="Done.")

    assert queries.overdue(NOON + minutes(600)) == []


def test_without_a_policy_nothing_is_passed_on_and_the_page_says_so(client):
    prompt = opened()
    client.force_login(user(Role.NURSE))

    assert queries.overdue(NOON + minutes(600)) == []
    assert "No escalation policy is in force" in client.get(reverse("prompts:list")).content.decode()
    with pytest.raises(NoEscalationError):
        escalate_prompt(by=system(), at=NOON, prompt_id=prompt.pk)
