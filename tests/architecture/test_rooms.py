"""The laws of the platform that an import contract cannot say."""

import ast
import importlib
import inspect
import re

import grimp
import pytest
from tests.architecture import source

CLINIC = source.SOURCE / "clinic"
ROOMS = sorted(path.name for path in CLINIC.iterdir() if (path / "apps.py").exists())

WRITES = re.compile(
    r"\.(save|delete|bulk_create|bulk_update|get_or_create|update_or_create)\(|objects\.(create|update)\("
)
# file → why it may write outside `actions.py`.
MAY_WRITE: dict[str, str] = {}
DELETES = re.compile(r"(objects\.[a-z_.()=,\" ]*|\w+)\.delete\(\)")
MAY_DELETE: dict[str, str] = {}
# function in actions.py → why it is no clinical act of its own.
NOT_ACTS = {
    "audit.actions.record": "it is the audit entry itself",
    "staff.actions.system_user": "makes the account under which the system acts; cannot log in",
    "signatures.actions.sign": "called inside the act that needs the signature",
    "signatures.actions.content_hash": "a pure function",
    "hl7.actions.store_batch": "nobody acted: the raw inbox is its own log (docs/decisions/0010)",
    "hl7.actions.settle": "notes how far reading came; the observations carry the audit entry",
}


@pytest.fixture(scope="session")
def graph():
    return grimp.build_graph("bigsky")


def test_a_rooms_tables_are_its_own(graph):
    strangers = {
        f"{importer} → {module}"
        for room in ROOMS
        for module in [f"bigsky.clinic.{room}.models"]
        if module in graph.modules
        for importer in graph.find_modules_that_directly_import(module)
        if not importer.startswith(f"bigsky.clinic.{room}.")
    }
    # `User` is the type of `by` in every act; it is read, never queried, outside staff.
    strangers = {each for each in strangers if not each.endswith("→ bigsky.clinic.staff.models")}

    assert strangers == set()


def test_pages_never_touch_tables(graph):
    touching = {
        f"{importer} → {module}"
        for module in graph.modules
        if module.endswith(".models") and not module.startswith("bigsky.clinic.staff")
        for importer in graph.find_modules_that_directly_import(module)
        if importer.rsplit(".", 1)[-1] in {"views", "fhir", "forms", "urls"}
    }

    assert touching == set()


def test_writes_happen_in_actions_only():
    writers = {
        f"{source.name(path)}:{number}: {line.strip()}"
        for path in source.files()
        if path.is_relative_to(CLINIC) and path.name != "actions.py" and path.parent.name != "actions"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if WRITES.search(line)
    }

    assert {each for each in writers if each.split(":")[0] not in MAY_WRITE} == set()


def test_nothing_clinical_is_deleted():
    deleting = {
        f"{source.name(path)}:{number}"
        for path in source.files()
        if path.is_relative_to(CLINIC)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if DELETES.search(line)
    }

    assert {each for each in deleting if each.split(":")[0] not in MAY_DELETE} == set()


def public_functions_of_actions():
    for path in source.files():
        is_actions = path.name == "actions.py" or path.parent.name == "actions"
        if not path.is_relative_to(CLINIC) or not is_actions:
            continue
        module = ".".join(path.relative_to(source.SOURCE.parent).with_suffix("").parts)
        for node in source.tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield module, node.name


@pytest.mark.parametrize(("module", "name"), sorted(public_functions_of_actions()))
def test_every_write_is_a_clinical_act(module, name):
    if f"{module.removeprefix('bigsky.clinic.')}.{name}" in NOT_ACTS:
        return
    function = getattr(importlib.import_module(module), name)
    parameters = inspect.signature(inspect.unwrap(function)).parameters

    assert hasattr(function, "act"), "mark it with @clinical_act"
    assert {"by", "at"} <= parameters.keys()
    assert {each.kind for each in parameters.values()} <= {
        inspect.Parameter.KEYWORD_ONLY,
        inspect.Parameter.VAR_KEYWORD,
    }
