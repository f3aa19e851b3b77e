"""Nothing that comes over the wire stops the gateway."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.interop.wire import Client, oru

FRAMED = {
    "no MSH": b"PID|||1\rOBX|1|NM|147842^^MDC||70|||||||R",
    "empty": b"",
    "MSH cut short": b"MSH|^~",
    "no control id": oru(""),
    "not ORU": oru("x").replace(b"ORU^R01^ORU_R01", b"ADT^A01"),
    "bytes that are no UTF-8": oru("bad-bytes").replace(b"TEST", b"T\xff\xfeST"),
    "UTF-16": oru("wide").decode().encode("utf-16"),
    "an endless control id": oru("x" * 10_000),
}


@pytest.mark.parametrize("body", FRAMED.values(), ids=FRAMED.keys())
def test_a_malformed_message_is_refused_and_kept_and_the_connection_lives(gateway, body):
    with Client(gateway.port) as client:
        code, _, text = client.ask(body)
        lives = client.ask(oru(f"after {len(body)}"))[0]

    assert code == "AR"
    assert "\rERR|" in text
    assert lives == "AA"
    assert (body,) in gateway.rows("select body from hl7_rawmessage where state = 'unparsed'")


def test_a_ten_megabyte_line_is_refused_and_the_connection_lives(gateway):
    with Client(gateway.port) as client:
        code, control_id, text = client.ask(oru("huge").rstrip() + b"x" * 10_000_000)
        lives = client.ask(oru("after huge"))[0]

    assert (code, control_id, lives) == ("AR", "huge", "AA")
    assert "too long" in text
    longest = gateway.rows("select max(length(body)) from hl7_rawmessage")[0][0]
    assert longest <= 1_048_576


def test_a_message_that_breaks_off_is_refused_and_may_come_again(gateway):
    whole = oru("broken off")
    with Client(gateway.port) as client:
        client.write(b"\x0b" + whole[:60])
        assert client.ask(whole)[0] == "AR"
        assert client.answer()[:2] == ("AA", "broken off")
    gateway.until_read()

    states = gateway.rows("select state from hl7_rawmessage where control_id = 'broken off' order by id")
    assert [state for (state,) in states][-1] == "read"


def test_a_line_that_drops_in_the_middle_leaves_what_came(gateway):
    with Client(gateway.port) as client:
        client.write(b"\x0b" + oru("dropped")[:70])
        client.socket.shutdown(1)
        assert client.answer()[0] == "AR"


def test_unknown_codes_are_stored_and_not_shown(gateway):
    body = oru("vendor").replace(b"147842^MDC_ECG_HEART_RATE^MDC", b"4711^SECRET^99MNDRY")
    with Client(gateway.port) as client:
        assert client.ask(body)[0] == "AA"
    gateway.until_read()

    (row,) = gateway.rows("select state, note from hl7_rawmessage where control_id = 'vendor'")
    assert row == ("read", "OBX 1: code 4711 of 99MNDRY is not shown")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(junk=b"\x0b\x0b\x1c\r\x1c\r\x0b")
@example(junk=b"\x0bMSH|^~\\&|\x00|\x1c\r")
@given(
    junk=st.binary(max_size=400)
    | st.lists(st.sampled_from([b"\x0b", b"\x1c", b"\r", b"MSH|", b"|", b"^", b"\\r"])).map(b"".join)
)
def test_no_bytes_stop_the_listener(gateway, junk):
    with Client(gateway.port) as client:
        client.write(junk)
    with Client(gateway.port) as client:
        assert client.ask(oru("still there"))[:2] == ("AA", "still there")
