"""People and things for the tests, made through the same actions that people use."""

from datetime import UTC, date, datetime, timedelta

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PASSWORD = "clear-sky-over-montana"


def system():
    """The part of the system that sets a clinic up."""
    from bigsky.clinic.staff.actions import system_user  # noqa: PLC0415 - Django must be ready

    return system_user("setup")


def user(role, username=None):
    """Somebody with a role, made once."""
    from bigsky.clinic.staff import queries  # noqa: PLC0415
    from bigsky.clinic.staff.actions import add_user  # noqa: PLC0415
    from bigsky.clinic.staff.models import User  # noqa: PLC0415

    name = username or str(role)
    try:
        return queries.user(name)
    except User.DoesNotExist:
        return add_user(
            by=system(),
            at=NOON,
            username=name,
            password=PASSWORD,
            role=role,
            first_name=name.title(),
            last_name="Test",
        )


def patient(**changes):
    """A registered patient with a responsible clinician."""
    from bigsky.clinic.patients.actions import register_patient  # noqa: PLC0415
    from bigsky.clinic.staff.roles import Role  # noqa: PLC0415

    facts = {
        "given_name": "Ada",
        "family_name": "Meadow",
        "birth_date": date(1980, 5, 17),
        "phone": "555-0101",
        "sex_at_birth": "female",
        "clinician": user(Role.PHYSICIAN),
        **changes,
    }
    return register_patient(by=user(Role.FRONT_DESK), at=NOON, **facts)


def minutes(count):
    """A duration."""
    return timedelta(minutes=count)


def signed_screening_policy(**changes):
    """The example screening policy as a medical director signed it on the first day of 2026."""
    from bigsky.ketamine import library  # noqa: PLC0415 - only where screening is tested
    from bigsky.ketamine.screening.policy import ScreeningPolicy  # noqa: PLC0415

    signature = {"status": "signed", "signed_by": "Dr. Vera Test", "signed_at": "2026-01-01T09:00:00+00:00"}
    return ScreeningPolicy.from_json(library.policy_content("screening-example") | signature | changes)
