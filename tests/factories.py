"""People and things for the tests, made through the same actions that people use."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PASSWORD = "clear-sky-over-montana"


def system():
    """The part of the system that sets a clinic up."""
    from bigsky.clinic.staff.actions import system_user

    return system_user("setup")


def user(role, username=None):
    """Somebody with a role, made once."""
    from bigsky.clinic.staff import queries
    from bigsky.clinic.staff.actions import add_user
    from bigsky.clinic.staff.models import User

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
    from bigsky.clinic.patients.actions import register_patient
    from bigsky.clinic.staff.roles import Role

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
    from bigsky.ketamine import library
    from bigsky.ketamine.screening.policy import ScreeningPolicy

    signature = {"status": "signed", "signed_by": "Dr. Vera Test", "signed_at": "2026-01-01T09:00:00+00:00"}
    return ScreeningPolicy.from_json(library.policy_content("screening-example") | signature | changes)


def policy_in_force(kind):
    """The example policy of a kind, signed by the medical director a day before noon."""
    from bigsky.clinic.policy import queries
    from bigsky.clinic.policy.actions import draft_policy, sign_policy
    from bigsky.clinic.staff.roles import Role

    director, day_before = user(Role.MEDICAL_DIRECTOR), NOON - timedelta(days=1)
    found = queries.in_force(kind, NOON)
    if found:
        return found
    draft = draft_policy(by=director, at=day_before, kind=kind, content=queries.example(kind))
    return sign_policy(by=director, at=day_before, policy_id=draft.pk, password=PASSWORD)


def cleared_patient(*, facts=None, **changes):
    """A patient about whom everything is known, screened under a signed policy and decided `proceed`."""
    from bigsky.clinic.screening import actions
    from bigsky.clinic.staff.roles import Role

    policy_in_force("screening")
    person, physician = patient(**changes), user(Role.PHYSICIAN)
    actions.record_facts(
        by=physician, at=NOON, patient_id=person.pk, facts={**ELIGIBLE_FACTS, **(facts or {})}
    )
    screening = actions.screen_patient(by=physician, at=NOON, patient_id=person.pk)
    actions.decide(by=physician, at=NOON, screening_id=screening.pk, decision="proceed", reason="Discussed.")
    return person


def signed_plan(person=None, **changes):
    """A plan in force: 0.5 mg/kg on the actual weight of 71 kg over 40 minutes, signed by a physician."""
    from bigsky.clinic.planning import actions
    from bigsky.clinic.staff.roles import Role

    for kind in ("dosing", "monitoring"):
        policy_in_force(kind)
    person, physician = person or cleared_patient(), user(Role.PHYSICIAN)
    plan = actions.draft_plan(by=physician, at=NOON, patient_id=person.pk, **{**ORDER, **changes})
    return actions.sign_plan(by=physician, at=NOON, plan_id=plan.pk, password=PASSWORD)


ORDER = {
    "weight_basis": "actual",
    "weight_kg": "71",
    "height_cm": "168",
    "dose_mg_per_kg": "0.5",
    "minutes": "40",
    "vial_mg_per_ml": "50",
    "final_mg_per_ml": "1",
}

# Nothing is unknown and nothing speaks against treatment.
ELIGIBLE_FACTS = json.loads(
    Path(__file__).parent.parent.joinpath("docs/examples/screen-eligible.json").read_text()
)


def prepared_session(person=None, *, chair="C1", device="MON-1", at=NOON):
    """A session in a chair with its monitor bound, prepared by a nurse; the syringe is not yet checked."""
    from bigsky.clinic.infusion import actions
    from bigsky.clinic.staff.roles import Role

    plan, nurse = signed_plan(person), user(Role.NURSE)
    session = actions.prepare_session(by=nurse, at=at, patient_id=plan.patient_id, chair_code=chair)
    actions.bind_monitor(by=nurse, at=at, session_id=session.pk, device_id=device)
    return session


def ready_session(person=None, *, at=NOON, **where):
    """A session with its syringe checked by a second person and its baseline observed by a nurse."""
    from bigsky.clinic.infusion import actions
    from bigsky.clinic.staff.roles import Role

    session = prepared_session(person, at=at, **where)
    actions.confirm_syringe(
        by=user(Role.NURSE), at=at, session_id=session.pk,
        second_checker=user(Role.PHYSICIAN), password=PASSWORD,
        figures={name: session.plan_content[name] for name in SECOND_CHECK},
    )  # fmt: skip
    for kind, value in BASELINE.items():
        actions.record_observation(
            by=user(Role.NURSE), at=at, session_id=session.pk, kind=kind, value=value, observed_at=at
        )
    return session


def started_session(person=None, *, at=NOON, **where):
    """A session whose pump was started at a moment."""
    from bigsky.clinic.infusion import actions
    from bigsky.clinic.staff.roles import Role

    session = ready_session(person, at=at, **where)
    return actions.start_infusion(by=user(Role.NURSE), at=at, session_id=session.pk)


SECOND_CHECK = ("vial_mg_per_ml", "draw_ml", "actual_dose_mg", "diluent_ml", "rate_ml_per_h")
BASELINE = {
    "systolic_mmhg": "124",
    "diastolic_mmhg": "78",
    "heart_rate_per_min": "70",
    "spo2_percent": "98",
    "respiratory_rate_per_min": "14",
    "sedation_moaas": "5",
    "dissociation_0_to_10": "0",
}
