"""Framing is pure: whatever the bytes and however they are cut, messages come out whole."""

from hypothesis import given
from hypothesis import strategies as st

from bigsky.clinic.hl7.wire.frame import Frames, Shape, framed

BODIES = st.lists(st.binary(min_size=1, max_size=50).filter(lambda body: not set(body) & {0x0B, 0x1C}))
ANYTHING = st.lists(st.sampled_from([b"\x0b", b"\x1c", b"\x1c\r", b"abc", b"\r", b" "])).map(b"".join)


def fed(stream, cuts=(), **limits):
    frames, out, start = Frames(**limits), [], 0
    for end in [*sorted(cuts), len(stream)]:
        out += frames.feed(stream[start : max(start, end)])
        start = max(start, end)
    return [*out, *frames.end()]


@given(BODIES, st.lists(st.integers(0, 500)))
def test_framed_messages_come_out_as_they_went_in(bodies, cuts):
    out = fed(b"".join(framed(body) for body in bodies), cuts)

    assert [(frame.body, frame.shape) for frame in out] == [(body, Shape.WHOLE) for body in bodies]


@given(ANYTHING, st.lists(st.integers(0, 200)))
def test_how_the_wire_cuts_the_stream_changes_nothing(stream, cuts):
    assert fed(stream, cuts) == fed(stream)


@given(st.binary(max_size=300), st.integers(1, 50))
def test_no_body_is_longer_than_the_limit(stream, limit):
    assert all(len(frame.body) <= max(limit, 300) for frame in fed(stream, body_limit=limit))
    assert all(
        len(frame.body) <= limit for frame in fed(stream, body_limit=limit) if frame.shape is Shape.WHOLE
    )


@given(st.integers(11, 400), st.lists(st.integers(0, 500)))
def test_a_message_beyond_the_limit_is_reported_once_and_the_next_one_heard(length, cuts):
    out = fed(framed(b"x" * length) + framed(b"next"), cuts, body_limit=10)

    assert [frame.shape for frame in out] == [Shape.TOO_LONG, Shape.WHOLE]
    assert out[1].body == b"next"


def test_a_new_start_mark_ends_a_message_that_broke_off():
    out = fed(b"\x0bfirst" + framed(b"second"))

    assert [(frame.body, frame.shape) for frame in out] == [(b"first", Shape.CUT), (b"second", Shape.WHOLE)]


def test_a_message_without_start_mark_is_reported():
    assert [frame.shape for frame in fed(b"MSH|no frame\r")] == [Shape.STRAY]


def test_blank_bytes_between_messages_are_nothing():
    assert [frame.body for frame in fed(b"\r\n " + framed(b"one") + b"\r\n" + framed(b"two"))] == [
        b"one",
        b"two",
    ]
