from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigsky.ketamine.vocabulary.quantities import decimal_from
from bigsky.ketamine.vocabulary.refusal import Refusal


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=6))
def test_a_decimal_is_read_as_it_is_written(value):
    assert decimal_from(str(value), "x") == value


@pytest.mark.parametrize(
    "written",
    [
        "",
        "٧٠",
        "１２",
        "1_000",
        "+7",
        ".5",
        "5.",
        "0,5",
        "1 0",
        "nan",
        "inf",
        "-Infinity",
        "1e",
        "1e9999",
        "0x1",
        True,
    ],
)
def test_what_people_would_not_write_or_would_misread_is_no_number(written):
    assert decimal_from(written, "x") == Refusal(field="x", reason=f"{written!r} is not a number")


@pytest.mark.parametrize(
    ("written", "read"), [("-0", "0"), ("-0.00", "0.00"), (" 70 ", "70"), (1e-7, "1E-7")]
)
def test_minus_zero_is_zero_and_other_types_are_read_as_they_print(written, read):
    assert str(decimal_from(written, "x")) == str(Decimal(read))
