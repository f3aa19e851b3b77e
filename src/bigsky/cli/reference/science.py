"""Reference pages of the science."""

from typing import Any

from bigsky.cli.reference.markdown import cite, page, table
from bigsky.ketamine import library
from bigsky.ketamine.pharmacology.model import PharmacokineticModel
from bigsky.ketamine.pharmacology.models import ALL_MODELS
from bigsky.ketamine.scales.registry import ALL_SCALES
from bigsky.ketamine.scales.scale import Scale, TextLicence
from bigsky.ketamine.screening.facts import FACTS_BY_SUBJECT
from bigsky.ketamine.screening.rules import ALL_RULES, Rule


def schemas() -> str:
    """Describe every JSON document that goes in or comes out."""
    return page(
        "JSON documents",
        "JSON Schemas (draft 2020-12) ship in `bigsky/ketamine/data/schemas/`. "
        "Drug amounts are decimal strings; concentrations and times are numbers; units are in the names.",
        *(_schema(name, library.schema(name)) for name in library.schema_names()),
    )


def _schema(name: str, schema: dict[str, Any]) -> str:
    required = set(schema.get("required", ()))
    rows = [
        (f"`{key}`", _type(value), "yes" if key in required else "", value.get("description", ""))
        for key, value in schema.get("properties", {}).items()
    ]
    return f"## {name}\n\n{schema.get('title', '')}. {schema.get('description', '')}\n\n" + table(
        ["property", "type", "required", "meaning"], rows
    )


def _type(value: dict[str, Any]) -> str:
    if "enum" in value:
        return ", ".join(f"`{each}`" for each in value["enum"])
    kind = value.get("type", "object" if "$ref" in value else "")
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def scales() -> str:
    """Describe every rating scale."""
    return page("Rating scales", *(_scale(scale) for scale in ALL_SCALES))


def _scale(scale: Scale) -> str:
    ships = scale.licence.verdict is TextLicence.SHIP
    items = table(
        ["item", "text", "LOINC"],
        [(each.key, each.text if ships else "(the clinic's own)", each.loinc) for each in scale.items],
    )
    bands = table(["band", "from", "to"], [(each.name, each.low, each.high) for each in scale.bands])
    improvement = scale.improvement
    better = (
        f"Remission below {improvement.remission_below}; response at a drop of "
        f"{improvement.response_drop_fraction:.0%}. {cite(improvement.source)}"
        if improvement
        else "No definition of response or remission."
    )
    return (
        f"## {scale.key}: {scale.title}\n\n{scale.recall}\n\n"
        f"Text: **{scale.licence.verdict}**. {cite(scale.licence.evidence)}\n\n"
        f"LOINC panel {scale.panel_loinc}, total {scale.total_loinc}.\n\n{items}\n\n{bands}\n\n"
        f"Bands: {cite(scale.bands_source)}\n\n{better}\n\n> {scale.notice}"
    )


def models() -> str:
    """Write a card for every pharmacokinetic model."""
    return page("Pharmacokinetic models", *(_model(model) for model in ALL_MODELS))


def _model(model: PharmacokineticModel) -> str:
    parameters = table(
        ["parameter", "meaning", "typical value (70 kg)", "unit", "weight exponent", "source"],
        [
            (
                each.symbol,
                each.meaning,
                each.typical_value,
                each.unit,
                each.weight_exponent,
                cite(each.source),
            )
            for each in model.parameters
        ],
    )
    cautions = "\n".join(f"- {each}" for each in model.cautions)
    sources = "\n".join(f"- {cite(each)}" for each in model.sources)
    return (
        f"## {model.name} ({model.version})\n\n{model.title}\n\n"
        f"- Analyte: {model.analyte}\n- Norketamine: {model.norketamine_units}\n"
        f"- Sampling site: {model.sampling_site}\n{cautions}\n\n{parameters}\n\n{sources}"
    )


def rules() -> str:
    """List every screening rule."""
    policy = library.screening_example()
    rows = [
        (
            rule.rule_id,
            rule.title,
            ", ".join(f"`{fact}`" for fact in rule.facts),
            *_in_policy(rule),
            cite(rule.source),
        )
        for rule in ALL_RULES
    ]
    return page(
        "Screening rules",
        "A rule is a proposition: met, not met, or unknown. What follows when it is not met (its force) "
        "and its thresholds are clinic policy; shown here is the shipped, inactive example "
        f"`{policy.stamp.label}`.",
        table(["rule", "proposition", "reads", "force", "thresholds", "source"], rows),
    )


def _in_policy(rule: Rule) -> tuple[str, str]:
    policy = library.screening_example()
    numbers = ((name, policy.thresholds[name]) for name in rule.thresholds)
    said = "; ".join(f"{name} {number.value} {number.unit}" for name, number in numbers)
    return str(policy.rules[rule.rule_id].force), said


def facts() -> str:
    """List every fact of the patient snapshot."""
    parts = [
        f"## {subject}\n\n"
        + table(
            ["fact", "question", "kind"], [(f"`{fact.name}`", fact.question, fact.kind) for fact in facts]
        )
        for subject, facts in FACTS_BY_SUBJECT.items()
    ]
    return page("Facts of the patient snapshot", "Every fact may be absent: then it is unknown.", *parts)


def limits() -> str:
    """List what a keyboard may enter."""
    rows = [(f"`{field}`", limit.allowed, cite(limit.source)) for field, limit in library.limits().items()]
    return page(
        "Entry limits",
        "These catch slips of the hand. They say nothing of what is safe: that is clinic policy.",
        table(["field", "allowed", "source"], rows),
    )
