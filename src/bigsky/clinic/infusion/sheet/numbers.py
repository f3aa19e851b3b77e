"""The newest value of each kind, with how long it speaks for the person."""

from dataclasses import dataclass
from datetime import datetime

from bigsky.clinic.infusion.models import Observation
from bigsky.clinic.infusion.queries import watching
from bigsky.ketamine.infusion.kinds import (
    DIASTOLIC,
    DISSOCIATION,
    DISTRESS,
    ETCO2,
    HEART_RATE,
    NAUSEA,
    RESPIRATORY_RATE,
    SEDATION,
    SPO2,
    SYSTOLIC,
    TEMPERATURE,
    ObservationKind,
)
from bigsky.ketamine.infusion.thresholds import MonitoringPolicy
from bigsky.ketamine.vocabulary.quantities import plain

# In the order in which a nurse looks; pressure is one number made of two.
SHOWN: tuple[tuple[str, tuple[ObservationKind, ...]], ...] = (
    ("Blood pressure", (SYSTOLIC, DIASTOLIC)),
    ("Heart rate", (HEART_RATE,)),
    ("SpO₂", (SPO2,)),
    ("Breathing", (RESPIRATORY_RATE,)),
    ("Sedation", (SEDATION,)),
    ("Dissociation", (DISSOCIATION,)),
    ("Distress", (DISTRESS,)),
    ("Nausea", (NAUSEA,)),
    ("EtCO₂", (ETCO2,)),
    ("Temperature", (TEMPERATURE,)),
)
_ALWAYS = frozenset({SYSTOLIC, HEART_RATE, SPO2, RESPIRATORY_RATE, SEDATION, DISSOCIATION})


@dataclass(frozen=True, kw_only=True)
class LiveNumber:
    """One number on the screen: its parts, its age, and whether a person stands for it."""

    title: str
    unit: str
    scale: str
    parts: tuple[tuple[str, str], ...]
    seen_at: datetime | None
    stale_after_s: int
    is_accepted: bool

    @property
    def is_known(self) -> bool:
        """Say whether it was ever measured."""
        return self.seen_at is not None


@dataclass(frozen=True, kw_only=True)
class Staleness:
    """From which age a number no longer speaks for the person now."""

    policy: MonitoringPolicy | None
    silent_after_s: int

    def of(self, kind: ObservationKind) -> int:
        """Say it for one kind, in seconds."""
        return watching.stale_after_s(kind, policy_now=self.policy, silent_s=self.silent_after_s)


def live_numbers(newest: dict[str, Observation], staleness: Staleness) -> list[LiveNumber]:
    """List the numbers to show; the important ones stand there even while unknown."""
    shown = [_number(title, kinds, newest=newest, staleness=staleness) for title, kinds in SHOWN]
    return [
        number
        for (_, kinds), number in zip(SHOWN, shown, strict=True)
        if number.is_known or kinds[0] in _ALWAYS
    ]


def _number(
    title: str,
    kinds: tuple[ObservationKind, ...],
    *,
    newest: dict[str, Observation],
    staleness: Staleness,
) -> LiveNumber:
    rows = [newest[kind.key] for kind in kinds if kind.key in newest]
    return LiveNumber(
        title=title,
        unit=kinds[0].unit,
        scale=_SCALES.get(kinds[0].key, ""),
        parts=tuple((kind.key, _value(newest.get(kind.key))) for kind in kinds),
        # A monitor whose clock runs ahead must not make a number look younger than its arrival.
        seen_at=min((min(row.observed_at, row.received_at) for row in rows), default=None),
        stale_after_s=staleness.of(kinds[0]),
        is_accepted=bool(rows) and all(row.accepted_at for row in rows),
    )


_SCALES = {
    SEDATION.key: "of 5, 5 awake",
    DISSOCIATION.key: "of 10",
    DISTRESS.key: "of 3",
    NAUSEA.key: "of 3",
}


def _value(row: Observation | None) -> str:
    return plain(row.value) if row else "–"
