// What stands there until the page has something to show: the place's name, and what is being done.
import { appearing, within } from "./appearing.mjs";

const SHOWN = "h1, [data-testid=stAlert], .alert, [data-testid=stException], [data-testid=stAppViewContainer] iframe";

export const endOpening = () => {
  const opening = document.querySelector(".atlas-opening");
  if (!opening) return;
  document.documentElement.toggleAttribute("data-opening", true);
  appearing(node => {
    if (!opening.isConnected || !within(node, SHOWN).length) return;
    opening.remove();
    document.documentElement.removeAttribute("data-opening");
  });
};
