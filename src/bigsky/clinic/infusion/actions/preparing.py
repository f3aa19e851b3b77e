"""Before the pump runs: the session, its monitor and the second person's check."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from bigsky.clinic.infusion import queries
from bigsky.clinic.infusion.actions.errors import MonitorTakenError, NotReadyError, SessionError
from bigsky.clinic.infusion.actions.log import _locked
from bigsky.clinic.infusion.models import LIVE_PHASES, DeviceBinding, Session, SyringeCheck
from bigsky.clinic.infusion.queries import readiness
from bigsky.clinic.planning import queries as planning
from bigsky.clinic.signatures.actions import sign
from bigsky.clinic.signatures.password import SignatureRefusedError, refuse_unless_theirs
from bigsky.clinic.staff.acts import clinical_act, record
from bigsky.clinic.staff.models import User
from bigsky.clinic.staff.roles import Act, may
from bigsky.ketamine.planning.double_check import figures_of, second_check
from bigsky.ketamine.vocabulary.finding import Verdict
from bigsky.ketamine.vocabulary.quantities import decimal_from, plain
from bigsky.ketamine.vocabulary.refusal import Refusal


@clinical_act(Act.PREPARE_SESSION)
def prepare_session(
    *, by: User, at: datetime, patient_id: UUID, chair_code: str, appointment_id: UUID | None = None
) -> Session:
    """Open a session in a chair with the patient's current signed plan.

    Raises:
        NotReadyError: no signed plan, or no monitoring policy in force.
        SessionError: the chair or the patient already has an open session.
    """
    plan = planning.current_plan(patient_id)
    if plan is None:
        raise NotReadyError(readiness.NO_PLAN)
    if queries.monitoring_policy(at) is None:
        raise NotReadyError(readiness.NO_POLICY)
    _refuse_taken(patient_id, chair_code)
    session = Session.objects.create(
        patient_id=patient_id,
        plan=plan,
        plan_content=plan.content,
        appointment_id=appointment_id,
        chair_code=chair_code,
        number_in_course=queries.of_patient(patient_id).exclude(phase="cancelled").count() + 1,
        prepared_at=at,
        prepared_by=by,
    )
    detail = {"chair": chair_code, "plan": str(plan.pk)}
    record(by=by, at=at, act="prepare session", subject=session, patient=patient_id, detail=detail)
    return session


def _refuse_taken(patient_id: UUID, chair_code: str) -> None:
    for taken in queries.open_sessions():
        if taken.chair_code == chair_code:
            raise SessionError(f"Chair {chair_code} has an open session ({taken.patient.initials}).")
        if taken.patient_id == patient_id:
            raise SessionError(f"This person already has an open session in chair {taken.chair_code}.")


@clinical_act(Act.PREPARE_SESSION)
def bind_monitor(*, by: User, at: datetime, session_id: UUID, device_id: str) -> DeviceBinding:
    """Say that this monitor watches the person in this session from now on.

    Raises:
        MonitorTakenError: it watches somebody else.
    """
    session = _locked(session_id)
    if session.phase not in LIVE_PHASES:
        raise SessionError("The session is closed; a monitor cannot be bound to it.")
    now = DeviceBinding.objects.select_related("session").filter(device_id=device_id, ended_at__isnull=True)
    taken = now.first()
    if taken and taken.session_id == session.pk:
        return _bound(taken, by=by, at=at, act="bind monitor again")
    if taken:
        raise MonitorTakenError(
            f"{device_id} watches chair {taken.session.chair_code}: release it there first."
        )
    DeviceBinding.objects.filter(session=session, ended_at__isnull=True).update(ended_at=at)
    binding = DeviceBinding.objects.create(session=session, device_id=device_id, bound_at=at, bound_by=by)
    return _bound(binding, by=by, at=at, act="bind monitor")


def _bound(binding: DeviceBinding, *, by: User, at: datetime, act: str) -> DeviceBinding:
    patient, detail = binding.session.patient_id, {"device": binding.device_id}
    record(by=by, at=at, act=act, subject=binding.session, patient=patient, detail=detail)
    return binding


@clinical_act(Act.PREPARE_SESSION)
def release_monitor(*, by: User, at: datetime, session_id: UUID) -> Session:
    """Say that no monitor watches this session any more."""
    session = _locked(session_id)
    DeviceBinding.objects.filter(session=session, ended_at__isnull=True).update(ended_at=at)
    record(by=by, at=at, act="release monitor", subject=session, patient=session.patient_id)
    return session


@clinical_act(Act.RUN_INFUSION)
def confirm_syringe(
    *,
    by: User,
    at: datetime,
    session_id: UUID,
    second_checker: User,
    password: str,
    figures: Mapping[str, object],
) -> SyringeCheck | Refusal:
    """Keep a second person's own figures when every one of them equals the plan's.

    A difference is kept too, as a near miss, and given back as a refusal that names the figures that differ,
    never the expected values.

    Raises:
        SessionError: not a second person, not one who may, not their password, or already checked.
    """
    session = _locked(session_id)
    _refuse_checker(session, second_checker, password, at=at)
    refusal = _differing(session, figures)
    if refusal:
        detail = {"second_checker": second_checker.username, "what": refusal.reason}
        act = "syringe check failed"
        record(by=by, at=at, act=act, subject=session, patient=session.patient_id, detail=detail)
        return refusal
    seen = {name: plain(value) for name, value in figures_of(session.plan_content).items()}
    check = SyringeCheck(session=session, checked_by=second_checker, checked_at=at, figures=seen)
    check.signature = sign(
        by=second_checker, at=at, password=password, meaning="checked", subject=check, content=seen
    )
    check.save()
    kept = {"second_checker": second_checker.username, "figures": seen}
    record(by=by, at=at, act="confirm syringe", subject=session, patient=session.patient_id, detail=kept)
    return check


def _refuse_checker(session: Session, checker: User, password: str, *, at: datetime) -> None:
    if SyringeCheck.objects.filter(session=session).exists():
        raise SessionError("This syringe has already been checked.")
    if checker.pk == session.prepared_by_id:
        raise SessionError("The second check needs a second person: whoever prepared cannot check.")
    if not checker.is_active or not may(checker.role, Act.RUN_INFUSION):
        raise SessionError(f"{checker.display_name} may not check a syringe.")
    try:
        # Counted like every signing password: nobody guesses a colleague's at the chair.
        refuse_unless_theirs(by=checker, at=at, password=password)
    except SignatureRefusedError as refused:
        raise SessionError(str(refused)) from refused


def _differing(session: Session, figures: Mapping[str, object]) -> Refusal | None:
    prepared = figures_of(session.plan_content)
    found = second_check(prepared, {name: _number(figures.get(name)) for name in prepared})
    differing = [each.reason for each in found if each.verdict is not Verdict.MET]
    if not differing:
        return None
    return Refusal(
        field="figures",
        reason=f"Does not agree with the plan: {', '.join(differing)}. "
        "Do not start. Both look at the vial, the syringe and the plan again.",
    )


def _number(text: object) -> Decimal | None:
    read = decimal_from(text, "figure")
    return None if isinstance(read, Refusal) else read
