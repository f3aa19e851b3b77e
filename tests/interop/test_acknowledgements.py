"""Every message gets the answer it asked for, and the connection lives on."""

import json

import pytest
from hl7apy.parser import parse_message
from tests.interop.wire import Client, example, oru


def test_the_mode_of_the_answer_follows_the_sender(gateway):
    with Client(gateway.port) as client:
        assert client.ask(oru("original", mode="|"))[:2] == ("AA", "original")
        assert client.ask(oru("accept", mode="AL|NE"))[:2] == ("CA", "accept")
        assert client.ask(oru("apply", mode="NE|AL"))[:2] == ("AA", "apply")
        assert client.ask(oru("both", mode="AL|AL"))[:2] == ("CA", "both")
        assert client.answer()[:2] == ("AA", "both")


def test_a_sender_that_wants_no_answer_gets_none(gateway):
    with Client(gateway.port) as client:
        client.write(b"\x0b" + oru("silent", mode="NE|NE") + b"\x1c\r")

        assert client.ask(oru("after silence"))[:2] == ("AA", "after silence")


@pytest.mark.parametrize(
    ("letter", "code", "control_id"),
    [("a", "CA", "0104ef190d604db188c3"), ("b", "AA", "0040971443EC"), ("c", "AA", "MSGID1234"),
     ("d", "AR", '""'), ("e", "CA", "alarm-1")],
)  # fmt: skip
def test_the_example_messages_are_answered(gateway, letter, code, control_id):
    with Client(gateway.port) as client:
        assert client.ask(example(letter))[:2] == (code, control_id)


@pytest.mark.parametrize(
    "body", [oru("i1"), oru("i2", mode="AL|NE"), example("d"), b"MSH|^~\\&|X||||||ADT^A01|9"]
)
def test_an_independent_reader_finds_our_answers_valid(gateway, body):
    with Client(gateway.port) as client:
        _, _, text = client.ask(body)

    message = parse_message(text, find_groups=False)
    assert message.validate()
    assert message.msa.msa_1.value in {"AA", "CA", "AR"}


def test_pipelined_and_split_frames_are_answered_in_order(gateway):
    stream = b"".join(b"\x0b" + oru(f"p{n}") + b"\x1c\r" for n in range(20))
    with Client(gateway.port) as client:
        for start in range(0, len(stream), 97):
            client.write(stream[start : start + 97])

        assert [client.answer()[1] for _ in range(20)] == [f"p{n}" for n in range(20)]


def test_a_duplicate_is_accepted_and_stored_once(gateway):
    with Client(gateway.port) as client:
        assert [client.ask(oru("twice"))[0] for _ in range(3)] == ["AA"] * 3

    assert gateway.rows("select count(*) from hl7_rawmessage where control_id = 'twice'") == [(1,)]


def test_the_same_id_with_another_body_is_kept_as_a_conflict(gateway):
    with Client(gateway.port) as client:
        client.ask(oru("clash", value=70))
        client.ask(oru("clash", value=71))
    gateway.until_read()

    states = gateway.rows("select state from hl7_rawmessage where control_id = 'clash' order by id")
    assert states == [("read",), ("conflict",)]


def test_a_vendors_json_is_kept_as_it_came(gateway):
    with Client(gateway.port) as client:
        client.ask(example("d"))

    bodies = gateway.rows("select body from hl7_rawmessage where state = 'unparsed'")
    assert any(body.startswith(b'{"sn"') and json.loads(body)["sn"] == "VIRTUAL-4" for (body,) in bodies)
