"""The communes of one real district before and after July 2025, and boundary files made of them."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import geopandas as gpd
from shapely.geometry import box

from geo.areas import Area, Areas, Succession
from geo.areas.names import Naming
from geo.shapes.gazetteer import Gazetteer

BEFORE, AFTER = date(2009, 4, 1), date(2025, 7, 1)
OLD = {
    "03203": "Điện Biên Đông", "03205": "Na Son", "03208": "Phì Nhừ", "03211": "Chiềng Sơ",
    "03214": "Mường Luân", "03370": "Pu Nhi", "03371": "Nong U", "03373": "Xa Dung",
    "03376": "Keo Lôm", "03379": "Luân Giói", "03382": "Phình Giàng", "03383": "Pú Hồng",
    "03384": "Tìa Dình", "03385": "Háng Lìa",
}  # fmt: skip
NEW = {
    "03203": "Na Son", "03208": "Xa Dung", "03214": "Mường Luân", "03370": "Pu Nhi",
    "03382": "Phình Giàng", "03385": "Tìa Dình",
}  # fmt: skip
MERGED = {
    "03203": ("03203", "03205", "03376"), "03208": ("03208", "03373"),
    "03214": ("03211", "03214", "03379"), "03370": ("03370", "03371"),
    "03382": ("03382", "03383"), "03385": ("03384", "03385"),
}  # fmt: skip
STATED = {  # km², by resolution 1661/NQ-UBTVQH15
    "03203@2025-07-01": 230.71, "03208@2025-07-01": 215.50, "03370@2025-07-01": 181.22,
    "03214@2025-07-01": 186.22, "03385@2025-07-01": 166.76, "03382@2025-07-01": 226.37,
}  # fmt: skip
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"

PROVINCE = Area("11", "Điện Biên", "tỉnh", "province", BEFORE)
DISTRICT = Area("101", "Điện Biên Đông", "huyện", "district", BEFORE, AFTER, PROVINCE.id)
AREAS = Areas(
    [
        PROVINCE,
        DISTRICT,
        *(
            Area(code, name, "thị trấn" if code == "03203" else "xã", "commune", BEFORE, AFTER,
                 DISTRICT.id)
            for code, name in OLD.items()
        ),
        *(Area(c, name, "xã", "commune", AFTER, None, PROVINCE.id) for c, name in NEW.items()),
    ],
    [
        Succession(f"{old}@{BEFORE}", f"{new}@{AFTER}", "1661/NQ-UBTVQH15")
        for new, merged in MERGED.items()
        for old in merged
    ],
)  # fmt: skip
NAMING = Naming(
    {"xã": ("xã", "x."), "thị trấn": ("thị trấn", "tt."), "phường": ("phường", "p.")},
    {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"},
    {
        f"03370@{BEFORE}": ("Pú Nhi", "Pù Nhi"),
        f"03371@{BEFORE}": ("Noong U",),
        f"03379@{BEFORE}": ("Luân Giới",),
    },
)
GAZETTEER = Gazetteer(
    areas=AREAS,
    naming=NAMING,
    columns={
        "code": ("code", "gso_code", "MAXA", "maphuongxa", "Mã xã"),
        "name": ("name", "commune_vn", "TEN_XA", "tenphuongxa", "Tên xã"),
    },
    crs=("EPSG:9205", "EPSG:4326", "EPSG:3405", "EPSG:9206"),
    extent=(103.06, 21.02, 103.45, 21.44),
    stated=STATED,
)


def layer(names: Mapping[str, str] = OLD, **columns: Any) -> gpd.GeoDataFrame:
    """Return neighbouring squares of 1 km or so with these codes and names, in EPSG:4326."""
    shapes = [box(103.1 + i / 100, 21.2, 103.11 + i / 100, 21.21) for i in range(len(names))]
    said = {"code": list(names), "name": list(names.values()), **columns}
    return gpd.GeoDataFrame(said, geometry=shapes, crs=4326)


def written(frame: gpd.GeoDataFrame, path: Path, **how: Any) -> Path:
    """Write a frame to a file of the kind that its ending says, and return the path."""
    if path.suffix == ".parquet":
        frame.to_parquet(path)
    else:
        frame.to_file(path, **({"encoding": "UTF-8"} if path.suffix == ".shp" else {}) | how)
    return path


def zipped(path: Path, folder: str = "", without: str = "") -> Path:
    """Zip a file with all that has its stem, but for one ending, and return the archive."""
    archive = path.with_suffix(".zip")
    parts = [p for p in sorted(path.parent.glob(f"{path.stem}.*")) if p.suffix != ".zip"]
    with ZipFile(archive, "w") as into:
        for part in parts:
            if part.suffix != without:
                into.write(part, f"{folder}{part.name}")
    return archive
