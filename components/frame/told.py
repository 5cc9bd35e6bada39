"""What the script of every page is told: languages, and the words it says itself."""

from collections.abc import Mapping
from typing import Any

from components.frame import streamlits
from components.state.language import COOKIE
from data.words import LANGUAGES, N_, Words

# What modules of `scripts/` say, by the names they ask for it with.
SAID: Mapping[str, str] = {
    "map": N_("Map of the areas"),
    "table": N_("Table"),
    "away": N_("Connection lost; you are looking at the figures of {moment}."),
    "inert": N_(
        "The map and its time bar go on working. What needs the server waits until it is back; "
        "the page then continues by itself."
    ),
    "connecting": N_("Waiting for the server…"),
    "ended": N_("The server has closed this page. Load it again to go on."),
    "reload": N_("Load again"),
    "waits": N_("This needs the server, which cannot be reached just now."),
    "share_title": N_("Share this page"),
    "share_address": N_("Address of this page"),
    "share_copied": N_("The address is copied: paste it where you like."),
    "share_by_hand": N_("Press Ctrl+C to copy the address."),
    "share_copy": N_("Copy the address"),
    "share_code": N_("QR code that leads to {address}"),
    "share_alone": N_(
        "Only this computer reaches this address. Whoever runs the program lets others in the same "
        "network reach it by starting it with this option; docs/sharing.md says how:"
    ),
    "share_close": N_("Close"),
    "printed": N_("Printed on {day} from {address}"),
    "found_nothing": N_("Nothing is called “{text}”. Try fewer letters."),
    "found_more": N_("{n} more: type on."),
    "found_count": N_("Found: {n}"),
}


def told() -> Mapping[str, Any]:
    """Return it in all languages, since a reader may change theirs without another page."""
    return {
        "cookie": COOKIE,
        "languages": list(LANGUAGES),
        "said": {one: {key: Words(one)(text) for key, text in SAID.items()} for one in LANGUAGES},
        "streamlits": {one: streamlits.translated(Words(one)) for one in LANGUAGES},
    }
