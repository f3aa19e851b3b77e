"""Rows of published evidence, each with its source and how it is known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bigsky.ketamine.statistics.risk_ratio import Proportion
from bigsky.ketamine.vocabulary.citation import Citation, Trust

_TRUST: Mapping[str, Trust] = {"yes": Trust.READ, "derived": Trust.CALCULATED}
# How a trial's counts are known, where that is weaker than how the row is.
_COUNTS: Mapping[str, Trust] = {
    "printed_n_assumed": Trust.ASSUMED,
    "derived_second_hand": Trust.SECOND_HAND,
}


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """One row as it was read: its table, its cells and where it comes from."""

    table: str
    cells: Mapping[str, str]

    @property
    def is_shown(self) -> bool:
        """Say whether it may be shown; what was only remembered never is."""
        return self.cells["verified"] in _TRUST

    @property
    def source(self) -> Citation:
        """Name the source and how far it can be trusted."""
        name = self.cells.get("citation") or self.cells.get("source") or self.cells.get("study_id", "")
        where = self.cells["source_url"]
        return Citation(
            text=name if where.startswith("http") else where,
            trust=_COUNTS.get(self.cells.get("events_status", ""))
            or _TRUST.get(self.cells["verified"], Trust.FROM_MEMORY),
            url=where.split(" ; ")[0] if where.startswith("http") else "",
            note=self.cells.get("notes", ""),
        )

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def proportion(self, arm: str) -> Proportion:
        """Read one arm's events and people."""
        return Proportion(events=int(self[f"{arm}_events"]), n=int(self[f"{arm}_n"]))


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """The tables the public statement rests on; rows that may not be shown are left out at the door."""

    pooled: tuple[EvidenceRow, ...]
    trials: tuple[EvidenceRow, ...]
    side_effects: tuple[EvidenceRow, ...]
    facts: tuple[EvidenceRow, ...]

    @classmethod
    def from_rows(cls, tables: Mapping[str, Iterable[Mapping[str, str]]]) -> "Evidence":
        """Read the tables `pooled`, `trials`, `side_effects` and `facts`."""
        return cls(**{name: _shown(name, rows) for name, rows in tables.items()})


def _shown(table: str, rows: Iterable[Mapping[str, str]]) -> tuple[EvidenceRow, ...]:
    read = (EvidenceRow(table=table, cells=cells) for cells in rows)
    return tuple(row for row in read if row.is_shown)
