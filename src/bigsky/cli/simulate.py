"""Plasma concentrations of one infusion, as JSON, as a table or as a picture."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import click

from bigsky.cli.output import json_option, refuse, say_json, say_table
from bigsky.ketamine import library
from bigsky.ketamine.pharmacology.models import ALL_MODELS, model_named
from bigsky.ketamine.pharmacology.regimen import constant_infusion
from bigsky.ketamine.pharmacology.simulate import Simulation, simulate
from bigsky.ketamine.vocabulary.quantities import Limit, quantity
from bigsky.ketamine.vocabulary.refusal import Refusal
from bigsky.pictures.concentration_curve import ConcentrationCourse, ConcentrationPoint, concentration_curve
from bigsky.pictures.text_curve import text_curve

_CURVE_POINTS = 240


@click.command()
@click.option("--model", default="otto-2021", show_default=True, help="Name of the published model.")
@click.option("--weight-kg", required=True, help="Body weight in kilograms.")
@click.option("--dose-mg-per-kg", required=True, help="Dose in milligrams per kilogram.")
@click.option("--minutes", required=True, help="How long the infusion runs, in minutes.")
@click.option(
    "--at", "times", default="0,10,20,30,40,60,80,110,230", show_default=True, help="Minutes to predict at."
)
@click.option("--picture", type=click.Path(dir_okay=False, path_type=Path), help="Write the curve as SVG.")
@json_option
def command(
    model: str,
    weight_kg: str,
    dose_mg_per_kg: str,
    minutes: str,
    times: str,
    picture: Path | None,
    as_json: bool,
) -> None:
    """Predict ketamine and norketamine in plasma for one infusion at a constant rate.

    The prediction is for a typical person of this weight, never for a decision about a dose. It says which
    model it comes from, where the blood is taken, and how it lies outside what the model's data covered.

    Example: bigsky simulate --weight-kg 70 --dose-mg-per-kg 0.5 --minutes 40 --at 40,80,110,230
    """
    given = _given(weight_kg=weight_kg, dose_mg_per_kg=dose_mg_per_kg, minutes=minutes)
    asked = _times(times)
    problems = [each for each in (*given.values(), *asked) if isinstance(each, Refusal)]
    if model_named(model) is None:
        problems.insert(0, _unknown_model(model))
    if problems:
        refuse(*problems)
    values = {name: value for name, value in given.items() if isinstance(value, Decimal)}
    times_min = [float(each) for each in asked if isinstance(each, Decimal)]
    simulation = _simulation(model, values, times_min)
    curve = _simulation(model, values, _dense(times_min, values["minutes"]))
    if picture is not None:
        _write(picture, simulation, curve)
    if as_json:
        say_json(simulation.as_json())
    else:
        _say(simulation, curve)


def _given(**texts: str) -> dict[str, Decimal | Refusal]:
    limits = library.limits()
    return {name: _within(text, limits[name]) for name, text in texts.items()}


def _times(texts: str) -> list[Decimal | Refusal]:
    limit = library.limits()["at_min"]
    return [_within(text, limit) for text in texts.split(",")]


def _within(text: str, limit: Limit) -> Decimal | Refusal:
    value = quantity(text, limit)
    if isinstance(value, Refusal) and limit.allowed not in value.reason:
        return Refusal(field=value.field, reason=f"{value.reason}; allowed is {limit.allowed}")
    return value


def _unknown_model(name: str) -> Refusal:
    known = ", ".join(model.name for model in ALL_MODELS)
    return Refusal(field="model", reason=f"{name!r} is not a model; known are: {known}")


def _simulation(name: str, values: dict[str, Decimal], times_min: Sequence[float]) -> Simulation:
    model = model_named(name)
    dose_mg = values["weight_kg"] * values["dose_mg_per_kg"]
    regimen = constant_infusion(dose_mg=float(dose_mg), minutes=float(values["minutes"]))
    if model is None or isinstance(regimen, Refusal):
        raise AssertionError("the values were held to their limits before")
    simulation = simulate(model, regimen=regimen, weight_kg=float(values["weight_kg"]), times_min=times_min)
    if isinstance(simulation, Refusal):
        refuse(simulation)
    return simulation


def _dense(times_min: Sequence[float], minutes: Decimal) -> list[float]:
    last = max(*times_min, float(minutes))
    return sorted({float(minutes), *(last * index / _CURVE_POINTS for index in range(_CURVE_POINTS + 1))})


def _write(path: Path, simulation: Simulation, curve: Simulation) -> None:
    course = ConcentrationCourse(
        curve=_points(curve),
        marked=_points(simulation),
        infusion_spans_min=tuple((each.start_min, each.end_min) for each in simulation.regimen.segments),
        sampling_site=simulation.model.sampling_site,
        title=f"{simulation.regimen.dose_mg:g} mg ketamine over {simulation.regimen.end_min:g} minutes",
    )
    try:
        path.write_text(concentration_curve(course, picture_id="concentrations").svg, encoding="utf-8")
    except OSError as error:
        refuse(Refusal(field="picture", reason=f"cannot be written to {path}: {error.strerror}"))


def _points(simulation: Simulation) -> tuple[ConcentrationPoint, ...]:
    courses = zip(
        simulation.times_min, simulation.ketamine_ng_per_ml, simulation.norketamine_ng_per_ml, strict=True
    )
    return tuple(
        ConcentrationPoint(at_min=at_min, ketamine_ng_per_ml=ketamine, norketamine_ng_per_ml=norketamine)
        for at_min, ketamine, norketamine in courses
    )


def _say(simulation: Simulation, curve: Simulation) -> None:
    regimen = simulation.regimen
    click.echo(f"{regimen.dose_mg:g} mg over {regimen.end_min:g} min, {simulation.weight_kg:g} kg")
    click.echo(f"{simulation.model.title}\n")
    say_table(
        ("minute", "ketamine ng/mL", "norketamine ng/mL"),
        [
            (f"{each.at_min:g}", f"{each.ketamine_ng_per_ml:.1f}", f"{each.norketamine_ng_per_ml:.1f}")
            for each in _points(simulation)
        ],
    )
    picture = text_curve(
        curve.times_min, ketamine=curve.ketamine_ng_per_ml, norketamine=curve.norketamine_ng_per_ml
    )
    click.echo(f"\n{picture}\n")
    click.echo(f"Sampling site: {simulation.model.sampling_site}")
    click.echo(f"Studied in: {simulation.model.domain.population}, {simulation.model.domain.given}")
    for departure in simulation.departures:
        click.echo(f"Outside the model's data: {departure.note} ({departure.source.trust})")
    for caution in simulation.model.cautions:
        click.echo(caution)
    for source in simulation.model.sources:
        click.echo(f"Source ({source.trust}): {source.text}")
