"""What stands against starting the pump, and against going home."""

from collections.abc import Mapping
from datetime import datetime

from bigsky.clinic.infusion.folding import observation_of
from bigsky.clinic.infusion.models import Session
from bigsky.clinic.infusion.queries import rows, watching
from bigsky.clinic.planning import queries as planning
from bigsky.clinic.prompts import queries as prompts
from bigsky.ketamine.infusion.discharge import DischargeAnswer
from bigsky.ketamine.infusion.discharge import discharge as judge
from bigsky.ketamine.infusion.monitoring import Phase
from bigsky.ketamine.infusion.thresholds import Urgency

NO_POLICY = (
    "No signed monitoring policy is in force, or it cannot be read, so Big Sky would not be prompting: "
    "no infusion starts."
)
NO_PLAN = "There is no signed plan."
PLAN_CHANGED = "The plan was changed after this session was prepared: cancel it and prepare it anew."
NO_SECOND_CHECK = "A second person has not yet checked the syringe."


def missing_before_start(session: Session, at: datetime) -> list[str]:
    """Say everything that stands against starting the pump at a moment; empty when nothing does."""
    missing = [_plan(session), _second_check(session), _policy(at), _baseline(session, at)]
    return [*(sentence for sentence in missing if sentence), *_too_early(session, at), *_held(session)]


def discharge_answer(session: Session, checklist: Mapping[str, bool | None], at: datetime) -> DischargeAnswer:
    """Judge every criterion at a moment; observations nobody accepted do not exist here."""
    return judge(
        rows.state_of(session),
        answers=checklist,
        observations=[observation_of(row) for row in rows.observations_of(session)],
        policy=watching.discharge_policy(at),
        at=at,
    )


def _plan(session: Session) -> str:
    current = planning.current_plan(session.patient_id)
    if current is None:
        return NO_PLAN
    return "" if current.pk == session.plan_id else PLAN_CHANGED


def _second_check(session: Session) -> str:
    return "" if rows.syringe_check_of(session) else NO_SECOND_CHECK


def _too_early(session: Session, at: datetime) -> list[str]:
    """A check made after the start is no check: the start cannot be entered as earlier."""
    check = rows.syringe_check_of(session)
    if check is None or at >= check.checked_at:
        return []
    return [f"The second person checked at {check.checked_at:%H:%M:%S}; the start cannot lie before that."]


def _policy(at: datetime) -> str:
    in_force = watching.monitoring_policy(at)
    return "" if in_force and in_force.stamp.is_active_at(at) else NO_POLICY


def _held(session: Session) -> list[str]:
    """Say which prompts, by the policy's own words, forbid the start until somebody decides."""
    waiting = prompts.open_in_session(session.pk).filter(kind="threshold")
    urgency = Urgency.EMERGENCY.name.lower()
    return [
        f"Decide first on: {each.basis['short']}."
        for each in waiting
        if (each.basis.get("urgency"), each.basis.get("phase")) == (urgency, str(Phase.BEFORE))
    ]


def _baseline(session: Session, at: datetime) -> str:
    missing = watching.baseline_missing(session, at)
    return f"Baseline: not yet measured and accepted: {', '.join(missing)}." if missing else ""
