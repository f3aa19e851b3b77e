"""The virtual monitor says plausible things, in HL7 that an independent reader understands."""

import threading
from datetime import UTC, datetime, timedelta

from hl7apy.parser import parse_message
from hypothesis import given
from hypothesis import strategies as st

from bigsky.clinic.hl7 import oru
from bigsky.clinic.hl7.monitor.message import Cuff, Monitor, device_of, message
from bigsky.clinic.hl7.monitor.playing import Play, messages
from bigsky.clinic.hl7.monitor.vitals import person, vitals_at
from bigsky.ketamine import library

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MONITOR = Monitor(device_id=device_of("C1"), chair_code="C1")


def spoken(vitals, *, cuff_at=NOON, at=NOON):
    return message(MONITOR, vitals, cuff=Cuff(vitals=vitals, measured_at=cuff_at), at=at, control_id="m-1")


@given(st.integers(0, 10_000), st.floats(-30, 300))
def test_every_virtual_person_stays_within_what_a_keyboard_may_enter(seed, minute):
    vitals = vitals_at(minute, person(seed))

    for kind in ("systolic_mmhg", "diastolic_mmhg", "mean_mmhg", "heart_rate_per_min", "spo2_percent"):
        limit = library.limits()[kind]
        assert limit.low <= getattr(vitals, kind) <= limit.high
    assert vitals.diastolic_mmhg < vitals.mean_mmhg < vitals.systolic_mmhg


def test_the_same_seed_tells_the_same_story():
    assert vitals_at(12.5, person(7)) == vitals_at(12.5, person(7))
    assert vitals_at(12.5, person(7)) != vitals_at(12.5, person(8))


def test_pressure_rises_on_average_as_published_and_falls_again():
    def mean(minute):
        return sum(vitals_at(minute, person(seed)).systolic_mmhg for seed in range(300)) / 300

    # Patient-weighted mean of three infusion series: 10 mmHg at the peak; range of the series 3 to 16.
    assert 7 <= mean(40) - mean(-5) <= 13
    assert abs(mean(120) - mean(-5)) <= 2


def test_an_independent_reader_finds_every_value():
    vitals = vitals_at(10, person(1))
    parsed = parse_message(spoken(vitals).decode(), find_groups=False)

    assert parse_message(spoken(vitals).decode(), find_groups=True).validate()
    values = {obx.obx_3.obx_3_1.value: obx.obx_5.value for obx in parsed.obx if obx.obx_11.value == "R"}
    assert values["150021"] == str(vitals.systolic_mmhg)
    assert values["150456"] == str(vitals.spo2_percent)
    assert values["147842"] == str(vitals.heart_rate_per_min)


def test_our_own_reader_finds_the_cuff_at_its_own_time():
    report = oru.read(
        spoken(vitals_at(10, person(1)), cuff_at=NOON - timedelta(minutes=3)), charset="utf-8", time_zones={}
    )
    times = {each.kind.short: each.observed_at for each in report.readings}

    assert times["SBP"] == times["DBP"] == times["MAP"] == NOON - timedelta(minutes=3)
    assert times["SpO2"] == times["HR"] == times["RR"] == NOON
    assert {each.device_id for each in report.readings} == {"SIM-C1"}


def test_the_cuff_is_sent_again_until_its_next_reading():
    clock = iter(NOON + timedelta(seconds=30 * step // 2) for step in range(1000))
    play = Play(monitor=MONITOR, every_s=0, minutes=11)
    spoken_ones = list(messages(play, now=lambda: next(clock), stop=threading.Event()))
    reports = [oru.read(body, charset="utf-8", time_zones={}) for body in spoken_ones]
    cuff_times = {
        each.observed_at for report in reports for each in report.readings if each.kind.short == "SBP"
    }

    assert len(spoken_ones) > 10
    assert 2 <= len(cuff_times) <= 4
