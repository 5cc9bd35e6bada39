"""Measures `check` of a boundary file beside the bare calls of its libraries; prints the ratio."""

import argparse
import resource
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST = 2  # times the bare calls
BARE = """
import sys, shapely
from pyogrio import read_dataframe
frame = read_dataframe(sys.argv[1])
valid = shapely.is_valid(frame.geometry.values)
shapes = frame.geometry.values.copy()
shapes[~valid] = shapely.make_valid(shapes[~valid])
frame = frame.set_geometry(shapes, crs=frame.crs)
metric = frame.to_crs(sys.argv[2])
shapely.coverage_invalid_edges(metric.geometry.values)
print(len(frame))
"""


def seconds(command: list[str]) -> tuple[float, str]:
    """Return the processor time of a command and of its children, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return spent, done.stdout + done.stderr


def main() -> None:
    """Print both times, the best of three each, one after the other, and their ratio."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("file", type=Path, help="a zipped shapefile, or any layer")
    told.add_argument("--metric", default="EPSG:3405", help="in which borders are compared")
    told.add_argument("--visits", type=int, default=3)
    asked = told.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        layer = asked.file
        if zipfile.is_zipfile(layer):
            zipfile.ZipFile(layer).extractall(folder)
            layer = next(Path(folder).rglob("*.shp"))
        bare = [sys.executable, "-c", BARE, str(layer), asked.metric]
        check = [sys.executable, "-m", "data", "check", str(asked.file)]
        taken: dict[str, list[float]] = {"bare": [], "check": []}
        for _ in range(asked.visits):
            for name, command in (("bare", bare), ("check", check)):
                spent, said = seconds(command)
                taken[name].append(spent)
                print(name, f"{spent:.2f} s", said.strip().splitlines()[-1][:80], flush=True)
    ratio = min(taken["check"]) / min(taken["bare"])
    print(f"check {min(taken['check']):.2f} s, bare {min(taken['bare']):.2f} s: {ratio:.2f} times")
    print(f"wanted: at most {MOST}")


if __name__ == "__main__":
    main()
