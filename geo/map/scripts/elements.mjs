// Pieces of page: elements with a text, buttons with an icon.
const PATHS = {
  plus: "M5 12h14M12 5v14", minus: "M5 12h14", close: "M6 6l12 12M18 6L6 18",
  whole: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  earlier: "M15 5l-7 7 7 7", later: "M9 5l7 7-7 7", play: "M8 5v14l11-7z", pause: "M9 5v14M15 5v14",
};

export const make = (kind, into, name = "", text = "") => {
  const element = into.appendChild(document.createElement(kind));
  element.className = name;
  element.textContent = text; // never HTML: names come from files
  return element;
};

export const button = (into, name, icon, act) => {
  const element = make("button", into, name);
  element.type = "button";
  element.onclick = act;
  if (icon) element.innerHTML =
    `<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="2.2"><path d="${PATHS[icon]}"/></svg>`;
  return element;
};

// The words of buttons that show an icon.
export const speak = (buttons, words) => {
  for (const [word, element] of Object.entries(buttons)) {
    element.title = words[word];
    element.setAttribute("aria-label", words[word]);
  }
};
