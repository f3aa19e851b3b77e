"""A birth date as three boxes: a date that is known by heart is typed, not looked for in a calendar."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from bigsky.ketamine.library import limits

_PARTS = (("day", "Day", 2), ("month", "Month", 2), ("year", "Year", 4))


class ThreeBoxes(forms.MultiWidget):
    """Day, month and year, each with its own label."""

    template_name = "public/three_boxes.html"
    use_fieldset = True

    def __init__(self) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput(
                attrs={
                    "inputmode": "numeric",
                    "maxlength": length,
                    "size": length,
                    "autocomplete": f"bday-{name}",
                }
            )
            for name, _, length in _PARTS
        }
        super().__init__(boxes)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ANN401 - Django's signature
        """Give each box its visible label."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        for box, (_, label, _) in zip(context["widget"]["subwidgets"], _PARTS, strict=True):
            box["label"] = label
        return context

    def decompress(self, value: date | None) -> list[str]:
        """Spread a date over the boxes."""
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]


class BirthDateField(forms.MultiValueField):
    """A day on which somebody who is alive can have been born; `on` is today."""

    widget = ThreeBoxes

    def __init__(self, *, label: str, help_text: str) -> None:
        self.on: date | None = None
        boxes = [forms.CharField(required=False) for _ in _PARTS]
        super().__init__(
            boxes, label=label, help_text=help_text, require_all_fields=False,
            error_messages={"required": "Write your birth date: day, month and year, all three in numbers."},
        )  # fmt: skip

    def compress(self, data_list: Sequence[str]) -> date | None:
        """Put the boxes together, or say what is wrong and what is allowed."""
        if not data_list:
            return None
        born = _day(data_list)
        if self.on is not None:
            _hold_to_a_lifetime(born, self.on)
        return born


def _day(boxes: Sequence[str]) -> date:
    try:
        day, month, year = (int(box[:9]) for box in boxes)
    except ValueError:
        raise ValidationError("Write day, month and year, all three in numbers, like 17 5 1980.") from None
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        raise ValidationError(
            f"There is no {day}.{month}.{year}: the month is 1 to 12, and the day must exist in that month."
        ) from None


def _hold_to_a_lifetime(born: date, today: date) -> None:
    first_year = today.year - int(limits()["age_years"].high)
    if born > today:
        raise ValidationError("This day is in the future. Write the day you were born.")
    if born.year < first_year:
        raise ValidationError(f"The year can be {first_year} to {today.year}.")
