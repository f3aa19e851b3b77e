"""One specimen of every picture, with words that try to break out of it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bigsky.pictures.concentration_curve import ConcentrationCourse, ConcentrationPoint, concentration_curve
from bigsky.pictures.forest_plot import Forest, ForestRow, forest_plot
from bigsky.pictures.infusion_record import (
    DueReading,
    InfusionRecord,
    Pressure,
    PumpSpan,
    Reading,
    StripEvent,
)
from bigsky.pictures.infusion_strip import infusion_strip
from bigsky.pictures.minutes_left_arc import MinutesLeft, minutes_left_arc
from bigsky.pictures.mood_line import InfusionMark, MoodHistory, MoodScore, SeverityBand, mood_line
from bigsky.pictures.picture import Picture

PLAIN = "Anna"
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

Specimen = Callable[[str, str], Picture]


def point(at_min: float, ketamine: float, norketamine: float) -> ConcentrationPoint:
    return ConcentrationPoint(at_min=at_min, ketamine_ng_per_ml=ketamine, norketamine_ng_per_ml=norketamine)


def course(said: str = PLAIN) -> ConcentrationCourse:
    return ConcentrationCourse(
        curve=tuple(point(float(at), 160.0 - abs(at - 40), at / 3) for at in range(121)),
        marked=(point(40.0, 160.0, 40 / 3), point(80.0, 120.0, 80 / 3)),
        infusion_spans_min=((0.0, 40.0),),
        now_min=20.0,
        sampling_site=said,
        title=said,
        whose=said,
    )


def history(said: str = PLAIN) -> MoodHistory:
    scores = [(0, 19.0), (2, 11.0), (9, None), (16, 8.0)]
    return MoodHistory(
        scale=said,
        lowest=0,
        highest=27,
        scores=tuple(MoodScore(at=START + timedelta(days=day), score=score) for day, score in scores),
        infusions=(InfusionMark(at=START + timedelta(days=1), dose=said),),
        bands=(SeverityBand(name=said, low=0, high=4), SeverityBand(name="mild", low=5, high=9)),
        remission_below=5,
        today=START + timedelta(days=20),
        title=said,
    )


def record(said: str = PLAIN) -> InfusionRecord:
    return InfusionRecord(
        start_min=-10,
        end_min=120,
        started_at=START,
        now_min=34,
        pump=(
            PumpSpan(start_min=0, end_min=20, label=said),
            PumpSpan(start_min=20, end_min=34, is_running=False),
        ),
        plasma_ng_per_ml=tuple(Reading(at_min=at, value=float(at)) for at in range(121)),
        pressures=(
            Pressure(at_min=5, systolic=131, diastolic=82),
            Pressure(at_min=30, systolic=182, diastolic=104, is_accepted=False),
        ),
        pulse_per_min=(Reading(at_min=5, value=71), Reading(at_min=30, value=88, is_accepted=False)),
        saturation_percent=(Reading(at_min=5, value=98),),
        dissociation_0_to_10=(Reading(at_min=30, value=6),),
        due=(
            DueReading(at_min=5, what=said, is_taken=True),
            DueReading(at_min=25, what=said, is_taken=False),
            DueReading(at_min=60, what=said, is_taken=False),
        ),
        events=(StripEvent(at_min=0, label=said), StripEvent(at_min=1, label=said)),
        title=said,
    )


def forest(said: str = PLAIN) -> Forest:
    return Forest(
        measure=said,
        rows=(
            ForestRow(label=said, estimate=4.0, low=2.0, high=8.0, weight=0.4),
            ForestRow(label="Masked trial", estimate=1.0, low=0.5, high=2.0, weight=0.4),
            ForestRow(label="Wide trial", estimate=15.0, low=1.5, high=700.0, weight=0.1),
            ForestRow(
                label="Together", estimate=2.0, low=1.2, high=3.4, kind="pooled", prediction=(0.5, 8.0)
            ),
            ForestRow(label="This clinic", estimate=2.5, low=0.9, high=6.0, kind="own"),
        ),
        favours_left=said,
        favours_right=said,
        title=said,
    )


SPECIMENS: dict[str, Specimen] = {
    "concentration_curve": lambda said, name: concentration_curve(course(said), picture_id=name),
    "concentration_curve_narrow": lambda said, name: concentration_curve(
        course(said), picture_id=name, width=340
    ),
    "mood_line": lambda said, name: mood_line(history(said), picture_id=name),
    "mood_line_narrow": lambda said, name: mood_line(history(said), picture_id=name, width=340),
    "infusion_strip": lambda said, name: infusion_strip(record(said), picture_id=name),
    "forest_plot": lambda said, name: forest_plot(forest(said), picture_id=name),
    "minutes_left_arc": lambda said, name: minutes_left_arc(
        MinutesLeft(left_min=26, total_min=40, phase=said), picture_id=name
    ),
    "minutes_left_arc_paused": lambda said, name: minutes_left_arc(
        MinutesLeft(left_min=26, total_min=40, phase=said, is_paused=True), picture_id=name
    ),
}
