"""Ask a recorded journey all six questions and write the answers down in a form a person can review."""

from collections.abc import Iterable
from datetime import timedelta

from bigsky.cli.cases.reading import Case, all_taken, taken
from bigsky.ketamine import library
from bigsky.ketamine.evidence.statement import Topic, statement
from bigsky.ketamine.followup.response import response
from bigsky.ketamine.followup.schedule import due_scores
from bigsky.ketamine.infusion.delivery import delivered, regimen_from_events
from bigsky.ketamine.infusion.discharge import discharge
from bigsky.ketamine.infusion.monitoring import DueObservation, Phase, due_observations
from bigsky.ketamine.infusion.observation import Observation
from bigsky.ketamine.infusion.session import Session, session_of
from bigsky.ketamine.infusion.thresholds import crossings
from bigsky.ketamine.intake.triage import triage
from bigsky.ketamine.pharmacology.models import otto_2021
from bigsky.ketamine.pharmacology.simulate import simulate
from bigsky.ketamine.planning.dosing import prepare
from bigsky.ketamine.screening.screen import screen
from bigsky.ketamine.vocabulary.finding import Finding

_PREDICTED_AT_MIN = (20.0, 40.0, 80.0, 110.0)
_NOT_REVIEWED = ("order", "findings", "policy")


def answers_of(case: Case) -> dict[str, object]:
    """Answer the six questions (schema `replay`, property `answer`).

    Raises:
        CaseRefusedError: one of the steps refuses what the journey is given.
    """
    return {
        "intake": _intake(case),
        "screening": _screening(case),
        "planning": _planning(case),
        "infusion": _infusion(case),
        "followup": _followup(case),
        "evidence": _evidence(),
    }


def _intake(case: Case) -> dict[str, object]:
    answer = triage(case.request, library.request_form())
    return {"urgency": str(answer.urgency), "missing": list(answer.missing)}


def _screening(case: Case) -> dict[str, object]:
    answer = screen(case.snapshot, policy=case.screening_policy, at_date=case.on_date)
    return {
        "outcome": str(answer.outcome),
        "missing": list(answer.missing),
        "verdicts": _verdicts(answer.findings),
    }


def _planning(case: Case) -> dict[str, object]:
    rules = library.preparation_rules()
    answer = all_taken(prepare(case.order, rules, policy=case.dosing_policy, on_date=case.on_date))
    shown = {name: value for name, value in answer.as_json().items() if name not in _NOT_REVIEWED}
    return {**shown, "verdicts": _verdicts(answer.findings)}


def _infusion(case: Case) -> dict[str, object]:
    session = taken(session_of(case.happenings))
    given = taken(delivered(case.happenings, at=case.judged_at, line=case.line))
    return {
        "state": str(session.state),
        "delivered": given.as_json(),
        "predicted_ng_per_ml": _predicted(case),
        "due": [each.as_json() for each in _due(case, session)],
        "prompts": _prompts(case, session),
        "discharge": _discharge(case, session),
    }


def _due(case: Case, session: Session) -> tuple[DueObservation, ...]:
    started_at = session.started_at or case.judged_at
    return due_observations(
        case.monitoring_policy.profile,
        session,
        planned_end_at=started_at + timedelta(minutes=float(case.order.minutes)),
        observations=case.observations,
        at=case.judged_at,
    )


def _prompts(case: Case, session: Session) -> list[str]:
    return [
        crossing.words
        for seen in case.observations
        for crossing in crossings(
            seen, case.monitoring_policy, phase=_phase(seen, session), on_date=case.on_date
        ).crossings
    ]


def _phase(seen: Observation, session: Session) -> Phase:
    if session.started_at is None or seen.observed_at < session.started_at:
        return Phase.BEFORE
    has_ended = session.ended_at is not None and seen.observed_at > session.ended_at
    return Phase.AFTER if has_ended else Phase.DURING


def _discharge(case: Case, session: Session) -> dict[str, object]:
    answer = discharge(
        session,
        answers=case.discharge_answers,
        observations=case.observations,
        policy=case.discharge_policy,
        at=case.judged_at,
    )
    return {"may_discharge": answer.may_discharge, "verdicts": _verdicts(answer.findings)}


def _predicted(case: Case) -> dict[str, float]:
    regimen = taken(regimen_from_events(case.happenings, until=case.judged_at, line=case.line))
    weight_kg = float(case.order.weight_kg)
    answer = taken(
        simulate(otto_2021.MODEL, regimen=regimen, weight_kg=weight_kg, times_min=_PREDICTED_AT_MIN)
    )
    pairs = zip(answer.times_min, answer.ketamine_ng_per_ml, strict=True)
    return {f"{minutes:.0f} min": round(value, 1) for minutes, value in pairs}


def _followup(case: Case) -> dict[str, object]:
    answer = taken(response(case.scale, baseline=case.baseline, current=case.current))
    infused_at = taken(session_of(case.happenings)).ended_at or case.judged_at
    protocol = library.follow_up_protocol()
    due = due_scores(protocol, infused_at=infused_at, is_last_of_series=case.is_last_of_series)
    return {
        "points": answer.points,
        "percent": None if answer.percent is None else str(answer.percent),
        "verdicts": _verdicts((answer.response, answer.remission)),
        "due": [f"{each.what.scale_key} at {each.due_at.isoformat()}" for each in due],
    }


def _evidence() -> dict[str, object]:
    answer = statement(library.evidence())
    return {"helps": [sentence.text for sentence in answer.about(Topic.HELPS)]}


def _verdicts(findings: Iterable[Finding]) -> dict[str, str]:
    return {finding.rule_id: str(finding.verdict) for finding in findings}
