"""What files are called that people take away: by words of theirs, which any computer can keep."""

import re

from geo.areas.names import fold

LONGEST = 60  # letters of one part


def named(*parts: object) -> str:
    """Return parts as the name of a file, without its ending: `dan-so_2018-12-31`."""
    words = ([fold(word) for word in re.findall(r"\w+", str(part))] for part in parts)
    return "_".join("-".join(filter(None, own))[:LONGEST] for own in words if own)
