"""What the person who runs the server says of its gate: each by one variable of the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from data.messages import say
from data.words import LANGUAGES, Words
from geo.faults import refuse

HOSTS = "ATLAS_HOSTS"
METRICS_TOKEN = "ATLAS_METRICS_TOKEN"
UPLOAD_MB = "ATLAS_UPLOAD_MB"
MB = 1024 * 1024


@dataclass(frozen=True)
class Settings:
    """How far the gate is open; what is not said has the value here."""

    hosts: tuple[str, ...] = ()  # names that the server is called by, beside those it knows itself
    metrics_token: str = field(default="", repr=False)  # none: metrics only for this very computer
    upload_mb: float = 50  # that one sign-in may have in the server's memory
    uploads_mb: float = 200  # that all may have together
    upload_minutes: float = 10  # that an upload outlives its browser
    guest_minutes: float = 15  # that the page of somebody who never signed in does
    guests: int = 128  # such pages without a browser, at the most

    @classmethod
    def read(cls, said: Mapping[str, str] = os.environ) -> "Settings":
        """Return what the environment says; ends the program where that cannot be understood."""
        hosts = said.get(HOSTS, "").replace(",", " ").lower().split()
        return cls(
            tuple(hosts),
            said.get(METRICS_TOKEN, ""),
            _number(said, UPLOAD_MB, cls.upload_mb),
            _number(said, "ATLAS_UPLOADS_MB", cls.uploads_mb),
            _number(said, "ATLAS_UPLOAD_MINUTES", cls.upload_minutes),
            _number(said, "ATLAS_GUEST_MINUTES", cls.guest_minutes),
            int(_number(said, "ATLAS_GUESTS", cls.guests)),
        )


def _number(said: Mapping[str, str], name: str, otherwise: float) -> float:
    text = said.get(name, "").strip()
    if not text:
        return otherwise
    try:
        found = float(text)
    except ValueError:
        found = -1
    if not 0 <= found < float("inf"):
        fault = refuse("setting_unreadable", name, said=text, usual=otherwise)
        raise SystemExit("\n".join(" ".join(say(fault, Words(one))) for one in LANGUAGES))
    return found
