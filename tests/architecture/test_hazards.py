"""Each hazard in docs/safety/hazards.md has a test that holds its control; no test claims an unknown one."""

import re

from tests.architecture import source

MARK = re.compile(r"""mark\.hazard\(\s*["'](H-\d+)["']""")
ROW = re.compile(r"^\| (H-\d+) \|", re.MULTILINE)


def marked():
    texts = (path.read_text("utf-8") for path in (source.ROOT / "tests").rglob("test_*.py"))
    return {hazard for text in texts for hazard in MARK.findall(text)}


def listed():
    return set(ROW.findall((source.ROOT / "docs" / "safety" / "hazards.md").read_text("utf-8")))


def test_every_hazard_has_a_test():
    assert listed() - marked() == set()


def test_every_marked_hazard_is_listed():
    assert marked() - listed() == set()
