"""Answers to rating scales that add up to a wanted total, spread over the items as people do."""

MOST = 3
# PHQ-9: item 9 (index 8) is asked last and stays at 0 until nothing else is left.
_PHQ_ORDER = (1, 0, 3, 2, 5, 6, 4, 7, 8)
_GAD_ITEMS = 7


def phq_answers(total: int, *, item9: int = 0) -> list[int | None]:
    """Spread a PHQ-9 total over the nine items, evenly; item 9 as given, or last."""
    answers = [0] * len(_PHQ_ORDER)
    answers[-1] = item9
    others = len(_PHQ_ORDER) - 1
    for step in range(total - item9):
        answers[_PHQ_ORDER[step % others] if step < others * MOST else others] += 1
    return list(answers)


def gad_answers(total: int) -> list[int | None]:
    """Spread a GAD-7 total over the seven items, evenly."""
    return [(total + item) // _GAD_ITEMS for item in range(_GAD_ITEMS)]
