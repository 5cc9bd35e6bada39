"""Drawings of CAD programs, told by their content: lines and letters, and no table of communes."""

from pathlib import Path

ENDINGS = (".dgn", ".dwg", ".dxf")
OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # what Office's old files are, and DGN of version 8
FIRST = 64


def kind(path: Path) -> str | None:
    """Return which drawing a file is, whatever its name ends in."""
    with path.open("rb") as file:
        first = file.read(FIRST)
    if first[:4] == b"AC10" or first[:6] in (b"MC0.0\0", b"AC1.50"):
        return "AutoCAD DWG"
    if first.startswith(b"AutoCAD Binary DXF"):
        return "AutoCAD DXF"
    words = first.split()
    if words[:2] == [b"0", b"SECTION"] or (words[:1] == [b"999"] and path.suffix.lower() == ".dxf"):
        return "AutoCAD DXF"
    if first[:4] in (bytes.fromhex("0809fe02"), bytes.fromhex("c809fe02")):
        return "MicroStation DGN V7"
    if first[:8] == OLE and path.suffix.lower() == ".dgn":
        return "MicroStation DGN V8"
    return None
