"""What a fresh checkout relies on."""

import re

from tests.architecture import source


def test_lock_files_carry_hashes_and_no_host_names():
    for name in ("setup", "runtime", "dev"):
        text = (source.ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
        pinned = re.findall(r"^[a-z0-9][^ ]*==", text, re.MULTILINE)

        assert pinned
        assert text.count("--hash=sha256:") >= len(pinned)
        assert "://" not in text


def test_no_third_party_asset_is_copied_in():
    assets = [*source.SOURCE.rglob("*.js"), *source.SOURCE.rglob("*.css"), *source.SOURCE.rglob("*.woff*")]

    assert assets
    assert [
        source.name(path) for path in assets if path.stat().st_size > 40_000 or ".min." in path.name
    ] == []


def test_pages_carry_nothing_inline():
    """The content-security policy forbids it; this says where before a browser does."""
    inline = re.compile(
        r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\bsrc=)(?![^>]*application/json)", re.IGNORECASE
    )
    guilty = {
        source.name(path)
        for path in source.SOURCE.rglob("*.html")
        if inline.search(re.sub(r"{%.*?%}|{{.*?}}", "", path.read_text("utf-8")))
    }

    assert guilty == set()
