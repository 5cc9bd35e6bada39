"""A province made of a real file, with figures of a year, at which a leader's tasks are tried."""

import csv
import random
from pathlib import Path

from places import SHARED

from data.__main__ import main

FILE = SHARED / "geodata" / "dienbien_communes_130_pre2025_raw_shp.zip"
SUM = "forest_planted_production_ha"
MONTHS = [f"2018-{month:02}" for month in range(1, 13)]


def province(folder: Path, seed: int) -> dict[str, str]:
    """Make a workspace of the real file, with figures and plans of a year; return its communes."""
    made = ["new-workspace", str(folder), "--boundaries", str(FILE), "--valid-from", "2009-04-01"]
    named = ["--code", "gso_code", "--name", "ten_xa", "--title", "Tỉnh Điện Biên"]
    assert main([*made, *named, "--accept-repairs"]) == 0
    with (folder / "areas.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    ids = {f"{row['code']}@{row['valid_from']}": row["name"] for row in rows}
    told = random.Random(seed)
    figures = [
        (SUM, area, month, told.randint(0, 40) / 10, "own_boundaries")
        for area in ids
        for month in MONTHS
        if told.random() < 0.99
    ]
    plans = [(SUM, area, "2018", told.randint(10, 30), "own_boundaries") for area in ids]
    _written(folder / "values" / "told.csv", "indicator area period value source", figures)
    _written(folder / "targets.csv", "indicator area period target source", plans)
    return ids


def _written(file: Path, columns: str, rows: list[tuple]) -> None:
    with file.open("w", encoding="utf-8", newline="") as into:
        writer = csv.writer(into)
        writer.writerow(columns.split())
        writer.writerows(rows)
