// Frames of components have the name of what is in them: Streamlit gives them that of a program.
import { appearing, within } from "./appearing.mjs";
import { say } from "./told.mjs";

const MAPS = "iframe[src*='component/streamlit_folium']";

const name = frame => {
  const said = say("map");
  if (said && frame.title !== said) frame.title = said;
};

export const nameFrames = () => {
  appearing(node => within(node, MAPS).forEach(name));
  new MutationObserver(() => document.querySelectorAll(MAPS).forEach(name))
    .observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
};
