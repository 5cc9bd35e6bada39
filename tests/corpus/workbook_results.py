"""The page of results: `PYTHONPATH=.:tests python -m corpus.workbook_results` writes it again."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from corpus.workbook_kinds import CASES
from corpus.workbooks import Case

from data.figures.snapshot import Snapshot
from data.intake.deciding.intake import Intake, take
from data.messages import say
from data.records import store
from data.words import Words

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENT = ROOT / "docs" / "workbooks.md"
DAY = date(2026, 7, 15)
MARK = "<!-- written by corpus.workbook_results -->"
HEAD = "| what it is | file | taken | asked | refused |\n|---|---|---:|---|---|\n"


def results(snapshot: Snapshot) -> dict[str, Intake]:
    """Return what becomes of every file of the corpus, by its title."""
    return {c.title: take(c.make(), c.name, snapshot, day=DAY) for c in CASES}


def document(found: Mapping[str, Intake]) -> str:
    """Return the whole page, its table made anew: a row a file."""
    text, mark, _ = DOCUMENT.read_text("utf-8").partition(MARK)
    return f"{text}{mark}\n\n{HEAD}" + "".join(_row(case, found[case.title]) for case in CASES)


def _row(case: Case, found: Intake) -> str:
    asked = dict.fromkeys(say(d.fault, Words("en"))[0] for d in found.doubtful)
    refused = dict.fromkeys(say(r.fault, Words("en"))[0] for r in found.refused)
    cells = [case.title, f"`{case.name}`", str(len(found.taken)), *map(_told, (asked, refused))]
    return "| " + " | ".join(c.replace("<script", "&lt;script") for c in cells) + " |\n"


def _told(sentences: Mapping[str, None]) -> str:
    escaped = (s.replace("|", "\\|").replace("<", "&lt;") for s in sentences)
    return "<br>".join(escaped) or "–"


if __name__ == "__main__":
    made = results(store.load(ROOT / "data" / "dien_bien_dong"))
    DOCUMENT.write_text(document(made), "utf-8")
