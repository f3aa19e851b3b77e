from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from bigsky.ketamine.screening.three_valued import either, every

truths = st.lists(st.sampled_from([True, False, None]), max_size=5)


def _could_be(parts: list, combine) -> set[bool]:
    """What comes out once everything is known."""
    choices = [[True, False] if part is None else [part] for part in parts]
    return {combine(full) for full in product(*choices)}


@given(truths)
def test_an_answer_is_given_exactly_when_knowing_the_rest_could_not_change_it(parts):
    for three_valued, plain in ((every, all), (either, any)):
        possible = _could_be(parts, plain)
        assert three_valued(*parts) == (possible.pop() if len(possible) == 1 else None)
