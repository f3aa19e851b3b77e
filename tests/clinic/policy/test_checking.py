"""A typo never fails open: a policy that guards less than it says is neither drafted nor signed."""

import copy

import pytest
from tests.factories import NOON, PASSWORD, user

from bigsky.clinic.policy import queries
from bigsky.clinic.policy.actions import BrokenPolicyError, draft_policy, sign_policy
from bigsky.clinic.policy.checking import problems, schema_of
from bigsky.clinic.policy.models import Policy
from bigsky.clinic.staff.roles import Role
from bigsky.ketamine import library
from bigsky.ketamine.infusion.kinds import ALL_KINDS
from bigsky.ketamine.infusion.monitoring import Phase
from bigsky.ketamine.infusion.thresholds import Side, Urgency
from bigsky.ketamine.vocabulary.citation import Trust

pytestmark = [pytest.mark.django_db, pytest.mark.hazard("H-02")]


def changed(kind, path, value):
    content = copy.deepcopy(queries.example(kind))
    node = content
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    return content


# kind, place, what a slip of the hand writes there
SLIPS = [
    ("dosing", ("hard_mg_per_kg",), "1,0"),
    ("dosing", ("hard_mg_per_kg",), "NaN"),
    ("dosing", ("hard_mg_per_kg",), "100"),
    ("dosing", ("soft_mg_per_kg",), "1.5"),
    ("dosing", ("hard_mg_per_kgs",), "1.0"),
    ("monitoring", ("profile", "kinds"), []),
    ("monitoring", ("profile", "kinds"), ["systolic"]),
    ("monitoring", ("profile", "during_every_min"), 0),
    ("monitoring", ("profile", "during_every_min"), "10"),
    ("monitoring", ("thresholds",), []),
    ("monitoring", ("thresholds", 0, "limit"), "1400"),
    ("monitoring", ("thresholds", 0, "limit"), ""),
    ("monitoring", ("thresholds", 0, "phases"), []),
    ("monitoring", ("thresholds", 0, "side"), "over"),
    ("monitoring", ("thresholds", 0, "kind"), "systolic"),
    ("monitoring", ("thresholds", 0, "urgency"), "soon"),
    ("monitoring", ("thresholds", 0, "says"), ""),
    ("monitoring", ("thresholds", 0, "source"), {"text": "", "trust": "read"}),
    ("monitoring", ("feed", "silent_after_s"), 6000),
    ("discharge", ("kinds",), []),
    ("discharge", ("minimum_stay_min",), -60),
    ("discharge", ("dissociation_at_most",), "11"),
    ("screening", ("rules", "CI-01", "force"), "absolut"),
    ("screening", ("thresholds", "must_not_above_systolic_mmhg", "value"), "1800"),
    ("followup", ("check_ins", "link_days"), 0),
    ("followup", ("series",), {}),
    ("escalation", ("escalate_to",), "director"),
    ("escalation", ("now_unclosed_minutes",), 15000),
]


@pytest.mark.parametrize("kind", queries.kinds())
def test_every_shipped_example_is_sound(kind):
    assert problems(kind, queries.example(kind)) == []


@pytest.mark.parametrize(("kind", "path", "value"), SLIPS)
def test_a_slip_is_found_at_its_place_and_not_drafted(kind, path, value):
    content = changed(kind, path, value)

    with pytest.raises(BrokenPolicyError) as refused:
        draft_policy(by=user(Role.MEDICAL_DIRECTOR), at=NOON, kind=kind, content=content)

    assert any(
        each.path[: len(path)] == path[: len(each.path)] and each.says for each in refused.value.problems
    )
    assert not queries.versions(kind).exists()


@pytest.mark.parametrize("kind", queries.kinds())
def test_what_is_left_out_is_missed(kind):
    for key in queries.example(kind):
        if key in schema_of(kind)["required"]:
            content = {name: value for name, value in queries.example(kind).items() if name != key}
            assert problems(kind, content), key


def test_an_unknown_kind_is_not_drafted():
    with pytest.raises(BrokenPolicyError, match="coffee"):
        draft_policy(by=user(Role.MEDICAL_DIRECTOR), at=NOON, kind="coffee", content={})


def test_a_broken_draft_from_before_cannot_be_signed_and_says_why(client):
    director = user(Role.MEDICAL_DIRECTOR)
    draft = draft_policy(by=director, at=NOON, kind="dosing", content=queries.example("dosing"))
    Policy.objects.filter(pk=draft.pk).update(content=changed("dosing", ("hard_mg_per_kg",), "-1"))
    client.force_login(director)

    with pytest.raises(BrokenPolicyError):
        sign_policy(by=director, at=NOON, policy_id=draft.pk, password=PASSWORD)

    page = client.get(f"/policies/{draft.pk}/").content.decode()
    assert "It cannot be signed" in page
    assert "password" not in page
    assert queries.in_force("dosing", NOON) is None


def test_the_schemas_know_what_the_science_knows():
    monitoring = library.schema("monitoring-policy")
    threshold = monitoring["properties"]["thresholds"]["items"]["properties"]
    kinds = [kind.key for kind in ALL_KINDS]

    assert threshold["kind"]["enum"] == kinds
    assert monitoring["properties"]["profile"]["properties"]["kinds"]["items"]["enum"] == kinds
    assert library.schema("discharge-policy")["properties"]["kinds"]["items"]["enum"] == kinds
    assert threshold["phases"]["items"]["enum"] == list(Phase)
    assert threshold["side"]["enum"] == list(Side)
    assert threshold["urgency"]["enum"] == [each.name.lower() for each in Urgency]
    for kind in queries.kinds():
        assert schema_of(kind)["$defs"]["citation"]["properties"]["trust"]["enum"] == list(Trust)
