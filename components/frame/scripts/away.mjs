// The server away: a quiet bar says so, what needs the server says that it waits, and it goes on.
import { appearing, within } from "./appearing.mjs";
import { say } from "./told.mjs";

const PATIENCE = 1500; // ms: a network that was lost for a moment is no news
const FIRST = 5000; // ms that a first connection may take unsaid
const NEEDY = "a[href]:not([href^='#']), form button";
const FREE = "[data-atlas], [target=_blank], [download], [href^='blob:'], [href^='data:']";

// What the bar says: nothing, or the name of a message.
export const saying = (state, was) =>
  state === "CONNECTED" ? "" : state === "DISCONNECTED_FOREVER" ? "ended" : was ? "away" : "connecting";

export const moment = at => {
  const two = n => `${n}`.padStart(2, "0");
  return `${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()} ${two(at.getHours())}:${two(at.getMinutes())}`;
};

const draw = (bar, name, since) => {
  bar.replaceChildren();
  bar.hidden = !name;
  document.documentElement.toggleAttribute("data-away", Boolean(name));
  if (!name) return;
  const said = document.createElement("b");
  said.textContent = say(name, { moment: moment(since) });
  bar.append(said);
  if (name === "away") bar.append(` ${say("inert")}`);
  if (name === "ended") {
    const again = document.createElement("button");
    again.textContent = say("reload");
    again.addEventListener("click", () => location.reload());
    bar.append(again);
  }
};

// Whether something must wait for the server, which is then said.
export const mustWait = () => {
  const bar = document.querySelector(".atlas-away:not([hidden])");
  if (!bar) return false;
  bar.querySelector(".waits")?.remove();
  const said = document.createElement("span");
  said.className = "waits";
  said.textContent = say("waits");
  bar.append(said);
  return true;
};

export const sayWhenAway = () => {
  const bar = document.createElement("div");
  bar.className = "atlas-away";
  bar.setAttribute("role", "status");
  bar.dataset.atlas = "";
  bar.hidden = true;
  let was = false, since = new Date(), state = "", timer = 0;

  const change = next => {
    if (next === state) return;
    if (state === "CONNECTED") since = new Date();
    state = next;
    was ||= state === "CONNECTED";
    clearTimeout(timer);
    const name = saying(state, was);
    timer = setTimeout(() => draw(bar, name, since), name === "" ? 0 : name === "connecting" ? FIRST : PATIENCE);
  };

  const see = () => {
    const app = document.querySelector("[data-test-connection-state]");
    if (app && !bar.isConnected) document.body.prepend(bar);
    if (app) change(app.dataset.testConnectionState);
  };
  appearing(node => within(node, "[data-test-connection-state]").length && see());

  // What leads away from the page would end in the browser's own error, and the page be lost.
  const hold = event => {
    const needy = event.target.closest?.(NEEDY);
    if (!needy || needy.closest(FREE) || !mustWait()) return;
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener("click", hold, true);
  document.addEventListener("submit", hold, true);
};
