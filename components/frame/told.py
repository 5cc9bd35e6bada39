"""What the script of every page is told: languages, and the words it says itself."""

from collections.abc import Mapping
from typing import Any

from components.state.language import COOKIE
from data.words import LANGUAGES, Words

# What modules of `scripts/` say, by the names they ask for it with.
SAID: Mapping[str, str] = {}


def told() -> Mapping[str, Any]:
    """Return it in all languages, since a reader may change theirs without another page."""
    return {
        "cookie": COOKIE,
        "languages": list(LANGUAGES),
        "said": {one: {key: Words(one)(text) for key, text in SAID.items()} for one in LANGUAGES},
    }
