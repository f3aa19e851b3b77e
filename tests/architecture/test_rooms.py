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

# Calls that change a table. `update` and `create` only on what looks like a queryset or a manager,
# so that a dict's or a hash's `update` passes.
ALWAYS_WRITE = {"save", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
WRITE_ON_ROWS = {"create", "update"}
LOOKS_LIKE_ROWS = re.compile(
    r"objects|filter\(|exclude\(|select_for_update|\.all\(|order_by\(|_set\b|events|\brows\b"
)
# file → why it may write outside `actions.py`.
MAY_WRITE: dict[str, str] = {}
# function in actions.py → why it is no clinical act of its own.
NOT_ACTS = {
    "audit.actions.record": "it is the audit entry itself",
    "staff.actions.system_user": "makes the account under which the system acts; cannot log in",
    "signatures.actions.sign": "called inside the act that needs the signature",
    "signatures.actions.content_hash": "a pure function",
    "hl7.actions.store_batch": "nobody acted: the raw inbox is its own log (docs/decisions/0010)",
    "hl7.actions.settle": "notes how far reading came; the observations carry the audit entry",
    "hl7.actions.retry_failed": "nobody acted: the program tries again where it failed itself",
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
        if {"views", "fhir", "forms", "urls", "templatetags"} & set(importer.split("."))
    }

    assert touching == set()


def test_other_rooms_take_from_staff_nothing_but_the_type_of_by():
    taken = {
        f"{source.name(path)}: {alias.name}"
        for path in source.files()
        if path.is_relative_to(CLINIC) and not path.is_relative_to(CLINIC / "staff")
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "bigsky.clinic.staff.models"
        for alias in node.names
    }
    asked = {
        f"{source.name(path)}: User.objects"
        for path in source.files()
        if path.is_relative_to(CLINIC) and not path.is_relative_to(CLINIC / "staff")
        if "User.objects" in path.read_text("utf-8")
    }

    assert {each for each in taken if not each.endswith(": User")} | asked == set()


def writes_in(path):
    """Find the calls that change a table: line → call."""
    for node in ast.walk(source.tree(path)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        on = ast.unparse(node.func.value)
        is_form = on.split(".")[-1] in {"form", "super()"}
        is_write = node.func.attr in ALWAYS_WRITE or (
            node.func.attr in WRITE_ON_ROWS and LOOKS_LIKE_ROWS.search(on)
        )
        if is_write and not is_form:
            yield node.lineno, node.func.attr


def is_actions(path):
    return path.name == "actions.py" or path.parent.name == "actions"


def test_writes_happen_in_actions_only():
    writers = {
        f"{source.name(path)}:{line} .{call}()"
        for path in source.files()
        if path.is_relative_to(CLINIC) and not is_actions(path)
        for line, call in writes_in(path)
    }

    assert {each for each in writers if each.split(":")[0] not in MAY_WRITE} == set()


def test_nothing_clinical_is_deleted():
    deleting = {
        f"{source.name(path)}:{line}"
        for path in source.files()
        if path.is_relative_to(CLINIC)
        for line, call in writes_in(path)
        if call == "delete"
    }

    assert deleting == set()


def test_the_search_for_writes_finds_them(tmp_path):
    planted = tmp_path / "views.py"
    planted.write_text(
        "Model.objects.filter(pk=pk1).delete()\n"
        "Model.objects.filter(pk=1).update(x=1)\n"
        "session.events.create(kind='x')\n"
        "Model.objects.select_for_update().create(x=1)\n"
        "row.save()\n"
        "known.update(other)\n",
        encoding="utf-8",
    )

    assert [line for line, _ in writes_in(planted)] == [1, 2, 3, 4, 5]


def public_functions_of_actions():
    for path in source.files():
        if not path.is_relative_to(CLINIC) or not is_actions(path):
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
