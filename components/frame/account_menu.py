"""Who is signed in, at the end of the menu, and the way in and out."""

from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from components.accounts import sign_in
from components.state import address, signed_in
from components.state.language import _
from data.accounts.sessions import Session

_IN = Markup('<a class="sign" href="sign-in?{}" target="_self">{}</a>')
_NAME = Markup('<b class="sign">{}</b>')
_OUT = Markup(
    '<form class="sign" method="post" action="sign-out?{}"><b>{}</b>'
    '<input type="hidden" name="token" value="{}"><button>{}</button></form>'
)


def show(page: str, found: Session | None) -> None:
    """Show the person's name and the way out, or the way in, which leads back to this page."""
    choice = address.link()
    way = {"next": f"{page}?{urlencode(choice)}", **{k: choice[k] for k in choice if k == "lang"}}
    if found is None:
        _way_in(urlencode(way))
    elif found.by_provider:
        st.html(_NAME.format(found.actor.title), width="content")
        st.button(_("Sign out"), on_click=signed_in.leave, key="sign_out")
    else:
        token = sign_in.leaving(found.key)
        st.html(
            _OUT.format(urlencode(way), found.actor.title, token, _("Sign out")), width="content"
        )


def _way_in(way: str) -> None:
    if stranger := signed_in.stranger():
        said = _("{name} has no account here", name=stranger)
        st.html(_NAME.format(said), width="content")
        st.button(_("Sign out"), on_click=signed_in.leave, key="sign_out")
        return
    st.html(_IN.format(way, _("Sign in")), width="content")
    for name in signed_in.providers():
        st.button(_provided(name), on_click=_enter, args=(name,), key=f"in_{name}")


def _provided(name: str) -> str:
    return _("Sign in at {provider}", provider=name) if name else _("Sign in at the provider")


def _enter(provider: str) -> None:
    st.login(provider or None)
