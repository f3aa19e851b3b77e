"""Small files, small functions: measured, not hoped for."""

from collections import Counter

from tests.architecture import source

MOST_LINES = 300
MOST_BODY_LINES = 40
MOST_FILES_IN_A_FOLDER = 15

# path → reason. Published tables and families with one published thing a file only.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
FULL_FOLDERS: dict[str, str] = {}


def test_no_source_file_is_too_long():
    lengths = {source.name(path): len(path.read_text("utf-8").splitlines()) for path in source.files()}
    too_long = {name: lines for name, lines in lengths.items() if lines > MOST_LINES}

    assert too_long.keys() - LONG_FILES.keys() == set()


def test_no_function_is_too_long():
    too_long = {
        f"{source.name(path)}:{function.name}": source.body_lines(function)
        for path in source.files()
        for function in source.functions(path)
        if source.body_lines(function) > MOST_BODY_LINES
    }

    assert too_long.keys() - LONG_FUNCTIONS.keys() == set()


def test_no_folder_is_too_full():
    counts = Counter(source.name(path.parent) for path in source.files() if path.name != "__init__.py")
    too_full = {name: count for name, count in counts.items() if count > MOST_FILES_IN_A_FOLDER}

    assert too_full.keys() - FULL_FOLDERS.keys() == set()


def test_every_exemption_is_still_needed():
    names = {source.name(path) for path in source.files()}

    assert set(LONG_FILES) <= names
    assert all(reason for reason in [*LONG_FILES.values(), *LONG_FUNCTIONS.values(), *FULL_FOLDERS.values()])
