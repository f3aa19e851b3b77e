"""What every rating scale must hold to, whichever it is."""

import pkgutil
from itertools import pairwise

import pytest

from bigsky.ketamine import scales
from bigsky.ketamine.scales.registry import ALL_SCALES, scale_named
from bigsky.ketamine.scales.scale import Scale, TextLicence

# Files of the room that hold no scale.
_NOT_A_SCALE = {"scale", "frequency", "registry", "scoring"}

# Cross-checked with the US Core PHQ-9 example and the HL7 personal health record guide; wrong ones abound.
PINNED_CODES = {
    "phq-9": (
        "44249-1",
        "44261-6",
        "44250-9 44255-8 44259-0 44254-1 44251-7 44258-2 44252-5 44253-3 44260-8",
    ),
    "gad-7": ("69737-5", "70274-6", "69725-0 68509-9 69733-4 69734-2 69735-9 69689-8 69736-7"),
}
PINNED_ANSWERS = {"LA6568-5": 0, "LA6569-3": 1, "LA6570-1": 2, "LA6571-9": 3}

every_scale = pytest.mark.parametrize("scale", ALL_SCALES, ids=lambda scale: scale.key)


def _has_valid_loinc_check_digit(code: str) -> bool:
    digits, check = code.split("-")
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits))]
    return (10 - sum(value // 10 + value % 10 for value in doubled) % 10) % 10 == int(check)


def test_a_scale_in_a_file_that_is_not_registered_fails():
    files = {module.name for module in pkgutil.iter_modules(scales.__path__)} - _NOT_A_SCALE
    assert files == {scale.key.replace("-", "_") for scale in ALL_SCALES}


def test_keys_of_scales_are_unique():
    assert len({scale.key for scale in ALL_SCALES}) == len(ALL_SCALES)


@every_scale
def test_codes_are_those_that_were_read(scale: Scale):
    panel, total, items = PINNED_CODES[scale.key]
    assert (scale.panel_loinc, scale.total_loinc) == (panel, total)
    assert [item.loinc for item in scale.items] == items.split()
    for item in scale.items:
        assert {option.loinc: option.value for option in item.options} == PINNED_ANSWERS


@every_scale
def test_codes_and_keys_are_unique_and_have_a_valid_check_digit(scale: Scale):
    codes = [scale.panel_loinc, scale.total_loinc, *(item.loinc for item in scale.items)]
    assert len(set(codes)) == len(codes)
    assert len({item.key for item in scale.items}) == len(scale.items)
    assert all(_has_valid_loinc_check_digit(code) for code in codes)


@every_scale
def test_bands_cover_every_total_in_order_without_a_gap(scale: Scale):
    lowest = sum(min(option.value for option in item.options) for item in scale.items)
    assert scale.bands[0].low == lowest
    assert scale.bands[-1].high == scale.highest_total
    assert all(band.low <= band.high for band in scale.bands)
    assert all(lower.high + 1 == upper.low for lower, upper in pairwise(scale.bands))
    assert len({band.name for band in scale.bands}) == len(scale.bands)


@every_scale
def test_words_are_there_only_if_the_licence_lets_them_ship(scale: Scale):
    may_ship = scale.licence.verdict is TextLicence.SHIP
    words = [
        scale.intro,
        *(item.text for item in scale.items),
        *(o.text for i in scale.items for o in i.options),
    ]
    assert all(bool(text) is may_ship for text in words)
    assert scale.licence.evidence.text
    assert scale.notice


@pytest.mark.parametrize("key", ["phq-9", "gad-7"])
def test_the_first_option_of_the_phq_family_reads_not_at_all(key):
    """Public copies often say "not at all sure", which is a transcription error."""
    scale = scale_named(key)

    assert {item.options[0].text for item in scale.items} == {"Not at all"}


@every_scale
def test_risk_items_exist_and_can_be_reached(scale: Scale):
    for risk in scale.risk_items:
        assert risk.at_least in {option.value for option in scale.item(risk.item_key).options}


def test_an_unknown_scale_is_refused_with_the_known_ones():
    refusal = scale_named("phq9")
    assert str(refusal) == "scale: 'phq9' is not known; known scales are phq-9, gad-7"
