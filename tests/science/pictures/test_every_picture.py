import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.science.pictures.reading import SVG, all_words, marks, parsed
from tests.science.pictures.specimens import PLAIN, SPECIMENS

import bigsky.pictures

HOSTILE = '</text><script>alert(1)</script>" onload=\'x\' style="y" & ]]> \x00\x1b\ud800'

each_picture = pytest.mark.parametrize("draw", SPECIMENS.values(), ids=SPECIMENS.keys())


@each_picture
def test_a_picture_says_what_it_is_to_those_who_cannot_see_it(draw):
    picture = draw(PLAIN, "one")
    root = parsed(picture.svg)
    title, description = root.find(SVG + "title"), root.find(SVG + "desc")
    assert root.get("role") == "img"
    assert title.text == picture.title
    assert description.text
    assert root.get("aria-labelledby").split() == [title.get("id"), description.get("id")]


@each_picture
def test_hostile_words_stay_words(draw):
    root = parsed(draw(HOSTILE, "one").svg)
    allowed = {"svg", "title", "desc", "text", "path", "line", "rect", "circle", "g"}
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= allowed
    for each in root.iter():
        assert not {"style", "onload", "href"} & set(each.attrib)
    assert "alert(1)" in "".join(root.itertext())


@given(said=st.text(max_size=40), name=st.sampled_from(sorted(SPECIMENS)))
def test_any_words_at_all_give_well_formed_svg(said, name):
    assert parsed(SPECIMENS[name](said, "one").svg).tag == SVG + "svg"


@each_picture
def test_a_picture_passes_a_strict_content_policy(draw):
    svg = draw(PLAIN, "one").svg
    assert not re.search(r"style=|<style|<script|javascript:|url\(|\son[a-z]+=", svg)


@each_picture
def test_ids_are_unique_and_carry_the_given_name(draw):
    first = [each.get("id") for each in parsed(draw(PLAIN, "one").svg).iter() if each.get("id")]
    assert len(first) == len(set(first))
    assert all(each.startswith("one") for each in first)


@pytest.mark.parametrize("name", ["", "1a", 'a"b', "a b", "<a>"])
def test_a_name_that_is_not_plain_is_a_programming_error(name):
    with pytest.raises(ValueError, match="not a plain name"):
        SPECIMENS["forest_plot"](PLAIN, name)


@each_picture
def test_the_table_is_as_wide_as_its_head(draw):
    table = draw(PLAIN, "one").table
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.head)}


@each_picture
def test_drawing_twice_gives_the_same_picture(draw):
    assert draw(PLAIN, "one") == draw(PLAIN, "one")


@each_picture
def test_everything_lies_on_the_paper(draw):
    root = parsed(draw(PLAIN, "one").svg)
    _, _, width, height = map(float, root.get("viewBox").split())
    for each in [*marks(root, "circle"), *marks(root, "text")]:
        x, y = float(each.get("cx") or each.get("x")), float(each.get("cy") or each.get("y"))
        assert 0 <= x <= width
        assert 0 <= y <= height


@each_picture
def test_numbers_are_short(draw):
    places = ("x", "y", "cx", "cy", "x1", "x2", "y1", "y2", "d", "width", "height")
    for each in parsed(draw(PLAIN, "one").svg).iter():
        assert not any(re.search(r"\.\d\d", each.get(place, "")) for place in places)


@each_picture
def test_every_class_worn_is_in_the_list(draw):
    listed = set(re.findall(r"`(pic(?:-[a-z0-9-]+)?)`", bigsky.pictures.__doc__))
    worn = {name for each in parsed(draw(PLAIN, "one").svg).iter() for name in each.get("class", "").split()}
    assert worn <= listed


def test_the_style_sheet_colours_only_classes_that_exist():
    listed = set(re.findall(r"`(pic(?:-[a-z0-9-]+)?)`", bigsky.pictures.__doc__))
    css = (files("bigsky.clinic.ui") / "static" / "ui" / "pictures.css").read_text(encoding="utf-8")
    assert set(re.findall(r"\.(pic(?:-[a-z0-9-]+)?)\b", css)) <= listed


@each_picture
def test_words_are_drawn(draw):
    assert all_words(parsed(draw(PLAIN, "one").svg))
