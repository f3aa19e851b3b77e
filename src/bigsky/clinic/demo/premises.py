"""The demo clinic's staff, chairs and signed policies."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bigsky.clinic.policy.actions import draft_policy, sign_policy
from bigsky.clinic.scheduling.actions import add_chair
from bigsky.clinic.staff.actions import add_user, system_user
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.queries import user as find_user
from bigsky.clinic.staff.queries import with_role
from bigsky.clinic.staff.roles import Role
from bigsky.ketamine import library

PASSWORD = "clear-sky-over-montana"  # noqa: S105 - of virtual people, printed at every start
CHAIRS = {"1": "Chair 1", "2": "Chair 2", "3": "Chair 3", "4": "Chair 4"}
# The demo's medical director signs the shipped examples, with one change.
DEMO_CHANGES: dict[str, dict[str, Any]] = {
    # So that a visitor can see somebody home; a real clinic says an hour or two.
    "discharge": {
        "minimum_stay_min": 1,
        "sources": {"minimum_stay_min": {"text": "Chosen for the demo only", "trust": "assumed"}},
    },
}


@dataclass(frozen=True, kw_only=True)
class Staff:
    """Who works at the demo clinic."""

    desk: User
    nurse: User
    second_nurse: User
    physician: User
    director: User


_PEOPLE: dict[str, tuple[str, Role, str, str, str]] = {
    "desk": ("desk", Role.FRONT_DESK, "Dana", "Frost", ""),
    "nurse": ("nora", Role.NURSE, "Nora", "Vale", "RN"),
    "second_nurse": ("noah", Role.NURSE, "Noah", "Birch", "RN"),
    "physician": ("field", Role.PHYSICIAN, "Maya", "Field", "MD"),
    "director": ("sky", Role.MEDICAL_DIRECTOR, "Samuel", "Sky", "MD"),
}


def open_clinic(anchor: datetime) -> Staff:
    """Let the staff in, set up the chairs and sign the demo policies, some weeks before the anchor."""
    at, setup = anchor - timedelta(days=60), system_user("setup")
    staff = Staff(
        **{
            part: add_user(
                by=setup, at=at, username=username, password=PASSWORD, role=role,
                first_name=given, last_name=family, credentials=credentials,
            )
            for part, (username, role, given, family, credentials) in _PEOPLE.items()
        }
    )  # fmt: skip
    for code, name in CHAIRS.items():
        add_chair(by=staff.director, at=at, code=code, name=name)
    for kind in library.policy_kinds():
        _sign_demo_policy(kind, by=staff.director, at=at)
    return staff


LOGINS = {
    **{username: f"{role.label} ({given} {family})" for username, role, given, family, _ in _PEOPLE.values()},
    "jonas": "Patient (Jonas Petrov)",
}


def is_open() -> bool:
    """Say whether the clinic was opened before."""
    return with_role(Role.MEDICAL_DIRECTOR).exists()


def staff_at_work() -> Staff:
    """Find the staff of a demo clinic that was opened before."""
    return Staff(**{part: find_user(username) for part, (username, *_) in _PEOPLE.items()})


def _sign_demo_policy(kind: str, *, by: User, at: datetime) -> None:
    content = library.policy_content(f"{kind}-example")
    changes = DEMO_CHANGES.get(kind, {})
    sources = {**content.get("sources", {}), **changes.get("sources", {})}
    content |= changes | ({"sources": sources} if sources else {})
    content["title"] = str(content["title"]).replace("(example, not signed)", "(demo)")
    draft = draft_policy(by=by, at=at, kind=kind, content=content)
    sign_policy(by=by, at=at, policy_id=draft.pk, password=PASSWORD)
