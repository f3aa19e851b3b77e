"""Read a recorded journey: plain JSON into the facts the six questions ask for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from jsonschema import Draft202012Validator

from bigsky.ketamine import library
from bigsky.ketamine.infusion.delivery import Line
from bigsky.ketamine.infusion.discharge import DischargePolicy
from bigsky.ketamine.infusion.events import Event
from bigsky.ketamine.infusion.observation import Observation, moment
from bigsky.ketamine.infusion.recorded import happenings_from_json
from bigsky.ketamine.infusion.thresholds import MonitoringPolicy
from bigsky.ketamine.planning.order import DoseOrder, DosingPolicy
from bigsky.ketamine.scales.registry import scale_named
from bigsky.ketamine.scales.scale import Scale
from bigsky.ketamine.scales.scoring import ScaleScore, answers_in_order, score
from bigsky.ketamine.screening.policy import ScreeningPolicy
from bigsky.ketamine.screening.reading import read_snapshot
from bigsky.ketamine.vocabulary.patient import PatientSnapshot
from bigsky.ketamine.vocabulary.quantities import quantity
from bigsky.ketamine.vocabulary.refusal import Refusal
from bigsky.ketamine.vocabulary.timeline import Happening

T = TypeVar("T")


class CaseRefusedError(Exception):
    """A recorded journey cannot be read; it carries every reason found so far."""

    def __init__(self, *refusals: Refusal) -> None:
        """Keep the reasons."""
        super().__init__("; ".join(str(refusal) for refusal in refusals))
        self.refusals = refusals


@dataclass(frozen=True, kw_only=True)
class Case:
    """Everything one journey is given."""

    on_date: date
    request: Mapping[str, object]
    snapshot: PatientSnapshot
    screening_policy: ScreeningPolicy
    dosing_policy: DosingPolicy
    monitoring_policy: MonitoringPolicy
    discharge_policy: DischargePolicy
    order: DoseOrder
    happenings: tuple[Happening[Event], ...]
    observations: tuple[Observation, ...]
    discharge_answers: Mapping[str, bool | None]
    judged_at: datetime
    line: Line
    scale: Scale
    baseline: ScaleScore
    current: ScaleScore
    is_last_of_series: bool


def case_from(raw: Mapping[str, Any]) -> Case:
    """Read one recorded journey.

    Raises:
        CaseRefusedError: it does not fit the schema, or something in it cannot be.
    """
    _fits_schema(raw)
    plan, session, scores = raw["plan"], raw["session"], raw["scores"]
    limits, policies = library.limits(), raw["policies"]
    scale = taken(scale_named(scores["scale"]))
    return Case(
        on_date=taken(_day(raw["on_date"])),
        request=raw["request"],
        snapshot=all_taken(read_snapshot(raw["snapshot"], limits=limits)),
        screening_policy=_policy(ScreeningPolicy.from_json, "screening", policies),
        dosing_policy=_policy(DosingPolicy.from_json, "dosing", policies),
        monitoring_policy=_policy(MonitoringPolicy.from_json, "monitoring", policies),
        discharge_policy=_policy(DischargePolicy.from_json, "discharge", policies),
        order=all_taken(DoseOrder.from_json(plan, limits)),
        happenings=_happenings(session["events"]),
        observations=_observations(session["observations"]),
        discharge_answers=session["discharge_answers"],
        judged_at=taken(moment(session["judged_at"], "judged_at")),
        line=Line(dead_volume_ml=_dead_volume_ml(session["dead_volume_ml"])),
        scale=scale,
        baseline=_score(scale, scores["baseline"]),
        current=_score(scale, scores["current"]),
        is_last_of_series=scores["is_last_of_series"],
    )


def _fits_schema(raw: Mapping[str, Any]) -> None:
    errors = Draft202012Validator(library.schema("journey-input")).iter_errors(raw)
    refusals = [
        Refusal(field=each.json_path.removeprefix("$.") or "case", reason=each.message) for each in errors
    ]
    if refusals:
        raise CaseRefusedError(*refusals)


def _policy(
    read: Callable[[Mapping[str, Any]], T], kind: str, policies: Mapping[str, Mapping[str, Any]]
) -> T:
    # A journey says what its clinic signed: the shipped example, with what the clinic changed.
    try:
        return read({**library.policy_content(f"{kind}-example"), **policies[kind]})
    except (ArithmeticError, KeyError, TypeError, ValueError) as problem:
        reason = f"is no {kind} policy: {problem!r}"
        raise CaseRefusedError(Refusal(field=f"policies.{kind}", reason=reason)) from problem


def _day(text: str) -> date | Refusal:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return Refusal(field="on_date", reason=f"{text!r} is not a day such as 2026-03-02")


def _happenings(raw: list[dict[str, Any]]) -> tuple[Happening[Event], ...]:
    read = happenings_from_json(raw, library.limits())
    refusals = [each for each in read if isinstance(each, Refusal)]
    if refusals:
        raise CaseRefusedError(*refusals)
    return tuple(each for each in read if isinstance(each, Happening))


def _observations(raw: list[dict[str, Any]]) -> tuple[Observation, ...]:
    read = [Observation.from_json(each, library.limits()) for each in raw]
    refusals = [each for each in read if isinstance(each, Refusal)]
    if refusals:
        raise CaseRefusedError(*refusals)
    return tuple(each for each in read if isinstance(each, Observation))


def _score(scale: Scale, values: list[int | None]) -> ScaleScore:
    return all_taken(score(scale, taken(answers_in_order(scale, values))))


def _dead_volume_ml(text: str) -> Decimal:
    return taken(quantity(text, library.limits()["dead_volume_ml"]))


def taken(answer: T | Refusal) -> T:
    """Take an answer that may be a refusal.

    Raises:
        CaseRefusedError: it is one.
    """
    if isinstance(answer, Refusal):
        raise CaseRefusedError(answer)
    return answer


def all_taken(answer: T | tuple[Refusal, ...]) -> T:
    """Take an answer that may be several refusals.

    Raises:
        CaseRefusedError: it is.
    """
    if isinstance(answer, tuple):
        raise CaseRefusedError(*answer)
    return answer
