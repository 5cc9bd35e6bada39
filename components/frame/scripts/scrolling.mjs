// What is wider than its place can be reached and moved by keyboard, and has a name.
import { appearing, within } from "./appearing.mjs";
import { say } from "./told.mjs";

const BOXES = ".scroll";

const fit = box => {
  const wide = box.scrollWidth > box.clientWidth + 1;
  if (wide === box.hasAttribute("tabindex")) return;
  const said = { tabindex: "0", role: "region", "aria-label": box.querySelector("caption, th")?.textContent || say("table") };
  for (const [name, value] of Object.entries(said)) {
    if (wide) box.setAttribute(name, value);
    else box.removeAttribute(name);
  }
};

export const reachWhatScrolls = () => {
  const sizes = new ResizeObserver(changes => changes.forEach(({ target }) => fit(target)));
  appearing(node => within(node, BOXES).forEach(box => sizes.observe(box)));
};
