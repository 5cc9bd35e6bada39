"""A view as plain CSV, its headings first, with a file beside it that says what its columns are.

That file is as "CSV on the Web" of the W3C has it: other programs find it by its name.
"""

import io
import json
import zipfile
from typing import Any

from data.outputs.taken import Taken
from data.words import N_
from data.words.spreadsheets import plain

BESIDE = "-metadata.json"
_KINDS: dict[str, Any] = {"value": "decimal", "plan": "decimal", "place": "integer"}
_DAY = {"base": "date", "format": "dd/MM/yyyy"}


def to_csv(taken: Taken) -> bytes:
    """Return UTF-8 with BOM, so that Excel shows the letters; numbers with a point."""
    table = taken.table()
    if "place" in table:
        table = table.astype({"place": "Int64"})
    table.columns = [plain(head) for head in taken.heads(list(table.columns))]
    text: str = table.map(plain).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def metadata(taken: Taken) -> dict[str, Any]:
    """Return what the table is, whose, of when, and what each of its columns holds."""
    said, columns = taken.words, list(taken.table().columns)
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": said.language}],
        "url": f"{taken.name}.csv",
        "dc:title": f"{taken.title} – {taken.place} – {said.day(taken.day)}",
        "dc:description": said.text(taken.indicator.description),
        "dc:source": list(taken.sources),
        "dc:issued": str(taken.today),
        "dc:coverage": [taken.place, str(taken.day)],
        "rdfs:comment": [taken.filtered, *taken.notes],
        **({"dc:relation": taken.address} if taken.address else {}),
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ","},
        "tableSchema": {
            "columns": [
                _column(taken, name, head)
                for name, head in zip(columns, taken.heads(columns), strict=True)
            ],
            "primaryKey": "area",
        },
    }


def _column(taken: Taken, name: str, head: str) -> dict[str, Any]:
    kind = (
        "string" if name == "value" and taken.indicator.categories else _KINDS.get(name, "string")
    )
    said = {"name": name, "titles": {taken.words.language: head}, "datatype": kind}
    if name == "day":
        said["datatype"] = _DAY
    if name in ("value", "plan") and (unit := taken.words.unit(taken.indicator)):
        said["dc:description"] = taken.words(N_("Unit: {unit}"), unit=unit)
    return said


def to_zip(taken: Taken) -> bytes:
    """Return both files in one, so that neither goes anywhere without the other."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(f"{taken.name}.csv", to_csv(taken))
        beside = json.dumps(metadata(taken), ensure_ascii=False, indent=2)
        packed.writestr(f"{taken.name}.csv{BESIDE}", beside)
    return out.getvalue()
