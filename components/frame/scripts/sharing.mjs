// A page given to others: its address copied, and as a code for whoever has a telephone in the hand.
import { wholeChoice } from "./going.mjs";
import { say } from "./told.mjs";

const OPTION = "--server.address=0.0.0.0";

// The address of the page in view where others reach it, with the choices that it shows itself.
export const addressOf = ({ origin, path, keeps, choice }) => {
  const own = new Set(["lang", ...keeps.split(" ")]), query = new URLSearchParams();
  for (const [key, value] of choice) if (own.has(key)) query.set(key, value);
  return `${origin}${path}${query.size ? `?${query}` : ""}`;
};

// Over plain http, as in most offices, a browser has no clipboard for a page: then the old way.
const copied = async input => {
  try {
    await navigator.clipboard.writeText(input.value);
    return true;
  } catch {
    input.focus();
    input.select();
    return document.execCommand("copy");
  }
};

const element = (kind, given, ...inside) => {
  const made = Object.assign(document.createElement(kind), given);
  made.append(...inside);
  return made;
};

const share = async ({ share: reached, keeps }) => {
  const address = addressOf({ origin: reached || location.origin, path: location.pathname, keeps, choice: wholeChoice() });
  const input = element("input", { type: "text", readOnly: true, value: address, ariaLabel: say("share_address") });
  const state = element("p", { role: "status" });
  const tell = async () => { state.textContent = say(await copied(input) ? "share_copied" : "share_by_hand"); };
  const copy = element("button", { type: "button", className: "tool", textContent: say("share_copy"), onclick: tell });
  const close = element("button", { type: "button", className: "tool", textContent: say("share_close"), onclick: () => dialog.close() });
  const title = element("h2", { id: "share-title", textContent: say("share_title") });
  const dialog = element("dialog", { className: "sharing", onclose: () => dialog.remove() },
    title, state, input, reached ? code(address) : alone(), element("div", { className: "tools" }, copy, close));
  dialog.setAttribute("aria-labelledby", title.id);
  document.body.append(dialog);
  dialog.showModal();
  await tell();
};

const code = address => element("img", { alt: say("share_code", { address }), className: "code",
  src: new URL(`qr-code?to=${encodeURIComponent(address)}`, location.href) });

const alone = () => element("p", { className: "alert note" },
  say("share_alone"), element("br", {}), element("code", { textContent: OPTION }));

export const sharePages = () => document.addEventListener("click", event => {
  const pressed = event.target.closest?.("[data-share]");
  if (pressed) share(pressed.dataset);
});
