"""Takes a picture of every page: sizes × languages × who is signed in; and says what is cut.

`uv run python tests/gallery.py [--only map commune] [--sizes 1280 820] [--languages vi]` writes
them into var/gallery, with a page that shows them all, and prints a line for each fault of layout.
"""

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from entering import account, signed_in  # noqa: E402
from looking import SIZES, faults, pictured, settled  # noqa: E402
from markupsafe import Markup  # noqa: E402
from served import chromium, environment_of, served  # noqa: E402

from components.state import pages  # noqa: E402
from data.words import LANGUAGES  # noqa: E402

INTO = ROOT / "var" / "gallery"
VIEWS = {  # more than one look of a page
    "map": ["", "indicator=forest_planted_pct&day=2019-06-30", "indicator=population"],
    "commune": ["commune=03376@2009-04-01"],
    "compare": [
        "commune=03376@2009-04-01",
        "compare=days&indicator=forest_planted_ha&day=2019-06-30",
        "compare=indicators",
    ],
}
WHO = ("nobody", "office")


def main() -> None:
    """Take the pictures that are asked for."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--only", nargs="*", default=list(pages.files()))
    told.add_argument("--sizes", nargs="*", default=list(SIZES))
    told.add_argument("--languages", nargs="*", default=list(LANGUAGES))
    told.add_argument("--who", nargs="*", default=list(WHO))
    asked = told.parse_args()
    made: list[Path] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder)) as url,
        chromium() as browser,
    ):
        account(environment_of(Path(folder)), "office")
        for who in asked.who:
            context = browser.new_context(locale="vi-VN")
            context.set_default_timeout(60_000)

            def page_of(path: str, address: str = "", context=context):
                page = context.new_page()
                page.goto((address or url) + path)
                return page

            if who != "nobody":
                signed_in(page_of, "about").close()
            for name in asked.only:
                for n, view in enumerate(VIEWS.get(name, [""])):
                    for language in asked.languages:
                        made += _taken(page_of, name, n, view, language, who, asked.sizes)
            context.close()
    shown = Markup("").join(
        Markup('<figure><img src="{}" loading="lazy"><figcaption>{}</figcaption></figure>').format(
            file.name, file.stem
        )
        for file in made
    )
    style = "figure{display:inline-block;width:30%;vertical-align:top}img{width:100%}"
    form = '<!doctype html><meta charset="utf-8"><style>{}</style>{}'
    (INTO / "index.html").write_text(Markup(form).format(style, shown), "utf-8")
    print(f"{len(made)} pictures: {INTO / 'index.html'}")


def _taken(page_of, name, n, view, language, who, sizes) -> list[Path]:
    path = "" if name == next(iter(pages.files())) else name
    page = page_of(f"/{path}?lang={language}&{view}")
    made = []
    for size in sizes:
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        settled(page)
        file = INTO / f"{name}{n or ''}_{size}_{language}_{who}.png"
        for fault in faults(page):
            print(f"{file.stem}: {fault}", flush=True)
        pictured(page, file, SIZES[size])
        made.append(file)
    page.close()
    return made


if __name__ == "__main__":
    main()
