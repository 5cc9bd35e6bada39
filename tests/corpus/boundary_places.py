"""Boundary files in every coordinate system, with a right .prj, a wrong one, none."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pyproj
import shapely
from corpus.bench import ASKED, REFUSED, TAKEN, Bench, Case

from geo.shapes.shifts import shifted

TM103 = (
    'PROJCS["TM_103",GEOGCS["{name}",DATUM["{datum}",SPHEROID["WGS_1984",6378137.0,298.257223563]'
    '{shift}],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],'
    'PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],'
    'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",103.0],'
    'PARAMETER["Scale_Factor",{k}],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)
WRONG_SIGNS = (  # the published rotations, copied unchanged
    "-191.90441429,-39.30318279,-111.45032835,-0.00928836,0.01975479,-0.00427372,0.252906278"
)
K9996 = "VN2000-103-k0.9996"


def placed(
    crs: object, prj: str | None = "own", *, swapped: bool = False
) -> Callable[[Bench], Path]:
    """Return how to make a shapefile in a CRS, with its own .prj, none, or another one."""

    def make(bench: Bench) -> Path:
        there = bench.now.settings.crs_defined.get(str(crs), crs)
        frame = bench.frame().to_crs(there)
        if swapped:
            frame = frame.set_geometry(
                shapely.transform(np.asarray(frame.geometry.array), lambda xy: xy[:, ::-1]),
                crs=frame.crs,
            )
        path = bench.written(frame, "communes.shp")
        if prj is None:
            path.with_suffix(".prj").unlink()
        elif prj != "own":
            path.with_suffix(".prj").write_text(prj)
        return path

    return make


def esri(crs: int) -> str:
    return str(pyproj.CRS(crs).to_wkt("WKT1_ESRI"))


def tm(datum: str, k: float = 0.9999, shift: str = "", name: str = "GCS") -> str:
    shift = f",TOWGS84[{shift}]" if shift else ""
    return TM103.format(datum=datum, k=k, shift=shift, name=name)


def cases() -> Iterator[Case]:
    group = "Place"
    zones = ["EPSG:9205", K9996, "EPSG:3405", "EPSG:5896", "EPSG:5897", "EPSG:9206", "EPSG:32648",
             "EPSG:4326", "EPSG:4756"]  # fmt: skip
    for crs in zones:
        if crs != K9996:
            yield Case(group, f"{crs} with its .prj", placed(crs), TAKEN, ("position_unchecked",))
        yield Case(
            group, f"{crs} without .prj", placed(crs, None), ASKED,
            ("crs_missing",), best=crs,
        )  # fmt: skip
    vietnam = "D_Vietnam_2000"
    yield Case(group, "103°00′, k 0.9996 with its .prj", placed(K9996, tm(vietnam, 0.9996)), TAKEN)
    for crs in ("EPSG:9205", K9996, "EPSG:3405", "EPSG:4326"):
        answer = f"{crs} --swap-axes"
        yield Case(
            group, f"{crs} with X and Y exchanged, without .prj", placed(crs, None, swapped=True),
            ASKED, ("crs_missing",), best=answer,
        )  # fmt: skip
    yield Case(
        group, "EPSG:9205 with X and Y exchanged, with its .prj",
        placed("EPSG:9205", swapped=True), ASKED, ("crs_elsewhere",), best="EPSG:9205 --swap-axes",
    )  # fmt: skip
    yield Case(
        group, "EPSG:4326 with X and Y exchanged, with its .prj",
        placed("EPSG:4326", swapped=True), REFUSED, ("crs_wrong",), best="EPSG:4326 --swap-axes",
    )  # fmt: skip
    yield Case(
        group, "EPSG:9205, its towgs84 with the wrong signs",
        placed("EPSG:9205", tm("Vietnam_2000", shift=WRONG_SIGNS, name="VN-2000")), TAKEN,
        ("crs_nearly",), moved=0.8,
    )  # fmt: skip
    for crs, way in ((2044, 1544), (3148, 1542)):
        answer = f"EPSG:{crs}+EPSG:{way}"
        yield Case(
            group, f"EPSG:{crs}, of an old datum, with its .prj",
            placed(shifted(answer), esri(crs)), ASKED, ("crs_shift_rough",), best=answer,
        )  # fmt: skip
    for crs, other in ((3857, 3395), (3395, 3857)):
        yield Case(
            group, f"EPSG:{other} declared on EPSG:{crs}, another Mercator",
            placed(crs, esri(other)), ASKED, ("crs_shifted_far",), best=f"EPSG:{crs}",
        )  # fmt: skip
    yield Case(
        group, "WGS 84 in degrees declared on VN-2000 metres", placed("EPSG:9205", esri(4326)),
        REFUSED, ("crs_wrong",), best="EPSG:9205",
    )  # fmt: skip
    yield Case(
        group, "WGS 84 with the projection of EPSG:9205 declared on VN-2000 metres",
        placed("EPSG:9205", tm("D_WGS_1984", name="GCS_WGS_1984")), ASKED, ("crs_datum_doubtful",),
        best="EPSG:9205",
    )  # fmt: skip
    yield Case(
        group, "a datum that nobody knows", placed("EPSG:9205", tm("D_somewhere")), ASKED,
        ("crs_shift_unknown",), best="EPSG:9205",
    )  # fmt: skip
    yield Case(
        group, "the zone beside it declared", placed("EPSG:9205", esri(9206)), ASKED,
        ("crs_elsewhere",), best="EPSG:9205",
    )  # fmt: skip
    yield Case(
        group, "k 0.9999 declared on k 0.9996, against surveyed boundaries",
        placed(K9996, esri(9205)), ASKED, ("crs_shifted",), best=K9996, surveyed=True,
    )  # fmt: skip
    yield Case(
        group, "WGS 84 / UTM 48N declared on VN-2000 / UTM 48N, against surveyed boundaries",
        placed("EPSG:3405", esri(32648)), ASKED, ("crs_shifted",), best="EPSG:3405", surveyed=True,
    )  # fmt: skip
    yield Case(
        group, "a right file against surveyed boundaries", placed("EPSG:9205"), TAKEN, surveyed=True
    )
    yield Case(
        group, "a CRS that is none, named by the person", placed("EPSG:9205", None), REFUSED,
        ("crs_unknown",), {"crs": "EPSG:9205"}, {"crs": "EPSG:0"},
    )  # fmt: skip
