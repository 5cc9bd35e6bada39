"""The one folder of files that browsers keep: the launcher serves it, the pages put into it."""

import tempfile
from functools import cache
from pathlib import Path

from data.ledger import place
from geo.map.assets import Assets


@cache
def assets() -> Assets:
    """Return the files beside what else the program keeps, or in a temporary folder."""
    try:
        return Assets(place.var() / "assets")
    except OSError:  # the program's folder may only be read
        return Assets(Path(tempfile.gettempdir()) / "commune-atlas-assets")
