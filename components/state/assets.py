"""The one folder of files that browsers keep: the launcher serves it, the pages put into it."""

import os
import tempfile
from functools import cache
from pathlib import Path

from geo.map.assets import Assets


@cache
def assets() -> Assets:
    """Return the files under `var/assets`, or under `ATLAS_VAR`; a temporary folder if neither."""
    folder = Path(os.environ.get("ATLAS_VAR", Path(__file__).parents[2] / "var")) / "assets"
    try:
        return Assets(folder)
    except OSError:  # the program's folder may only be read
        return Assets(Path(tempfile.gettempdir()) / "commune-atlas-assets")
