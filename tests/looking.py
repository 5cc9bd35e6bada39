"""What can be seen of a page's layout by a script: what is cut, what runs off, what is covered."""

from pathlib import Path
from typing import Any

from entering import SETTLED
from playwright import sync_api

SIZES = {  # a hall, an office, a projector, a tablet in both ways, a phone
    "1920": (1920, 1080),
    "1280": (1280, 800),
    "1024": (1024, 768),
    "1180": (1180, 820),
    "820": (820, 1180),
    "390": (390, 844),
}

# Every fault of the layout in words, of what Python or our scripts have drawn. What a box hides
# on purpose, such as the window of a large table, says so by letting itself be scrolled.
FAULTS = """() => {
  const main = document.querySelector("[data-testid=stMain]") || document.scrollingElement;
  const found = [], all = { opacityProperty: true, visibilityProperty: true };
  const seen = e => {
    const box = e.getBoundingClientRect();
    return e.checkVisibility(all) && box.width > 1 && box.height > 1;
  };
  // Within a part that is folded away, or scrolled out of its own window.
  const away = (e, x, y) => {
    for (let up = e.parentElement; up; up = up.parentElement) {
      const box = up.getBoundingClientRect();
      const out = y < box.top || y > box.bottom || x < box.left || x > box.right;
      if (out && getComputedStyle(up).overflowY !== "visible") return true;
    }
    return false;
  };
  // In a part that a reader scrolls sideways by itself: a wide table, the menu of a phone.
  const windowed = e => {
    for (let up = e.parentElement; up && up !== main; up = up.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(up).overflowX) || up.role === "tablist")
        return true;
    return false;
  };
  const said = e =>
    (e.innerText || e.value || e.getAttribute("aria-label") || e.tagName).trim().slice(0, 50);
  if (main.scrollWidth > main.clientWidth + 1) found.push("the page scrolls sideways");
  const texts = "h1, h2, h3, p, li, th, td, a, button, label, b, small, span, caption";
  for (const e of document.querySelectorAll(texts)) {
    if (!seen(e) || e.closest("[aria-hidden=true], .stDataFrame, iframe")) continue;
    const style = getComputedStyle(e);
    const hides = ["hidden", "clip"].includes(style.overflowX);
    const scrolled = windowed(e);
    const off = e.getBoundingClientRect().right > innerWidth + 1 && !scrolled;
    if (hides && e.scrollWidth > e.clientWidth + 2) found.push(`cut: ${e.tagName} ${said(e)}`);
    if (off) found.push(`runs off: ${e.tagName} ${said(e)}`);
  }
  for (const e of document.querySelectorAll("button, a[href], input:not([type=file]), summary")) {
    if (!seen(e) || e.disabled || e.closest("[aria-hidden=true]")) continue;
    const box = e.getBoundingClientRect();
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight || away(e, x, y)) continue;
    const top = document.elementFromPoint(x, y);
    const own = top && (e.contains(top) || top.contains(e) || e.closest("label")?.contains(top));
    if (top && !own && !top.closest("label")?.contains(e))
      found.push(`covered: ${e.tagName} ${said(e)} by ${top.tagName}`);
  }
  return [...new Set(found)];
}"""
# All maps of a page; their frames have its own address, so it can look into them.
DRAWN = """() => [...document.querySelectorAll("iframe[src*=st_folium]")]
  .every(frame => frame.contentWindow?.map?.atlas?.areas.length)"""
FOLLOWED = 3000  # ms
WHOLE = """() => {
  const main = document.querySelector("[data-testid=stMain]");
  return main ? main.scrollHeight : document.scrollingElement.scrollHeight;
}"""


def settled(page: Any) -> None:
    """Wait until a page stands: its script has run, its map is drawn, its letters are there."""
    page.locator(SETTLED).wait_for()
    page.wait_for_function(DRAWN)
    page.evaluate("() => document.fonts.ready.then(() => true)")


def faults(page: Any) -> list[str]:
    """Return what is wrong with the layout, once it has followed the size of the window.

    Frames and tables of Streamlit follow by themselves, a moment later.
    """
    try:
        page.wait_for_function(f"() => !({FAULTS})().length", timeout=FOLLOWED)
    except sync_api.TimeoutError:
        found: list[str] = page.evaluate(FAULTS)
        return found
    return []


def pictured(page: Any, file: Path, size: tuple[int, int]) -> None:
    """Keep a picture of a whole page, however far it would scroll."""
    width, height = size
    page.set_viewport_size({"width": width, "height": min(max(height, page.evaluate(WHOLE)), 6000)})
    settled(page)
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file)
    page.set_viewport_size({"width": width, "height": height})
