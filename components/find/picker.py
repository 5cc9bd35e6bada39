"""A choice out of the list of what can be found: typed as in the box, kept in the address."""

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from components.state import address, cached
from components.state.language import words
from components.state.routes import FROM_PAGE
from data.figures.snapshot import Snapshot

_PICKER = Markup(
    '<div class="picker" data-finds="picker" data-list="{list}" data-key="{key}" '
    'data-kind="{kind}" data-value="{value}"{limits}><label for="pick-{key}">{label}</label>'
    '<input id="pick-{key}" type="text" role="combobox" autocomplete="off" spellcheck="false" '
    'aria-autocomplete="list" aria-expanded="false" value="{shown}"></div>'
)
MANY = 400  # to be named with each run
_LIMIT = Markup(' data-{}="{}"')


def pick(
    now: Snapshot,
    key: str,
    options: Mapping[str, str],
    default: str,
    label: str,
    *,
    kind: str = "",
    among: bool = False,
    **limits: str,
) -> str:
    """Draw the picker of a `kind` of thing, mostly its key in the address; return the choice.

    `options` are their titles by what the address calls them; `limits` say how a browser finds
    the same ones in its list: `on` a day, of a `group`, before them `all` of them. `among`: where
    nothing says so, they are named one by one, unless they are very many.
    """
    chosen = address.chosen(key, options, default)
    if among and len(options) <= MANY:
        limits["among"] = " ".join(options)
    picker = _PICKER.format(
        list=FROM_PAGE + cached.findable(now, words().language),
        key=key,
        kind=kind or key,
        value=chosen,
        label=label,
        shown=options[chosen],
        limits=Markup("").join(_LIMIT.format(*limit) for limit in limits.items() if limit[1]),
    )
    st.html(picker)
    return chosen
