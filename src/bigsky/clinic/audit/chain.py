"""The hash chain of the audit log, as plain functions, so that it can be verified offline."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64
FIELDS = ("at", "by", "role", "act", "subject", "patient", "detail")


def link(previous_hash: str, entry: Mapping[str, Any]) -> str:
    """Hash one entry together with the hash before it."""
    body = json.dumps({name: entry[name] for name in FIELDS}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{previous_hash}\n{body}".encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What verifying found: how many entries follow from each other, and where the chain breaks."""

    entries: int
    broken_at: int | None = None
    newest_hash: str = GENESIS
    is_cut_short: bool = False

    @property
    def is_whole(self) -> bool:
        """Say whether nothing was changed, taken out, or cut off at the end."""
        return self.broken_at is None and not self.is_cut_short

    def __str__(self) -> str:
        """Say it in one sentence."""
        if self.broken_at is not None:
            return f"Broken at position {self.broken_at}: that entry does not follow from the one before."
        if self.is_cut_short:
            return f"Cut short: {self.entries} entries follow, but the newest is not the one that was kept."
        return f"Whole: {self.entries} entries, each following from the one before."


def verify(entries: Iterable[Mapping[str, Any]], *, newest_hash: str = "") -> Proof:
    """Walk the chain from its beginning; `newest_hash`, kept apart, shows whether its end was cut off."""
    previous, count = GENESIS, 0
    for entry in entries:
        if not _follows(entry, previous):
            return Proof(entries=count, broken_at=count, newest_hash=previous)
        previous, count = entry["hash"], count + 1
    return Proof(
        entries=count, newest_hash=previous, is_cut_short=bool(newest_hash) and newest_hash != previous
    )


def _follows(entry: Mapping[str, Any], previous: str) -> bool:
    if any(name not in entry for name in (*FIELDS, "hash", "previous_hash")):
        return False
    return bool(entry["previous_hash"] == previous and entry["hash"] == link(previous, entry))


def first_break(entries: Iterable[Mapping[str, Any]]) -> int | None:
    """Find the position of the first entry that does not follow from the one before; `None` if all do."""
    return verify(entries).broken_at
