"""What a rating scale is: its items with their codes, its bands, and whether its words may be shipped."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bigsky.ketamine.vocabulary.citation import Citation


class TextLicence(StrEnum):
    """Whether the words of an instrument may travel with the software."""

    SHIP = "ship"
    SKELETON = "skeleton"
    NO = "no"


@dataclass(frozen=True, kw_only=True)
class Licence:
    """The verdict on shipping the words, and the evidence for it."""

    verdict: TextLicence
    evidence: Citation


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer a person may give: its value, its words and its LOINC answer code."""

    value: int
    text: str
    loinc: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question: its key, its words and its LOINC code."""

    key: str
    text: str
    loinc: str
    options: tuple[Option, ...]

    @property
    def allowed(self) -> str:
        """Say which answers are possible: `0, 1, 2, 3`."""
        return ", ".join(str(option.value) for option in self.options)


@dataclass(frozen=True, kw_only=True)
class Band:
    """A named part of the range of the total, both ends included."""

    name: str
    low: int
    high: int


@dataclass(frozen=True, kw_only=True)
class RiskItem:
    """An item whose answer must reach a clinician whatever the total: from which value, and why."""

    item_key: str
    at_least: int
    rule_id: str
    source: Citation


@dataclass(frozen=True, kw_only=True)
class Improvement:
    """What counts as getting better: remission is a total below the cut-off, response a relative drop."""

    remission_below: int
    response_drop_fraction: Decimal
    source: Citation


@dataclass(frozen=True, kw_only=True)
class Scale:
    """One published rating scale."""

    key: str
    title: str
    recall: str
    intro: str
    items: tuple[Item, ...]
    bands: tuple[Band, ...]
    bands_source: Citation
    licence: Licence
    panel_loinc: str
    total_loinc: str
    notice: str
    risk_items: tuple[RiskItem, ...] = ()
    improvement: Improvement | None = None

    @property
    def highest_total(self) -> int:
        """Add up the highest value of every item."""
        return sum(max(option.value for option in item.options) for item in self.items)

    def item(self, key: str) -> Item:
        """Find an item by its key."""
        return next(item for item in self.items if item.key == key)

    def band(self, total: int) -> Band:
        """Find the band a total falls into."""
        return next(band for band in self.bands if band.low <= total <= band.high)
