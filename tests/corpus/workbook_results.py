"""The page of results: `PYTHONPATH=.:tests python -m corpus.workbook_results` writes it again."""

from datetime import date
from pathlib import Path

from corpus.workbooks import CASES, Case

from data import store
from data.intake.intake import take
from data.messages import say
from data.store import Snapshot
from data.words import Words

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENT = ROOT / "docs" / "workbooks.md"
DAY = date(2019, 7, 15)
MARK = "<!-- written by corpus.workbook_results -->"


def table(snapshot: Snapshot) -> str:
    """Return the table of results: a row a file."""
    head = "| what it is | file | taken | asked | refused |\n|---|---|---:|---|---|\n"
    return head + "".join(_row(case, snapshot) for case in CASES)


def document(snapshot: Snapshot) -> str:
    """Return the whole page, its table made anew."""
    text, mark, _ = DOCUMENT.read_text("utf-8").partition(MARK)
    return f"{text}{mark}\n{table(snapshot)}"


def _row(case: Case, snapshot: Snapshot) -> str:
    found = take(case.make(), case.name, snapshot, day=DAY)
    asked = dict.fromkeys(say(d.fault, Words("en"))[0] for d in found.doubtful)
    refused = dict.fromkeys(say(r.fault, Words("en"))[0] for r in found.refused)
    cells = [case.title, f"`{case.name}`", str(len(found.taken)), *map(_told, (asked, refused))]
    return "| " + " | ".join(cells) + " |\n"


def _told(sentences: dict[str, None]) -> str:
    escaped = (s.replace("|", "\\|").replace("<", "&lt;") for s in sentences)
    return "<br>".join(escaped) or "–"


if __name__ == "__main__":
    DOCUMENT.write_text(document(store.load(ROOT / "data" / "dien_bien_dong")), "utf-8")
