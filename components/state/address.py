"""The choice of the reader, kept in the address: the only place that reads or writes it.

The address is the truth: before a widget is drawn its state is set from the address, and its
callback writes the address and nothing else. So a link, a reload, Back and Forward show the same
view, and a choice that is not in the address has its one default. A choice the address cannot hold
(an unknown indicator, a day that is none) falls back to that default, and the frame says so.
"""

import re
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode, urlsplit

import streamlit as st

from components.state import pages

T = TypeVar("T", bound=Hashable)
LANGUAGE = "lang"  # of every page
_INSTEAD = "instead"


def asked(key: str) -> str:
    """Return what the address says of this choice, or an empty string."""
    return str(st.query_params.get(key, ""))


def begin() -> None:
    """Forget what the last run showed instead of what was asked for."""
    st.session_state[_INSTEAD] = {}


class Instead(NamedTuple):
    """What is shown of a choice whose wish could not be fulfilled, and all that was on offer."""

    shown: str
    offered: Collection[str]


def instead() -> Mapping[str, Instead]:
    """Return what this run shows of each choice whose wish it could not fulfil."""
    shown: Mapping[str, Instead] = st.session_state.get(_INSTEAD, {})
    return shown


def asked_all(key: str) -> list[str]:
    """Return the several things that the address says of this choice, as `together` wrote them."""
    parts = re.findall(r"(?:\\.|[^,])+", asked(key), re.DOTALL)
    return [re.sub(r"\\([,\\])", r"\1", part) for part in parts]


def together(several: Sequence[str]) -> str:
    r"""Return several things divided by commas; one within any of them is written `\,`."""
    return ",".join(re.sub(r"([,\\])", r"\\\1", one) for one in several)


def link(**changes: str | None) -> dict[str, str]:
    """Return the query of a link that keeps the whole choice but for these changes.

    What was left to its default is written out, so that the link means the same on another day.
    """
    shown = st.session_state.get("shown", {})
    whole = {key: asked(key) or shown.get(key) for key in _kept()} | changes
    return {key: value for key, value in whole.items() if value}


def href(page: str, **changes: str | None) -> str:
    """Return the address of a page, for a link in a text, that keeps the choice but for these."""
    first = next(iter(pages.files()))  # it answers at the root alone
    return f"{'./' if page == first else page}?{urlencode(link(**changes))}"


def whole() -> str:
    """Return the address of what is shown, as others may have it: this page and its choices."""
    url = st.context.url or ""
    page = pages.at(urlsplit(url).path.rpartition("/")[2])
    own = (LANGUAGE, *(page.keeps if page else ()))
    return f"{url}?{urlencode({k: v for k, v in link().items() if k in own})}"


def _kept() -> list[str]:
    """Return what goes along from page to page: what any of them keeps, for who comes back."""
    own = (key for page in pages.declared().values() for key in page.keeps)
    return list(dict.fromkeys((LANGUAGE, *own)))


def write(**changes: str | None) -> None:
    """Change the address in one step, which Back undoes in one step; None takes a choice away."""
    wanted = link(**changes)
    if wanted != {key: asked(key) for key in st.query_params}:
        st.query_params.from_dict(wanted)


def chosen(key: str, options: Collection[str], default: str) -> str:
    """Return one choice out of options: what the address says of it, or else the default."""
    found = asked(key) if asked(key) in options else default
    if asked(key) not in ("", found):
        _note(key, found, options)
    st.session_state.setdefault("shown", {})[key] = found
    return found


def _note(key: str, shown: str, offered: Collection[str]) -> None:
    st.session_state.setdefault(_INSTEAD, {})[key] = Instead(shown, tuple(offered))


def forget(key: str) -> None:
    """Let links carry nothing of a choice that the reader has not made."""
    st.session_state.get("shown", {}).pop(key, None)


def pick(
    key: str,
    options: Sequence[str],
    default: str,
    widget: Callable[..., Any],
    label: str,
    show: Callable[[str], str],
    **more: Any,
) -> str:
    """Draw a widget for one choice out of options, and return the choice."""
    found = chosen(key, options, default)
    state = f"pick_{key}"
    st.session_state[state] = found

    def changed() -> None:
        new = st.session_state[state]  # None where the reader took a pill away
        write(**{key: new or found})

    widget(label, options, key=state, format_func=show, on_change=changed, **more)
    return found


def pick_several(key: str, options: Mapping[str, str], label: str, placeholder: str) -> list[str]:
    """Draw a widget for several choices out of options, and return them; none means all."""
    state = f"pick_{key}"
    chosen = [part for part in asked_all(key) if part in options]
    if len(chosen) < len(asked_all(key)):
        _note(key, together(chosen), options)
    st.session_state[state] = chosen

    def changed() -> None:
        write(**{key: together(st.session_state[state])})

    st.multiselect(
        label,
        list(options),
        key=state,
        format_func=options.__getitem__,
        on_change=changed,
        placeholder=placeholder,
    )
    return chosen
