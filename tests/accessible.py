"""What axe finds on a page of the rules that WCAG 2.2 asks for at A and AA."""

from pathlib import Path

import axe_playwright_python

_AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
_RUN = """async () => {
  const only = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const found = await axe.run(document, {runOnly: only, resultTypes: ["violations"]});
  return found.violations.flatMap(({id, nodes}) =>
    nodes.map(({target, html}) => [id, target.flat().join(" "), html.slice(0, 200)]));
}"""
# Streamlit's own, that our script cannot mend: rule, and what its element is.
STREAMLITS: tuple[tuple[str, str], ...] = ()


def violations(page) -> list[str]:
    """Return what axe finds on a page and in the map's frame, but for what is Streamlit's own."""
    for frame in page.frames:
        if frame.url.startswith("http"):
            frame.evaluate(_AXE)
    return [
        f"{rule}: {target} {html}"
        for rule, target, html in page.evaluate(_RUN)
        if not any(rule == known and part in target + html for known, part in STREAMLITS)
    ]
