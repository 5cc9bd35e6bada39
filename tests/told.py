"""Workspaces that say what a test wants: the shipped one with other rows, or a spoiled copy."""

import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from data.catalogue import rows
from data.figures import tables
from data.figures.snapshot import Snapshot
from data.figures.tables import Context
from data.ledger.database import Database, Writing
from data.ledger.schema import BatchKind
from data.records import registry, store
from data.records.batches import Content, keep
from data.records.snapshot import long_table
from geo.faults import Fault, Faulty

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "data" / "dien_bien_dong"
TOWNSHIP, NA_SON, PHI_NHU, CHIENG_SO, MUONG_LUAN, PU_NHI, NONG_U = (
    f"{code}@2009-04-01" for code in ("03203", "03205", "03208", "03211", "03214", "03370", "03371")
)
KEO_LOM, LUAN_GIOI = "03376@2009-04-01", "03379@2009-04-01"
NEW_NA_SON, NEW_PU_NHI = "03203@2025-07-01", "03370@2025-07-01"
FEW = (  # indicators of every sort
    "area_km2", "dossiers_on_time_pct", "forest_planted_ha", "forest_planted_production_ha",
    "forest_planted_protection_ha", "forest_planted_special_ha", "forest_replacement_ha",
    "ntm_criteria_met", "ntm_recognition", "population",
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Shown(Snapshot):
    """What a ledger shows; rows of a test are kept and read back in a bare one of its kind."""

    bare: Database | None = None  # never None: but a field after defaults needs one

    @classmethod
    def of(cls, snapshot: Snapshot, bare: Database) -> "Shown":
        """Return it with the ledger that it lends to tests."""
        own = {f.name: getattr(snapshot, f.name) for f in fields(snapshot)}
        return cls(**own, bare=bare)

    def kept(self, texts: Mapping[str, pd.DataFrame], context: Context) -> dict[str, pd.DataFrame]:
        """Return these long tables as a ledger shows them that holds nothing else; none stays."""
        assert self.bare
        made = {}
        with self.bare.filling() as connection:
            writing = Writing(connection, 1, datetime.now(UTC))
            keep(writing, BatchKind.FIGURES, Content("told", texts))
            for name, kind in registry.SHOWN.items():
                if name in texts:
                    made[name], faults = long_table(connection, kind, context)
                    assert not faults, "as rows of a file they were right"
            connection.rollback()
        return made


def told(
    snapshot: Snapshot,
    figures: Iterable[tuple] = (),
    targets: Iterable[tuple] = (),
    statuses: Iterable[tuple] = (),
) -> Snapshot:
    """Return the workspace with these rows and no others, checked as if they came from files.

    Of a workspace that a ledger shows the rows come out of a ledger too.

    A row has the first columns of its table: a figure is `(indicator, area, period, value,
    qualifier, status, source)`, of which the last three may be left out.
    """
    context = Context(snapshot.catalogue, snapshot.areas, snapshot.settings.level)
    texts: dict[str, pd.DataFrame] = {}
    made = {name: getattr(snapshot, name).iloc[:0] for name in ("figures", "targets", "statuses")}
    for name, columns, given in (
        ("figures", rows.FIGURES, figures),
        ("targets", rows.TARGETS, targets),
        ("statuses", rows.STATUSES, statuses),
    ):
        if table := [_row(columns, row, n) for n, row in enumerate(given, 2)]:
            texts[name] = pd.DataFrame(table, columns=[*columns, "where"], dtype=str)
            made[name], faults = getattr(tables, name)(texts[name], context)
            if faults:
                raise Faulty(faults)
    if isinstance(snapshot, Shown):
        made |= snapshot.kept(texts, context)
    return replace(snapshot, **made)


def _row(columns: tuple[str, ...], given: tuple, line: int) -> dict[str, str]:
    said = dict.fromkeys(columns, "") | dict(zip(columns, map(str, given), strict=False))
    return {**said, "source": said["source"] or "census_2009", "where": f"test.csv:{line}"}


def appraised(
    area: str, period: str, met: Iterable[int] = (), basic: Iterable[int] = (), not_met=()
) -> list[tuple]:
    """Return the rows of one appraisal by the numbers of the criteria; the others have none."""
    said = {"met": met, "basic": basic, "not_met": not_met}
    return [(area, period, n, status) for status, numbers in said.items() for n in numbers]


def workspace(folder: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Return a copy of the shipped workspace without boundaries and figures, but for these files.

    The text of a file replaces or adds to the copy; None takes it away.
    """
    for name in ("areas.csv", "succession.csv", "aliases.csv", "groups.yaml", "sources.yaml"):
        folder.mkdir(exist_ok=True)
        shutil.copy(SHIPPED / name, folder)
    shutil.copytree(SHIPPED / "criteria_sets", folder / "criteria_sets")
    for part in ("indicators", "values", "statuses"):
        (folder / part).mkdir()
    for slug in FEW:
        shutil.copy(SHIPPED / "indicators" / f"{slug}.yaml", folder / "indicators")
    shutil.copy(SHIPPED / "workspace.yaml", folder)
    for name, text in (files or {}).items():
        path = folder / name
        if text is None:
            path.unlink()
        else:
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
    settings = folder / "workspace.yaml"
    if settings.exists():
        text = settings.read_text("utf-8")
        settings.write_text(re.sub(r"\nboundaries:\n(?: .*\n)+", "\n", text), "utf-8")
    return folder


def faults_of(folder: Path) -> tuple[Fault, ...]:
    """Return all that is wrong with a workspace, whether it can be used or not."""
    try:
        return store.load(folder).faults
    except Faulty as error:
        return error.faults
