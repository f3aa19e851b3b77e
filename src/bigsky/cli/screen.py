"""`bigsky screen`: may this person be treated, and what is still unknown?"""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import click
import jsonschema

from bigsky.cli.cases.document import object_in
from bigsky.cli.output import json_option, refuse, say_json
from bigsky.ketamine import library
from bigsky.ketamine.screening.policy import ScreeningPolicy
from bigsky.ketamine.screening.reading import read_snapshot
from bigsky.ketamine.screening.rules import rule_named
from bigsky.ketamine.screening.screen import POLICY_RULE_ID, Outcome, Screening, screen
from bigsky.ketamine.vocabulary.finding import Finding, Force, Verdict
from bigsky.ketamine.vocabulary.patient import PatientSnapshot
from bigsky.ketamine.vocabulary.refusal import Refusal

# Colour never speaks alone: every group has a shape and words. The first that fits holds a finding.
_GROUPS: tuple[tuple[str, Callable[[Finding], bool]], ...] = (
    ("○ unknown", lambda finding: finding.verdict is Verdict.UNKNOWN),
    ("● met", lambda finding: finding.verdict is Verdict.MET),
    ("■ must not", lambda finding: finding.force is Force.ABSOLUTE),
    ("◆ needs a decision", lambda finding: finding.force is Force.RELATIVE),
    ("▸ to know", lambda finding: finding.force is Force.INFORMATION),
)
_SHOWN_FIRST = ("■ must not", "◆ needs a decision", "○ unknown", "▸ to know", "● met")
_OUTCOMES = {
    Outcome.NOT_NOW: "■ not now",
    Outcome.NEEDS_INFORMATION: "○ needs information",
    Outcome.NEEDS_CLINICIAN_DECISION: "◆ needs a clinician's decision",
    Outcome.ELIGIBLE: "● eligible: a clinician decides",
}
_FIRST_DAY = date(2000, 1, 1)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("screen")
@click.argument("case", type=_FILE)
@click.option(
    "--policy",
    "policy_file",
    type=_FILE,
    help="Screening policy (TOML or JSON); otherwise the unsigned example.",
)
@click.option("--on", "on_day", type=click.DateTime(["%Y-%m-%d"]), help="Day of screening; otherwise today.")
@json_option
def command(case: Path, *, policy_file: Path | None, on_day: datetime | None, as_json: bool) -> None:
    """Screen the facts in CASE (JSON, see the patient-snapshot schema).

    What is not in the file is unknown, and unknown never passes. Without a signed policy in force nobody is
    eligible.
    """
    screening = screen(_snapshot(case), policy=_policy(policy_file), at_date=_day(on_day))
    if as_json:
        say_json(screening.as_json())
    else:
        _say(screening)


def _snapshot(case: Path) -> PatientSnapshot:
    snapshot = read_snapshot(object_in(case), limits=library.limits())
    return snapshot if isinstance(snapshot, PatientSnapshot) else refuse(*snapshot)


def _policy(policy_file: Path | None) -> ScreeningPolicy:
    if policy_file is None:
        return library.screening_example()
    content = object_in(policy_file)
    checker = jsonschema.Draft202012Validator(
        library.schema("screening-policy"), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    wrong = [
        Refusal(field=".".join(["policy", *map(str, error.absolute_path)]), reason=error.message)
        for error in checker.iter_errors(content)
    ]
    if wrong:
        refuse(*wrong)
    try:
        return ScreeningPolicy.from_json(content)
    except ValueError as error:  # a day that no calendar knows
        refuse(Refusal(field="policy", reason=str(error)))


def _day(on_day: datetime | None) -> date:
    today = datetime.now().astimezone().date()  # noqa: TID251 - a command is the edge, where the clock is read
    if on_day is None:
        return today
    if not _FIRST_DAY <= on_day.date() <= today:
        reason = f"{on_day.date()} is not possible; allowed is {_FIRST_DAY} to {today}"
        refuse(Refusal(field="--on", reason=reason))
    return on_day.date()


def _say(screening: Screening) -> None:
    click.echo(f"Outcome: {_OUTCOMES[screening.outcome]}")
    in_force = "in force" if screening.policy.is_active(screening.at_date) else "NOT IN FORCE"
    click.echo(f"Policy:  {screening.policy.stamp.label}, {in_force} on {screening.at_date}")
    groups: dict[str, list[Finding]] = {name: [] for name in _SHOWN_FIRST}
    for finding in screening.findings:
        groups[next(name for name, holds in _GROUPS if holds(finding))].append(finding)
    for name, findings in groups.items():
        if findings:
            click.echo(f"\n{name}")
            for finding in findings:
                _say_finding(finding)


def _say_finding(finding: Finding) -> None:
    rule = rule_named(finding.rule_id)
    title = rule.title if rule else "A signed policy is in force"
    click.echo(f"  {finding.rule_id.ljust(len(POLICY_RULE_ID))}  {title}")
    if finding.verdict is not Verdict.MET:
        click.echo(f"          {finding.reason}")
        click.echo(f"          Source: {finding.source.text} ({finding.source.trust})")
