"""May this person go home? Every criterion must be met; what is unknown blocks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from bigsky.ketamine.infusion.kinds import DISSOCIATION, ObservationKind, kinds_named
from bigsky.ketamine.infusion.observation import Observation, latest_accepted
from bigsky.ketamine.infusion.session import Session
from bigsky.ketamine.vocabulary.citation import Citation, Trust
from bigsky.ketamine.vocabulary.finding import Finding, Force, Verdict
from bigsky.ketamine.vocabulary.policy import PolicyStamp
from bigsky.ketamine.vocabulary.quantities import plain

CHECKLIST = Citation(
    text="All of: vitals near baseline, oriented, walks unaided, dissociation resolved, nausea controlled, "
    "no new suicidal ideation, escort identified, instructions given, next contact booked, IV out",
    trust=Trust.SECOND_HAND,
)
# What a nurse answers, and the proposition each answer decides.
ANSWERED: Mapping[str, str] = {
    "escort_is_identified": "The escort has been identified in person",
    "walks_unaided": "Walks unaided",
    "is_oriented": "Is oriented",
    "nausea_is_controlled": "Nausea is controlled",
    "has_no_new_suicidal_ideation": "No new suicidal ideation",
    "has_instructions": "Has the written instructions",
    "next_contact_is_booked": "The next contact is booked",
    "iv_is_out": "The IV line is out",
}


@dataclass(frozen=True, kw_only=True)
class DischargePolicy:
    """How near to baseline, how fresh, how calm and how long: the clinic's own, signed."""

    stamp: PolicyStamp
    minimum_stay_min: int
    vitals_within_percent: Decimal
    fresh_within_min: int
    dissociation_at_most: Decimal
    kinds: tuple[ObservationKind, ...]
    sources: Mapping[str, Citation]

    def source_of(self, figure: str) -> Citation:
        """Say where one of the figures comes from; the policy's own source where none is given."""
        return self.sources.get(figure, self.stamp.source)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "DischargePolicy":
        """Read the policy from JSON or TOML.

        Raises:
            ValueError: it compares no vital sign with its baseline, or one that is not known.
        """
        return cls(
            stamp=PolicyStamp.from_json(raw),
            minimum_stay_min=int(raw["minimum_stay_min"]),
            vitals_within_percent=Decimal(raw["vitals_within_percent"]),
            fresh_within_min=int(raw["fresh_within_min"]),
            dissociation_at_most=Decimal(raw["dissociation_at_most"]),
            kinds=kinds_named(raw["kinds"]),
            sources={name: Citation.from_json(each) for name, each in raw.get("sources", {}).items()},
        )


@dataclass(frozen=True, kw_only=True)
class DischargeAnswer:
    """Every criterion's finding, and whether all of them are met."""

    findings: tuple[Finding, ...]
    policy: PolicyStamp | None

    @property
    def may_discharge(self) -> bool:
        """Say whether nothing stands against it; an unknown does."""
        return all(finding.verdict is Verdict.MET for finding in self.findings)

    def as_json(self) -> dict[str, object]:
        """Give the answer as plain JSON."""
        return {
            "may_discharge": self.may_discharge,
            "findings": [finding.as_json() for finding in self.findings],
            "policy": self.policy.as_json() if self.policy else None,
        }


def discharge(
    session: Session,
    *,
    answers: Mapping[str, bool | None],
    observations: Iterable[Observation],
    policy: DischargePolicy | None,
    at: datetime,
) -> DischargeAnswer:
    """Judge every criterion at a moment; without a policy in force the clinic's own limits are unknown."""
    asked = tuple(_answered(key, answers.get(key)) for key in ANSWERED)
    if policy is None or not policy.stamp.is_active_at(at):
        return DischargeAnswer(findings=(*asked, _no_policy(policy)), policy=policy.stamp if policy else None)
    seen = tuple(each for each in observations if each.observed_at <= at)
    findings = (
        *asked,
        minimum_stay_has_passed(session, policy, at),
        dissociation_has_resolved(session, seen, policy=policy, at=at),
        *(vital_is_near_baseline(kind, session, seen=seen, policy=policy, at=at) for kind in policy.kinds),
    )
    return DischargeAnswer(findings=findings, policy=policy.stamp)


def minimum_stay_has_passed(session: Session, policy: DischargePolicy, at: datetime) -> Finding:
    """Hold the person until the clinic's minimum stay after the end of the infusion."""
    rule = "minimum_stay_has_passed"
    if session.ended_at is None:
        return _finding(
            rule, Verdict.UNKNOWN, "The infusion has not ended", source=policy.source_of("minimum_stay_min")
        )
    free_at = session.ended_at + timedelta(minutes=policy.minimum_stay_min)
    verdict = Verdict.MET if at >= free_at else Verdict.NOT_MET
    words = f"Minimum stay of {policy.minimum_stay_min} min ends at {free_at:%H:%M}"
    return _finding(rule, verdict, words, source=policy.source_of("minimum_stay_min"))


def dissociation_has_resolved(
    session: Session, seen: Iterable[Observation], *, policy: DischargePolicy, at: datetime
) -> Finding:
    """Hold the person until dissociation, asked after the infusion, is as low as the clinic wants it."""
    rule = "dissociation_has_resolved"
    last = _fresh(DISSOCIATION, session, seen=seen, policy=policy, at=at)
    if last is None:
        return _unknown(rule, DISSOCIATION, policy)
    verdict = Verdict.MET if last.value <= policy.dissociation_at_most else Verdict.NOT_MET
    words = f"{last.words}; {plain(policy.dissociation_at_most)} or less is wanted"
    return _finding(rule, verdict, words, source=policy.source_of("dissociation_at_most"))


def vital_is_near_baseline(
    kind: ObservationKind,
    session: Session,
    *,
    seen: tuple[Observation, ...],
    policy: DischargePolicy,
    at: datetime,
) -> Finding:
    """Compare the newest accepted observation with the last accepted one before the start."""
    rule = f"{kind.key}_is_near_baseline"
    started_at = session.started_at
    before = [each for each in seen if started_at is not None and each.observed_at <= started_at]
    baseline = latest_accepted(before, kind)
    last = _fresh(kind, session, seen=seen, policy=policy, at=at)
    if baseline is None or last is None or not baseline.value:
        return _unknown(rule, kind, policy)
    percent = abs(last.value - baseline.value) / baseline.value * 100
    verdict = Verdict.MET if percent <= policy.vitals_within_percent else Verdict.NOT_MET
    words = f"{last.words}, {percent:.0f} % from baseline {plain(baseline.value)}"
    allowed = f"{plain(policy.vitals_within_percent)} % is allowed"
    return _finding(rule, verdict, f"{words}; {allowed}", source=policy.source_of("vitals_within_percent"))


def _fresh(
    kind: ObservationKind,
    session: Session,
    *,
    seen: Iterable[Observation],
    policy: DischargePolicy,
    at: datetime,
) -> Observation | None:
    last = latest_accepted(seen, kind)
    if last is None or session.ended_at is None or last.observed_at < session.ended_at:
        return None
    return last if at - last.observed_at <= timedelta(minutes=policy.fresh_within_min) else None


def _answered(key: str, answer: bool | None) -> Finding:  # noqa: FBT001 - the answer itself, three-valued
    if answer is None:
        return _finding(
            key, Verdict.UNKNOWN, f"{ANSWERED[key]}: not answered", source=CHECKLIST, missing=(key,)
        )
    verdict, word = (Verdict.MET, "yes") if answer else (Verdict.NOT_MET, "no")
    return _finding(key, verdict, f"{ANSWERED[key]}: {word}", source=CHECKLIST)


def _unknown(rule_id: str, kind: ObservationKind, policy: DischargePolicy) -> Finding:
    wanted = f"accepted, after the infusion and at most {policy.fresh_within_min} min old, and a baseline"
    reason = f"{kind.title}: wanted is an observation {wanted}"
    return _finding(
        rule_id, Verdict.UNKNOWN, reason, source=policy.source_of("fresh_within_min"), missing=(kind.key,)
    )


def _no_policy(policy: DischargePolicy | None) -> Finding:
    name = policy.stamp.label if policy else "none given"
    return _finding(
        "discharge_policy_is_in_force",
        Verdict.UNKNOWN,
        f"No discharge policy is in force ({name}): stay, vitals and dissociation cannot be judged",
        source=policy.stamp.source if policy else CHECKLIST,
        missing=("discharge_policy",),
    )


def _finding(
    rule_id: str, verdict: Verdict, reason: str, *, source: Citation, missing: tuple[str, ...] = ()
) -> Finding:
    return Finding(
        rule_id=rule_id,
        verdict=verdict,
        force=Force.ABSOLUTE,
        reason=reason,
        source=source,
        missing=missing,
    )
