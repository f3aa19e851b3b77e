"""What exists is documented, and what is documented exists."""

import re

import pytest
from click.testing import CliRunner
from tests.architecture import source

from bigsky.cli import COMMANDS, main
from bigsky.cli.reference import PAGES
from bigsky.ketamine import library
from bigsky.ketamine.pharmacology.models import ALL_MODELS
from bigsky.ketamine.scales.registry import ALL_SCALES
from bigsky.ketamine.screening.rules import ALL_RULES

REFERENCE = source.ROOT / "docs" / "reference"
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_generated_page_is_up_to_date(name):
    """If not: `make docs`."""
    assert (REFERENCE / name).read_text("utf-8") == PAGES[name]()


def test_every_scale_model_rule_and_schema_has_its_place():
    pages = {name: (REFERENCE / name).read_text("utf-8") for name in PAGES}

    assert all(f"## {scale.key}" in pages["scales.md"] for scale in ALL_SCALES)
    assert all(f"## {model.name}" in pages["models.md"] for model in ALL_MODELS)
    assert all(f"| {rule.rule_id} |" in pages["rules.md"] for rule in ALL_RULES)
    assert all(f"## {name}" in pages["schemas.md"] for name in library.schema_names())


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself(name):
    answer = CliRunner().invoke(main, [name, "--help"])

    assert answer.exit_code == 0
    assert "Usage:" in answer.output


def test_every_link_in_the_docs_leads_somewhere():
    pages = [*source.ROOT.glob("*.md"), *(source.ROOT / "docs").rglob("*.md")]
    dead = {
        f"{page.relative_to(source.ROOT)} → {target}"
        for page in pages
        for target in LINK.findall(page.read_text("utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    }

    assert dead == set()


def test_no_page_is_left_half_written():
    pages = [*source.ROOT.glob("*.md"), *(source.ROOT / "docs").rglob("*.md")]

    assert [page.name for page in pages if re.search(r"@@|TODO|TBD", page.read_text("utf-8"))] == []


def test_every_decision_fits_on_one_page():
    long = {
        path.name for path in (source.ROOT / "docs" / "decisions").glob("*.md")
        if len(path.read_text("utf-8").splitlines()) > 40
    }  # fmt: skip

    assert long == set()
