"""The look of every page as one sheet: what `style.css` says, and its colours for a dark screen.

`style.css` is written for paper and a light screen. For a dark one each of its colours has another:
as a ground, or as what stands upon one.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

_HERE = Path(__file__)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b", re.IGNORECASE)
_GROUND = re.compile(r"background|box-shadow")
_TOKEN = re.compile(r"/\*.*?\*/|@[^{};]+\{|[^{}@]+\{[^{}]*\}|\}", re.DOTALL)

DARK = "@media screen " + "and (prefers-color-scheme: dark)"  # in two, so that it is no sentence

GROUND: Mapping[str, str] = {
    "#fff": "#10181f",
    "#f4f7fa": "#17222c",
    "#f4f8fb": "#17222c",
    "#eef3f8": "#1c2833",
    "#e3e9ef": "#1c2833",
    "#d6e6f5": "#24405a",
    "#e8f2fb": "#173049",
    "#dcebf7": "#173049",
    "#e3f1e3": "#1c3a22",
    "#fff4e0": "#3a2c0e",
    "#fdf6d8": "#3a2c0e",
    "#fdf0c4": "#3a2c0e",
    "#fbe3df": "#43201c",
    "#d5dee8": "#2e3d4b",
    "#c9d3dd": "#3a4a59",
    "#b7c4d1": "#5a6b7b",
    "#8aa0b5": "#6f8192",
    "#4a5763": "#6f8192",
    "#14202b": "#2e3d4b",
    "#0b5394": "#1f6fb5",
    "#0b3c6b": "#185a94",
}
INK: Mapping[str, str] = {
    "#fff": "#fff",
    "#111": "#f2f6fa",
    "#14202b": "#e6edf3",
    "#33414f": "#c4ced8",
    "#4a5763": "#a9b6c2",
    "#0b3c6b": "#a8d0f5",
    "#0b5394": "#7cb8ee",
    "#7d1a10": "#ffb4a8",
    "#a32014": "#ffb4a8",
    "#5c4700": "#f5d78a",
    "#6b4600": "#f5d78a",
    "#14401c": "#b4e0bb",
    "#d5dee8": "#2e3d4b",
    "#e3e9ef": "#263441",
    "#c9d3dd": "#3a4a59",
    "#b7c4d1": "#5a6b7b",
    "#8b9bab": "#6f8192",
    "#8aa0b5": "#6f8192",
    "#6b7a89": "#8697a7",
}
# Seen as well on either.
BOTH = frozenset(
    {"#c0392b", "#d98e04", "#c9a227", "#2c7bb6", "#2b78bd", "#878e96", "#d9480f", "#b45309"}
    | {"#ffb703"}
)


@cache
def sheet() -> str:
    """Return the whole sheet, for light screens, dark ones and paper."""
    return both(_HERE.with_name("style.css").read_text("utf-8"))


def both(style: str) -> str:
    """Return a sheet with its colours for a dark screen behind it."""
    return f"{style}\n{DARK} {{\n{dark(style)}\n}}\n"


def dark(style: str) -> str:
    """Return the rules of a sheet that have colours, with no more than those, for a dark screen."""
    made, print_only, depth = list[str](), 0, 0
    for token in _TOKEN.findall(style):
        if token.startswith("/*"):
            continue
        if token.startswith("@"):
            depth += 1
            print_only = print_only or (depth if "print" in token else 0)
            made += [] if print_only else [token]
        elif token == "}":
            made += [] if print_only else ["}"]
            print_only = 0 if print_only == depth else print_only
            depth -= 1
        elif not print_only:
            made += _darkened(token)
    return "\n".join(made)


def _darkened(rule: str) -> Iterator[str]:
    found = _RULE.fullmatch(rule)
    assert found, rule
    said = [d.strip() for d in found[2].split(";") if _COLOUR.search(d)]
    if said:
        yield f"{found[1].strip()} {{ {' '.join(map(_other, said))} }}"


def _other(declaration: str) -> str:
    """Return a declaration in its other colours, and only of colours: widths were said before."""
    table = GROUND if _GROUND.match(declaration) else INK
    of, _, said = (part.strip() for part in declaration.partition(":"))
    colour = _COLOUR.search(said)
    if colour and re.fullmatch(r"border(-\w+)?|outline|background", of) and "(" not in said:
        of = of if of.endswith("-color") else f"{of}-color"
        said = colour[0] + (" !important" if "!important" in said else "")
    return f"{of}: {_COLOUR.sub(lambda c: table.get(c[0].lower(), c[0]), said)};"


def without_another(style: str) -> set[str]:
    """Return what a sheet says of colours that have none for a dark screen."""
    rules = _RULE.findall(re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))
    declared = {d.strip() for _, body in rules for d in body.split(";")}
    return {
        one
        for one in declared
        for colour in _COLOUR.findall(one)
        if colour.lower() not in (GROUND if _GROUND.match(one) else INK) and colour not in BOTH
    }
