"""The only module of the science that opens files: it loads what ships in data/."""

import csv
import json
import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from bigsky.ketamine.evidence.rows import Evidence
from bigsky.ketamine.followup.schedule import FollowUpProtocol
from bigsky.ketamine.infusion.discharge import DischargePolicy
from bigsky.ketamine.infusion.thresholds import MonitoringPolicy
from bigsky.ketamine.intake.triage import RequestForm
from bigsky.ketamine.planning.order import DosingPolicy, PreparationRules
from bigsky.ketamine.screening.policy import ScreeningPolicy
from bigsky.ketamine.vocabulary.citation import Citation
from bigsky.ketamine.vocabulary.quantities import Limit, Limits

_DATA = files("bigsky.ketamine") / "data"


def _toml(name: str) -> dict[str, Any]:
    # Numbers stay decimals: what a person acts on never passes through binary floating point.
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"), parse_float=Decimal)


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((_DATA / name).read_text(encoding="utf-8").splitlines()))


@cache
def schema(name: str) -> dict[str, Any]:
    """Load a JSON Schema by its name: `simulation`, `preparation` and so on."""
    loaded: dict[str, Any] = json.loads((_DATA / "schemas" / f"{name}.schema.json").read_text("utf-8"))
    return loaded


def schema_names() -> list[str]:
    """List the JSON Schemas that ship."""
    names = [each.name.removesuffix(".schema.json") for each in (_DATA / "schemas").iterdir()]
    return sorted(names)


@cache
def limits() -> Limits:
    """Load what a keyboard may enter, by field name."""
    return {
        field: Limit(
            field=field,
            unit=raw["unit"],
            low=Decimal(raw["low"]),
            high=Decimal(raw["high"]),
            source=Citation.from_json(raw["source"]),
        )
        for field, raw in _toml("limits.toml").items()
    }


@cache
def preparation_rules() -> PreparationRules:
    """Load what vials exist and how finely a syringe and a pump can be set."""
    return PreparationRules.from_json(_toml("protocols/preparation.toml"))


@cache
def dosing_example() -> DosingPolicy:
    """Load the example dose limits; an example is never in force."""
    return DosingPolicy.from_json(_toml("policies/dosing-example.toml"))


def policy_kinds() -> list[str]:
    """List the kinds of policy that ship with an example: `dosing`, `screening` and so on."""
    names = [each.name for each in (_DATA / "policies").iterdir()]
    return sorted(name.removesuffix("-example.toml") for name in names if name.endswith("-example.toml"))


def policy_content(name: str) -> dict[str, Any]:
    """Load a shipped policy as it is stored and signed by a clinic: plain JSON values only."""
    return _toml(f"policies/{name}.toml")


@cache
def screening_example() -> ScreeningPolicy:
    """Load the example screening policy; an example is never in force."""
    return ScreeningPolicy.from_json(policy_content("screening-example"))


@cache
def monitoring_example() -> MonitoringPolicy:
    """Load the example monitoring grid and thresholds; an example is never in force."""
    return MonitoringPolicy.from_json(_toml("policies/monitoring-example.toml"))


@cache
def discharge_example() -> DischargePolicy:
    """Load the example discharge limits; an example is never in force."""
    return DischargePolicy.from_json(_toml("policies/discharge-example.toml"))


@cache
def request_form() -> RequestForm:
    """Load what a request for an appointment should tell."""
    return RequestForm.from_json(_toml("protocols/intake.toml"))


@cache
def follow_up_protocol() -> FollowUpProtocol:
    """Load when rating scales are due after an infusion."""
    return FollowUpProtocol.from_json(_toml("protocols/follow-up.toml"))


@cache
def evidence() -> Evidence:
    """Load the published evidence the public statement rests on."""
    tables = ("pooled", "trials", "side_effects", "facts")
    return Evidence.from_rows({name: _rows(f"evidence/{name}.csv") for name in tables})
