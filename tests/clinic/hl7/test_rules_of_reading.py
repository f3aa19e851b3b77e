"""Rules P1 to P13 of docs/reference/hl7.md, each with a message that needs it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.interop.wire import example

from bigsky.clinic.hl7 import oru

HEAD = "MSH|^~\\&|GW^0011^EUI-64||||{at}||ORU^R01^ORU_R01|1|P|2.6\rPV1||O|Room^^B7\r"
HEART = "147842^MDC_ECG_HEART_RATE^MDC"
BEAT = "264864^MDC_DIM_BEAT_PER_MIN^MDC"
NOON = "20260302120000+0000"


def obx(number=1, *, code=HEART, path="1.1.1.1", value="70", unit=BEAT, status="R", at="", device="D1"):
    return f"OBX|{number}|NM|{code}|{path}|{value}|{unit}|||||{status}|||{at}||||{device}^X\r"


def read(*segments, at=NOON, requested=NOON, zones=None):
    text = HEAD.format(at=at) + f"OBR|1|||1^x^SCT|||{requested}\r" + "".join(segments)
    return oru.read(text.encode(), charset="utf-8", time_zones=zones or {})


def summary(report):
    return [(each.kind.key, each.value, each.device_id) for each in report.readings]


ONE = [("heart_rate_per_min", Decimal(70), "D1")]


def test_the_number_counts_and_not_its_name():
    assert summary(read(obx(code="147842^WHATEVER^MDC"))) == ONE


@pytest.mark.parametrize("code", ["147842^MDC_ECG_HEART_RATE^99MNDRY", "4711^MDC_NEW^MDC", "^^", "HR^^MDC"])
def test_an_unknown_code_is_not_shown(code):
    report = read(obx(code=code), obx(2))

    assert summary(report) == ONE
    assert "is not shown" in report.remarks[0]


def test_expired_carbon_dioxide_is_not_taken_for_end_tidal():
    assert summary(read(obx(code="151712^MDC_CONC_AWAY_CO2_EXP^MDC", unit="266016^^MDC"))) == []


def test_a_device_node_has_no_value_and_leaves_no_remark():
    report = read(obx(code="69965^MDS^MDC", status="X", value=""))

    assert (report.readings, report.remarks) == ((), ())


@pytest.mark.parametrize("status", ["W", "D", "I", "", "r"])
def test_a_result_that_is_neither_measured_nor_final_is_passed_over(status):
    assert summary(read(obx(status=status))) == []


@pytest.mark.parametrize(
    "value", ["-100", "-1", "-10000", "-999", "-99.9", "", "---", "NaN", "Infinity", "1e9"]
)
def test_what_is_no_measured_number_is_dropped(value):
    report = read(obx(value=value))

    assert summary(report) == []
    assert len(report.remarks) == 1


@pytest.mark.parametrize("unit", ["", "266016^MDC_DIM_MMHG^MDC", "264928^^MDC", "bpm", "Hz"])
def test_another_unit_is_refused_and_never_converted(unit):
    report = read(obx(unit=unit))

    assert summary(report) == []
    assert "nothing is converted" in report.remarks[0]


def test_the_time_is_that_of_the_value_else_of_the_order():
    own, inherited = read(obx(at="20260302115800+0000"), obx(2, device="D2")).readings

    assert inherited.observed_at == datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert inherited.observed_at - own.observed_at == timedelta(minutes=2)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("202603021200+0000", 0), ("20260302120001.1234+0000", 1.1234), ("20260302200000250+0800", 0.25),
     ("20260302070000-0500", 0)],
)  # fmt: skip
def test_times_are_read_in_every_way_they_are_written(written, seconds):
    (reading,) = read(obx(at=written)).readings

    assert reading.observed_at == datetime(2026, 3, 2, 12, tzinfo=UTC) + timedelta(seconds=seconds)


def test_a_time_without_zone_needs_the_zone_of_its_gateway():
    without = read(obx(), at="20260302120000", requested="20260302120000")
    with_zone = read(obx(), at="20260302120000", requested="20260302120000", zones={"GW": "America/Denver"})

    assert summary(without) == []
    assert "has no zone" in without.remarks[0]
    assert with_zone.readings[0].observed_at == datetime(2026, 3, 2, 19, tzinfo=UTC)


def test_the_messages_own_zone_comes_before_the_gateways():
    report = read(obx(), at="20260302120000+0100", requested="20260302120000", zones={"GW": "America/Denver"})

    assert report.readings[0].observed_at == datetime(2026, 3, 2, 11, tzinfo=UTC)


@pytest.mark.parametrize("night", ["20261101013000", "20260308023000"])
def test_a_local_time_that_the_changing_clock_makes_ambiguous_is_not_guessed(night):
    report = read(obx(), at="20260302120000", requested=night, zones={"GW": "America/Denver"})

    assert summary(report) == []
    assert "ambiguous" in report.remarks[0]


def test_the_device_is_the_values_own_then_its_nodes_then_the_bed_then_the_gateway():
    node = obx(code="1^N^MDC", path="1.0.0.0", status="X", value="", device="NODE")

    assert summary(read(node, obx(2)))[0][2] == "D1"
    assert summary(read(node, obx(2, device="")))[0][2] == "NODE"
    assert summary(read(obx(device="")))[0][2] == "Room^^B7"
    bare = oru.read(
        (HEAD.format(at=NOON).split("PV1")[0] + f"OBR|1|||1|||{NOON}\r" + obx(device="")).encode(),
        charset="utf-8",
        time_zones={},
    )
    assert summary(bare)[0][2] == "0011"


def test_of_two_sources_of_one_moment_the_first_named_is_kept():
    report = read(obx(code="149530^PULSE^MDC", value="67"), obx(2))

    assert summary(report) == ONE
    assert "67" in report.remarks[0]


@pytest.mark.parametrize("between", ["\n", "\r\n", "\\r", "", "\r\r"])
def test_segment_breaks_may_be_lost_or_written_out(between):
    expected = oru.read(example("a"), charset="utf-8", time_zones={})
    body = between.join(example("a").decode().strip().split("\r")).encode()

    assert oru.read(body, charset="utf-8", time_zones={}) == expected


def test_the_examples_are_read():
    zones = {"VSP": "Europe/Oslo"}
    found = {letter: oru.read(example(letter), charset="utf-8", time_zones=zones) for letter in "abce"}

    assert {
        letter: [(each.kind.short, each.value) for each in found[letter].readings] for letter in found
    } == {
        "a": [("SBP", 120), ("DBP", 80), ("MAP", 93), ("HR", 63)],
        "b": [("HR", 68), ("SpO2", 97)],
        "c": [("SBP", 120), ("DBP", 80), ("MAP", 100)],
        "e": [],
    }
    assert {each.device_id for each in found["c"].readings} == {"0123456789ABCDEF"}


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["OBX|", "1|", "NM|", "^", "~", "\\r", "\r", "R|", "MSH|^~\\&|"])).map("".join)
)
def test_any_text_gives_a_report_or_one_kind_of_error(text):
    try:
        report = oru.read(f"MSH|^~\\&|{text}".encode(errors="replace"), charset="utf-8", time_zones={})
    except oru.UnreadableError:
        return
    assert isinstance(report, oru.Report)
