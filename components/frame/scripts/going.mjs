// To another view of the app without another page: the address changes, and Streamlit follows it.
import { mustWait } from "./away.mjs";

// Streamlit runs what stands in the address when a reader goes back or forward; so it does here.
// With the server away nobody would follow: then all stays as it is. Says whether it went.
export const go = to => {
  const address = new URL(to, location.href);
  if (address.href === location.href || mustWait()) return false;
  history.pushState({}, "", address);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  return true;
};

// The whole choice: what the page shows by itself, and over it what the address says by now.
export const wholeChoice = () => {
  const whole = new URLSearchParams(document.querySelector("[data-choice]")?.dataset.choice ?? "");
  for (const [key, value] of new URLSearchParams(location.search)) whole.set(key, value);
  return whole;
};

// The day that the page shows; none where it shows no figures.
export const shownDay = () => wholeChoice().get("day") ?? "";

// The address of a page with these changes of the choice; null takes one away.
export const withChanges = (page, changes) => {
  const query = wholeChoice();
  for (const [key, value] of Object.entries(changes)) value === null ? query.delete(key) : query.set(key, value);
  return `${page}?${query}`;
};

// A link with `data-go` leads there as well; with Ctrl it opens another tab, as any link does.
export const followLinks = () => document.addEventListener("click", event => {
  const link = event.target.closest?.("a[data-go]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(link.href);
});
