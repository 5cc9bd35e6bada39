"""What a page says, seen or heard, and whether it is said in Vietnamese."""

import re
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from data.catalogue.declared import read
from data.words import LOCALE

# Each text that is seen, and each name that is heard, of an element that is there for readers.
SAID = """() => {
  const found = new Set(), names = ["aria-label", "placeholder", "title", "alt"];
  const none = "script, style, noscript, [aria-hidden=true], [data-testid=stIconMaterial]";
  const there = e => !e.closest(none) && e.checkVisibility({visibilityProperty: true});
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const {parentElement, data} = walk.currentNode;
    if (there(parentElement)) found.add(data.trim());
  }
  for (const name of names)
    for (const e of document.querySelectorAll(`[${name}]`))
      if (there(e)) found.add(e.getAttribute(name).trim());
  return [...found].filter(Boolean);
}"""
_WORD = re.compile(r"(?<!\w)[^\W\d_]{3,}(?!\w)")
# What a language is called in itself, what the program and kinds of files are called.
_OF_OTHERS = frozenset(
    re.findall(
        r"\w+",
        "english commune atlas xlsx xlsm xls ods csv tsv zip kmz kml gpkg geojson json parquet "
        "fgb geopackage zzqq enter esc ctrl",
    )
)


def _texts(said: object) -> str:
    match said:
        case dict():
            return " ".join(_texts(v) for k, v in said.items() if k not in ("en", "en_one"))
        case list() | tuple():
            return " ".join(map(_texts, said))
        case _:
            return str(said)


@cache
def known(workspace: Path) -> frozenset[str]:
    """Return the words of the catalogue in Vietnamese, and those of a workspace."""
    with (LOCALE / "vi.po").open("rb") as text:
        said = [m.string for m in read_po(text, locale="vi") if m.id]
    texts = [one if isinstance(one, str) else " ".join(one) for one in said]
    texts += [re.sub(r"\{\w+\}", " ", one) for one in texts]
    texts += [_texts(read(file)) for file in workspace.rglob("*.yaml")]
    texts += [file.read_text("utf-8") for file in workspace.rglob("*.csv")]
    return frozenset(w.casefold() for one in texts for w in _WORD.findall(one)) | _OF_OTHERS


def foreign(page, workspace: Path) -> list[str]:
    """Return the texts of a page, seen or heard, that hold a word which is none of ours."""
    ours = known(workspace)
    return sorted(
        text
        for text in page.evaluate(SAID)
        if [w for w in _WORD.findall(text) if w.casefold() not in ours]
    )
