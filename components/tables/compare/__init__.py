"""Two communes, two days or two indicators beside each other: which of these, and its words."""

import streamlit as st
from markupsafe import Markup

from components.state import address
from components.state.language import _, words
from components.text import html
from data.figures.compare import Finding, Pair
from data.words import N_, Words

WAYS = {
    "communes": N_("Two communes"),
    "days": N_("Two days"),
    "indicators": N_("Two indicators"),
}
WHY = {
    Finding.UNKNOWN: N_("not enough known"),
    Finding.SAMPLE: N_("a sample and a real figure"),
    Finding.DAYS: N_("figures of different days"),
    Finding.SAME: N_("nothing newer reported"),
    Finding.SPANS: N_("sums of unlike parts of a year"),
    Finding.QUESTION: N_("different sets of criteria"),
    Finding.NOT_APPLICABLE: N_("does not apply to both"),
    Finding.OTHER: N_("different"),
    Finding.EQUAL: N_("alike"),
}


def way() -> str:
    """Let the reader choose what is compared."""
    return address.pick(
        "compare",
        list(WAYS),
        "communes",
        st.segmented_control,
        _("Compare"),
        lambda key: _(WAYS[key]),
        label_visibility="collapsed",
    )


def heading(title: str, sentence: str, below: str = "") -> None:
    """Show what is compared, what comes of it in a sentence, and what must be known of it."""
    st.title(html.plain(title), anchor=False)
    form = Markup('<p class="said">{}</p><p class="under">{}</p>')
    st.html(form.format(sentence, below))


def difference(said: Words, pair: Pair, forms: dict[Finding, str]) -> Markup:
    """Return the difference of a pair with its word from `forms`, or why there is none."""
    if not pair.compared or pair.finding == Finding.EQUAL:
        word = said(WHY[pair.finding])
        return html.chip(word, "") if pair.finding in (Finding.EQUAL, Finding.OTHER) else _no(word)
    size = said.number(abs(pair.difference), pair.indicator.decimals)
    sign = "+" if pair.difference > 0 else "−"
    kinds = {Finding.BETTER: "met", Finding.WORSE: "not_met"}
    chip = html.chip(said(forms[pair.finding]), kinds.get(pair.finding, ""))
    return Markup('<span class="figure">{}{}</span> {}').format(sign, size, chip)


def count(pairs: list[Pair], finding: Finding) -> str:
    """Return how many pairs come to this, in words."""
    return words().number(sum(pair.finding == finding for pair in pairs))


def _no(word: str) -> Markup:
    return Markup('<span class="empty">{}</span>').format(word)
