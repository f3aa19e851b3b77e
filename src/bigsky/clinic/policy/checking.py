"""Whether a policy's content is sound: like its schema, within reach, and readable by the science."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from bigsky.clinic.policy.reading import Path
from bigsky.ketamine import library
from bigsky.ketamine.infusion.discharge import DischargePolicy
from bigsky.ketamine.infusion.thresholds import MonitoringPolicy
from bigsky.ketamine.planning.order import DosingPolicy
from bigsky.ketamine.screening.policy import ScreeningPolicy

# How the science reads a kind; follow-up and escalation are read by the platform alone, as their schemas say.
_READERS: Mapping[str, Callable[[Mapping[str, Any]], object]] = {
    "screening": ScreeningPolicy.from_json,
    "dosing": DosingPolicy.from_json,
    "monitoring": MonitoringPolicy.from_json,
    "discharge": DischargePolicy.from_json,
}


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong at one place of the content, in a sentence fit for the screen."""

    path: Path
    says: str

    def __str__(self) -> str:
        """Name the place before the sentence."""
        place = " · ".join(str(each + 1) if isinstance(each, int) else each for each in self.path)
        return f"{place}: {self.says}".removeprefix(": ").replace("_", " ")


def problems(kind: str, content: Mapping[str, Any]) -> list[Problem]:
    """List what stands against putting this content in force; empty when nothing does."""
    if kind not in library.policy_kinds():
        return [Problem(path=(), says=f"There is no policy of the kind “{kind}”.")]
    validator = Draft202012Validator(schema_of(kind), format_checker=Draft202012Validator.FORMAT_CHECKER)
    unlike = [
        Problem(path=tuple(each.absolute_path), says=_in_words(each))
        for each in validator.iter_errors(dict(content))
    ]
    return unlike or [*_out_of_reach(kind, content), *_unreadable(kind, content)]


def schema_of(kind: str) -> dict[str, Any]:
    """Give the JSON Schema of a kind."""
    return library.schema(f"{kind}-policy")


def _in_words(error: ValidationError) -> str:
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    what = schema.get("description", "")
    match error.validator:
        case "minimum" | "maximum":
            return f"Allowed is {schema.get('minimum')} to {schema.get('maximum')}. {what}"
        case "pattern":
            return f"“{error.instance}” cannot be read; write a number like 0.5. {what}"
        case "minLength" | "minItems":
            return f"Something is needed here. {what}"
        case _:
            return f"{error.message}. {what}"


def _out_of_reach(kind: str, content: Mapping[str, Any]) -> Iterator[Problem]:
    """Find figures that no value from a keyboard or a monitor could ever cross: they would guard nothing."""
    for path, name, figure in _figures(kind, content):
        limit = next((each for key, each in library.limits().items() if name.endswith(key)), None)
        if limit and limit.refusal(Decimal(figure)):
            yield Problem(path=path, says=f"Nothing could ever cross {figure}; allowed is {limit.allowed}.")
    if kind == "dosing" and Decimal(content["soft_mg_per_kg"]) > Decimal(content["hard_mg_per_kg"]):
        yield Problem(path=("soft_mg_per_kg",), says="The soft limit lies above the hard one.")


def _figures(kind: str, content: Mapping[str, Any]) -> Iterator[tuple[Path, str, str]]:
    match kind:
        case "monitoring":
            for position, each in enumerate(content["thresholds"]):
                yield ("thresholds", position, "limit"), each["kind"], each["limit"]
        case "screening":
            for name, each in content["thresholds"].items():
                yield ("thresholds", name, "value"), name, each["value"]
        case "dosing":
            for name in ("soft_mg_per_kg", "hard_mg_per_kg"):
                yield (name,), "dose_mg_per_kg", content[name]
        case "discharge":
            yield ("dissociation_at_most",), "dissociation_0_to_10", content["dissociation_at_most"]


def _unreadable(kind: str, content: Mapping[str, Any]) -> Iterator[Problem]:
    read = _READERS.get(kind)
    try:
        _ = read and read({"status": "example", **content})
    except (ValueError, LookupError, TypeError, ArithmeticError, StopIteration) as error:
        yield Problem(path=(), says=f"The science cannot read it: {error}")
