"""The page on which somebody signs in."""

from collections.abc import Iterable
from urllib.parse import urlencode

from markupsafe import Markup

from components.accounts import bare_page
from data.words import LANGUAGES, N_, Words
from geo.faults import Fault

_FORM = Markup("""<p>{why}</p>
{faults}
<form method="post">
<input type="hidden" name="token" value="{token}">
<label for="name">{name}</label>
<input id="name" name="name" value="{given}" autocomplete="username" autocapitalize="none"
 spellcheck="false" maxlength="100" required{first}>
<label for="password">{password}</label>
<input id="password" name="password" type="password" autocomplete="current-password"
 required{second}>
<button>{title}</button>
</form>
<nav><a href="{back}">{read}</a>{languages}</nav>""")
_FOCUS = Markup(" autofocus")


def page(words: Words, token: str, back: str, given: str = "", faults: Iterable[Fault] = ()) -> str:
    """Return the page; `back` is where the reader came from, `given` the name they typed."""
    title = words(N_("Sign in"))
    form = _FORM.format(
        title=title,
        why=words(N_("Only to enter figures or to administer. Reading needs no account.")),
        name=words(N_("Account name")),
        password=words(N_("Password")),
        read=words(N_("Only read")),
        token=token,
        given=given,
        first="" if given else _FOCUS,
        second=_FOCUS if given else "",
        back="./" + back,
        faults=bare_page.alerts(words, faults),
        languages=_languages(words, back),
    )
    return bare_page.page(words, title, form)


def _languages(words: Words, back: str) -> Markup:
    return Markup("").join(
        Markup('<a href="?{}" lang="{}">{}</a>').format(
            urlencode({"lang": language, "next": back}), language, name
        )
        for language, name in LANGUAGES.items()
        if language != words.language
    )
