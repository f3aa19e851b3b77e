"""Numbers with units, read as decimals, refused outside what is plausible.

A limit here says what a keyboard may enter, not what is safe: safety is clinic policy.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bigsky.ketamine.vocabulary.citation import Citation
from bigsky.ketamine.vocabulary.refusal import Refusal

# Decimal and float also read `١٢`, `1_000`, `+7` and `.5`, which people misread.
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")


@dataclass(frozen=True, kw_only=True)
class Limit:
    """The plausible range of one quantity, both ends allowed."""

    field: str
    unit: str
    low: Decimal
    high: Decimal
    source: Citation

    @property
    def allowed(self) -> str:
        """Say the range in words: `25 to 350 kg`."""
        return f"{self.low} to {self.high} {self.unit}".strip()

    def refusal(self, value: Decimal) -> Refusal | None:
        """Refuse a value outside the range, naming the field and what is allowed."""
        if value.is_finite() and self.low <= value <= self.high:
            return None
        return Refusal(field=self.field, reason=f"{value} is not possible; allowed is {self.allowed}")


Limits = Mapping[str, Limit]


def is_number(text: str) -> bool:
    """Say whether a number is written plainly: minus, digits, point and digits, exponent."""
    return _NUMBER.fullmatch(text) is not None


def decimal_from(text: object, field: str) -> Decimal | Refusal:
    """Read a decimal exactly as written (never through binary floating point); minus zero is zero."""
    written = str(text).strip()
    if not is_number(written):
        return Refusal(field=field, reason=f"{text!r} is not a number")
    value = Decimal(written)
    return value.copy_abs() if value.is_zero() else value


def quantity(text: object, limit: Limit) -> Decimal | Refusal:
    """Read a number and hold it to its limit."""
    value = decimal_from(text, limit.field)
    if isinstance(value, Refusal):
        return Refusal(field=limit.field, reason=f"{value.reason}; allowed is {limit.allowed}")
    return limit.refusal(value) or value


def plain(value: Decimal) -> str:
    """Write a decimal without exponent or trailing zeros: `40`, `0.8`."""
    return format(value.normalize(), "f")
