"""How much of a file is read, counted while it is read and before anything is kept of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from data.intake.reading.grid import TALL, Box
from geo.faults import Faulty, refuse

MEGABYTE = 1_000_000
LARGEST = 50 * MEGABYTE  # of the file
UNPACKED = 100 * MEGABYTE  # of what a workbook unpacks to
MOST_CELLS = 2_000_000  # that hold something
MOST_VISITED = 10_000_000  # cells and rows, those included that are empty
MOST_TEXTS = 2_000_000  # shared by the cells of a workbook
MOST_STYLES = 200_000
LONGEST = 200_000  # letters of a cell; Excel has 32,767
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # of a sheet, as Excel has them
MOST_MERGED_ROWS, MOST_TALL = 2_000_000, 100  # rows of all merged ranges; ranges over many rows


@dataclass
class Allowance:
    """What may still be read of a file; Faulty once it is used up."""

    name: str
    left: dict[str, int] = field(
        default_factory=lambda: {
            "cells": MOST_CELLS,
            "visited": MOST_VISITED,
            "texts": MOST_TEXTS,
            "styles": MOST_STYLES,
        }
    )

    def take(self, what: str, count: int = 1) -> None:
        """Count what was read; Faulty where that is more than a sheet of figures can be."""
        self.left[what] -= count
        if self.left[what] < 0:
            raise self.exhausted()

    def exhausted(self) -> Faulty:
        """Return what is to be said of a file that holds too much."""
        return Faulty([refuse("workbook_too_large", self.name, limit=MOST_CELLS)])

    def merged(self, boxes: Sequence[Box]) -> tuple[Box, ...]:
        """Return what is merged in a sheet; Faulty where nobody could find his way in it."""
        low = sum(b[2] - b[0] + 1 for b in boxes if b[2] - b[0] < TALL)
        tall = sum(b[2] - b[0] >= TALL for b in boxes)
        if low > MOST_MERGED_ROWS or tall > MOST_TALL:
            raise Faulty([refuse("workbook_too_merged", self.name)])
        return tuple(boxes)
