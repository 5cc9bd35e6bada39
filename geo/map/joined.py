"""Modules of a folder joined to one script, so that a browser fetches one file: here the map's."""

import re
from functools import cache
from pathlib import Path

SCRIPTS = Path(__file__).with_name("scripts")
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w.]+)";\n', re.MULTILINE)
_LEFT_OUT = re.compile(r"^export |^ *// .*\n", re.MULTILINE)


@cache
def joined(folder: Path = SCRIPTS, first: str = "main.mjs") -> str:
    """Return a module of a folder with all that it imports, each after what it needs itself.

    They share one scope, in which no name may be given twice, and nothing outside it sees them.
    Lines that are comments stay behind.
    """
    texts: dict[str, str] = {}

    def add(name: str) -> None:
        if name not in texts:
            text = (folder / name).read_text("utf-8")
            for needed in _IMPORT.findall(text):
                add(needed)
            texts[name] = _LEFT_OUT.sub("", _IMPORT.sub("", text))

    add(first)
    return "\n".join(['(function () {\n"use strict";', *texts.values(), "})();\n"])
