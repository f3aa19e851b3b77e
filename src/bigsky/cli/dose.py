"""`bigsky dose`: dose, volumes and pump rate, with the working."""

from decimal import Decimal

import click

from bigsky.cli.output import json_option, refuse, say_json, say_table
from bigsky.ketamine import library
from bigsky.ketamine.planning.dosing import Preparation, prepare
from bigsky.ketamine.planning.order import ORDER_FIELDS, DoseOrder
from bigsky.ketamine.planning.weight import WeightBases, WeightBasis, weight_bases
from bigsky.ketamine.vocabulary.finding import Finding, Verdict
from bigsky.ketamine.vocabulary.quantities import plain, quantity
from bigsky.ketamine.vocabulary.refusal import Refusal

_BASIS_HELP = "Reckon on this weight; ideal and adjusted need --height-cm and --sex. Without it: as typed."


@click.command(name="dose")
@click.option("--weight-kg", required=True, help="Measured body weight, kg.")
@click.option("--dose-mg-per-kg", required=True, help="Ordered dose, mg for each kg.")
@click.option("--minutes", required=True, help="Length of the infusion, minutes.")
@click.option("--vial-mg-per-ml", required=True, help="Concentration printed on the vial, mg/mL.")
@click.option("--final-mg-per-ml", required=True, help="Wanted concentration after dilution, mg/mL.")
@click.option(
    "--weight-basis", type=click.Choice([str(each) for each in WeightBasis]), default=None, help=_BASIS_HELP
)
@click.option("--height-cm", default=None, help="Height, cm; shows ideal and adjusted weight beside.")
@click.option("--sex", type=click.Choice(["female", "male"]), default=None, help="Sex at birth.")
@json_option
def command(
    *, as_json: bool, weight_basis: str | None, height_cm: str | None, sex: str | None, **typed: str
) -> None:
    """Reckon a ketamine infusion: what to draw, with what to dilute, how to set the pump.

    Every rounding is shown. The figures are for checking by two people, not for skipping the check.
    """
    order = DoseOrder.from_json({name: typed[name] for name in ORDER_FIELDS}, library.limits())
    height = _height_cm(height_cm)
    refusals = (*_only_refusals(order), *_only_refusals(height))
    if isinstance(order, tuple) or isinstance(height, Refusal) or refusals:
        refuse(*refusals)
    bases = weight_bases(order.weight_kg, height_cm=height, sex=sex)
    _say(_prepared(typed, bases, WeightBasis(weight_basis) if weight_basis else None), bases, as_json=as_json)


def _height_cm(typed: str | None) -> Decimal | Refusal | None:
    return None if typed is None else quantity(typed, library.limits()["height_cm"])


def _only_refusals(answer: object) -> tuple[Refusal, ...]:
    several = answer if isinstance(answer, tuple) else (answer,)
    return tuple(each for each in several if isinstance(each, Refusal))


def _prepared(typed: dict[str, str], bases: WeightBases, basis: WeightBasis | None) -> Preparation:
    chosen = bases.weight_kg(basis) if basis else None
    if isinstance(chosen, Refusal):
        refuse(chosen)
    weight = {"weight_kg": chosen, "weight_basis": str(basis)} if basis else {}
    order = DoseOrder.from_json({**typed, **weight}, library.limits())
    if isinstance(order, tuple):
        refuse(*order)
    answer = prepare(order, library.preparation_rules(), policy=library.dosing_example(), on_date=None)
    if isinstance(answer, tuple):
        refuse(*answer)
    return answer


def _say(answer: Preparation, bases: WeightBases, *, as_json: bool) -> None:
    if as_json:
        say_json({**answer.as_json(), "weight_bases": bases.as_json()})
        return
    _say_label(answer)
    click.echo("\nWorking")
    for line in answer.working:
        click.echo(f"  {line}")
    _say_bases(bases, answer.order.dose_mg_per_kg)
    for finding in answer.findings:
        _say_finding(finding)


def _say_label(answer: Preparation) -> None:
    say_table(
        ("Ketamine infusion", "", ""),
        (
            ("ordered dose", plain(answer.dose_mg), "mg"),
            ("draw from vial", answer.draw_ml, "mL"),
            ("drawn dose", plain(answer.actual_dose_mg), "mg"),
            ("diluent", answer.diluent_ml, "mL"),
            ("total", plain(answer.total_ml), "mL"),
            ("concentration", plain(answer.actual_final_mg_per_ml.quantize(Decimal("0.0001"))), "mg/mL"),
            ("pump rate", plain(answer.rate_ml_per_h), "mL/h"),
            ("runs for", plain(answer.actual_minutes.quantize(Decimal("0.01"))), "min"),
        ),
    )


def _say_bases(bases: WeightBases, dose_mg_per_kg: Decimal) -> None:
    known = [each for each in bases.bases if each.weight_kg is not None]
    if len(known) == 1:
        return
    click.echo("\nThe same order on each weight")
    rows = [(each.basis, each.weight_kg, plain((each.weight_kg or 0) * dose_mg_per_kg)) for each in known]
    say_table(("weight", "kg", "mg"), rows)
    click.echo(f"Spread: {bases.spread:.0%}")


def _say_finding(finding: Finding) -> None:
    if finding.verdict is not Verdict.MET:
        click.echo(f"\n{finding.verdict.upper()}  {finding.reason}")
