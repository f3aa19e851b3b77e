"""What is drawn, what is said when pointed at, and what stands in the table are the same numbers."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from tests.science.pictures.reading import all_words, marks, parsed, said_by
from tests.science.pictures.specimens import START, course, forest, history, record

from bigsky.pictures.concentration_curve import ConcentrationCourse, concentration_curve
from bigsky.pictures.forest_plot import ForestRow, forest_plot
from bigsky.pictures.infusion_record import InfusionRecord
from bigsky.pictures.infusion_strip import infusion_strip
from bigsky.pictures.minutes_left_arc import MinutesLeft, minutes_left_arc
from bigsky.pictures.mood_line import MoodHistory, MoodScore, mood_line


def test_marked_concentrations_stand_in_the_table_and_on_the_curve():
    picture = concentration_curve(course(), picture_id="one")
    dots = marks(parsed(picture.svg), "circle", "pic-ketamine")
    listed = [f"{row[0]} min: ketamine {row[1]} ng/mL" for row in picture.table.rows]
    assert [said_by(each) for each in dots] == listed
    (first_x, first_y), (second_x, second_y) = [(float(e.get("cx")), float(e.get("cy"))) for e in dots]
    # 44 px is minute 0, and the base line at 254 px is 0 ng/mL: places are in proportion to the numbers.
    assert (second_x - 44) / (first_x - 44) == pytest.approx(80 / 40, rel=1e-3)
    assert (254 - second_y) / (254 - first_y) == pytest.approx(120 / 160, rel=2e-3)


def test_without_marks_the_table_lists_the_whole_curve():
    picture = concentration_curve(replace(course(), marked=()), picture_id="one")
    assert len(picture.table.rows) == 121
    assert marks(parsed(picture.svg), "circle") == []


def test_a_curve_says_it_is_a_prediction_and_where_the_blood_is_taken():
    said = "".join(parsed(concentration_curve(course("venous plasma"), picture_id="one").svg).itertext())
    assert "A prediction, not a measurement" in said
    assert "ng/mL in venous plasma" in said


def test_scores_stand_in_the_table_and_lower_ones_lie_lower():
    picture = mood_line(history("PHQ-9"), picture_id="one")
    dots = marks(parsed(picture.svg), "circle", "pic-dot")
    scores = [row for row in picture.table.rows if row[1] == "PHQ-9 score"]
    assert [said_by(each) for each in dots] == [f"{day}: {value}" for day, _, value in scores]
    heights = [float(each.get("cy")) for each in dots]
    assert heights[0] < heights[1] < heights[3]
    assert "PHQ-9 score  ↓ lower is better" in all_words(parsed(picture.svg))


def test_a_score_nobody_knows_is_open_and_breaks_the_line():
    picture = mood_line(history(), picture_id="one")
    root = parsed(picture.svg)
    assert [said_by(each) for each in marks(root, "circle", "pic-dot-open")] == ["14 Jan 2026: not known"]
    assert len(marks(root, "path", "pic-line")) == 1
    assert ("14 Jan 2026", "Anna score", "not known") in picture.table.rows


def test_every_infusion_is_a_tick_and_a_row():
    picture = mood_line(history("35 mg"), picture_id="one")
    assert len(marks(parsed(picture.svg), "line", "pic-dose")) == 2
    assert ("6 Jan 2026", "infusion", "35 mg") in picture.table.rows


@pytest.mark.parametrize("days", [0, 1, 9, 70, 400, 4000])
@pytest.mark.parametrize("width", [340, 720])
def test_dates_never_crowd(days, width):
    scores = (MoodScore(at=START, score=9), MoodScore(at=START + timedelta(days=days), score=3))
    told = replace(history(), scores=scores, infusions=(), today=None)
    picture = mood_line(told, picture_id="one", width=width)
    muted = marks(parsed(picture.svg), "text", "pic-muted")
    axis = [each for each in muted if each.get("text-anchor") == "middle"]
    places = sorted((float(each.get("x")), len(each.text)) for each in axis)
    assert places
    for (left, left_length), (right, right_length) in pairwise(places):
        assert right - left >= 3 * (left_length + right_length)


def test_due_readings_fill_when_taken_and_say_so_when_late():
    picture = infusion_strip(record("blood pressure"), picture_id="one")
    due = marks(parsed(picture.svg), "circle", "pic-due")
    assert ["pic-dot-open" in each.get("class") for each in due] == [False, True, True]
    assert ["pic-late" in each.get("class") for each in due] == [False, True, False]
    assert [said_by(each).rsplit(", ", 1)[1] for each in due] == ["taken", "late", "due"]
    assert ("25", "due reading", "blood pressure: late") in picture.table.rows
    assert all_words(parsed(picture.svg)).count("!") == 1


def test_a_reading_no_nurse_has_accepted_is_open_and_says_so():
    picture = infusion_strip(record(), picture_id="one")
    root = parsed(picture.svg)
    open_ones = [said_by(each) for each in marks(root, "circle", "pic-dot-open")]
    assert "30 min: Pulse, /min 88, not yet accepted" in open_ones
    assert ("30", "blood pressure, mmHg", "182/104 (not yet accepted)") in picture.table.rows
    assert ("5", "blood pressure, mmHg", "131/82") in picture.table.rows


def test_the_latest_readings_carry_their_age():
    said = all_words(parsed(infusion_strip(record(), picture_id="one").svg))
    assert said[said.index("182/104") + 1] == "4 min ago"
    assert said[said.index("98") + 1] == "29 min ago"


def test_a_lane_without_readings_says_so():
    said = all_words(parsed(infusion_strip(InfusionRecord(end_min=60), picture_id="one").svg))
    assert said.count("none yet") == 8


def test_the_prediction_ahead_of_now_is_drawn_apart():
    root = parsed(infusion_strip(record(), picture_id="one").svg)
    assert [each.get("stroke-dasharray") for each in marks(root, "path", "pic-ahead")] == ["4 4"]


def test_a_null_trial_is_as_visible_as_a_positive_one_of_its_weight():
    picture = forest_plot(forest("Positive trial"), picture_id="one")
    positive, null, wide = marks(parsed(picture.svg), "rect", "pic-trial")
    assert positive.get("width") == null.get("width")
    assert float(wide.get("width")) < float(null.get("width"))
    assert positive.get("fill") == null.get("fill")
    assert [row[0] for row in picture.table.rows][:2] == ["Positive trial", "Masked trial"]


def test_an_estimate_of_no_effect_stands_on_the_null_line():
    root = parsed(forest_plot(forest(), picture_id="one").svg)
    null = marks(root, "rect", "pic-trial")[1]
    centre = float(null.get("x")) + float(null.get("width")) / 2
    assert centre == pytest.approx(float(marks(root, "line", "pic-target")[0].get("x1")), abs=0.11)


def test_the_interval_written_is_the_interval_in_the_table():
    picture = forest_plot(forest(), picture_id="one")
    assert "4.00 [2.00, 8.00]" in all_words(parsed(picture.svg))
    assert picture.table.rows[0] == ("Anna", "trial", "4.00", "2.00 to 8.00", "40 %", "")
    assert picture.table.rows[3][5] == "0.50 to 8.00"


@pytest.mark.parametrize(
    ("left_min", "is_paused", "said"),
    [
        (26, False, "Running: 26 minutes left"),
        (26, True, "Running: 26 minutes left, paused"),
        (-3, False, "Running: 3 minutes over"),
        (0, False, "Running: 0 minutes left"),
    ],
)
def test_the_arc_says_its_minutes_in_words(left_min, is_paused, said):
    minutes = MinutesLeft(left_min=left_min, total_min=40, phase="Running", is_paused=is_paused)
    picture = minutes_left_arc(minutes, picture_id="one")
    assert picture.title == said
    assert str(abs(left_min)) in all_words(parsed(picture.svg))
    assert picture.table.rows == (("Running", str(left_min), "40"),)


def test_what_cannot_be_drawn_is_a_programming_error():
    empty = MoodHistory(scale="PHQ-9", lowest=0, highest=27, scores=())
    below_zero = replace(forest(), rows=(ForestRow(label="a", estimate=1, low=0, high=2),))
    for draw in (
        lambda: concentration_curve(ConcentrationCourse(curve=()), picture_id="one"),
        lambda: mood_line(empty, picture_id="one"),
        lambda: infusion_strip(InfusionRecord(end_min=0), picture_id="one"),
        lambda: forest_plot(replace(forest(), rows=()), picture_id="one"),
        lambda: forest_plot(below_zero, picture_id="one"),
        lambda: minutes_left_arc(MinutesLeft(left_min=1, total_min=0, phase="a"), picture_id="one"),
    ):
        with pytest.raises(ValueError, match=r"needs|ends before|must lie above"):
            draw()
