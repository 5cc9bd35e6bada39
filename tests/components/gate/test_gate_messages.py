"""What passes of what browsers say on the websocket, and that nothing new does by itself."""

import pytest
from gate_requests import asked, scope
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, BackMsg

from components.gate.messages import ASKS, LET_THROUGH, Messages, kind
from components.gate.refusal import counted

DROPPED = {
    "clear_cache",  # empties every cache of everybody
    "load_git_info",  # says where the program lies
    "set_run_on_save",
    "debug_disconnect_websocket",
    "debug_shutdown_runtime",
    f"{ASKS}.install_skills",  # writes files
    f"{ASKS}.dismiss_skills_nudge",
}


def fields(message, oneof):
    return {field.name for field in message.DESCRIPTOR.oneofs_by_name[oneof].fields}


def message(what):
    """Return a message of this kind, as small as it can be."""
    outer, _, inner = what.partition(".")
    made = BackMsg()
    if inner:
        getattr(made.backend_operation_request, inner).SetInParent()
    elif outer == "rerun_script" or outer == "file_urls_request":
        getattr(made, outer).SetInParent()
    else:
        setattr(made, outer, True)
    return made.SerializeToString()


def heard(*messages):
    """Return what the program behind the gate hears of these."""
    found = []

    async def program(_scope, receive, _send):
        while (told := await receive())["type"] == "websocket.receive":
            found.append(told["bytes"])

    said = [{"type": "websocket.receive", **m} for m in messages]
    stream = scope("/base/_stcore/stream", kind="websocket")
    asked(Messages(program), stream, [*said, {"type": "websocket.disconnect"}])
    return found


def test_every_message_of_the_protocol_is_either_let_through_or_dropped_on_purpose():
    """A later Streamlit may know more: say here what becomes of it."""
    known = fields(BackMsg, "type") - {ASKS}
    known |= {f"{ASKS}.{one}" for one in fields(BackendOperationRequest, "payload")}
    assert known == LET_THROUGH | DROPPED
    assert {kind(message(what)) for what in known} == known
    assert set(BackMsg.DESCRIPTOR.oneofs_by_name) == {"type"}, "what lies beside is not looked at"


@pytest.mark.parametrize("what", sorted(LET_THROUGH))
def test_what_pages_say_is_heard_as_it_was_said(what):
    assert heard({"bytes": message(what)}) == [message(what)]


@pytest.mark.parametrize("what", sorted(DROPPED))
def test_what_no_page_says_is_dropped_and_counted_and_the_next_one_is_heard(what):
    before = counted[f"message {what}"]
    assert heard({"bytes": message(what)}, {"bytes": message("stop_script")}) == [
        message("stop_script")
    ]
    assert counted[f"message {what}"] == before + 1


def test_the_last_of_several_in_one_is_what_counts_as_it_does_for_streamlit():
    assert heard({"bytes": message("stop_script") + message("clear_cache")}) == []
    assert len(heard({"bytes": message("clear_cache") + message("stop_script")})) == 1


@pytest.mark.parametrize("strange", [b"", b"\xff\xff", b"\xfa\x3f\x01x", b"\x00" * 100])
def test_what_cannot_be_read_or_is_of_a_later_protocol_is_dropped(strange):
    assert heard({"bytes": strange}) == []


def test_text_is_dropped():
    assert heard({"bytes": None, "text": "rerun"}) == []


def test_no_stranger_makes_the_counting_grow():
    names = {kind(bytes([n, m])) for n in range(256) for m in range(256)}
    assert names <= LET_THROUGH | DROPPED | {"none", "unreadable", f"{ASKS}.none"}
