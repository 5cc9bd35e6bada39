// What Streamlit draws, as it appears: one look at the document for all who wait for something.
const watching = [];

const look = changes => {
  for (const { type, target, addedNodes } of changes) {
    if (type !== "childList") watching.forEach(see => see(target, type));
    else for (const node of addedNodes) watching.forEach(see => see(node));
  }
};

// Calls `see` with each node that is added or whose text or name changes, before it is painted.
// It must be quick, and change nothing that it finds as it left it: its changes are seen, too.
export const appearing = see => {
  watching.push(see);
  if (watching.length > 1) return;
  new MutationObserver(look).observe(document, {
    subtree: true, childList: true, characterData: true,
    attributes: true, attributeFilter: ["placeholder", "title", "aria-label", "data-language", "data-test-connection-state"],
  });
};

// The elements of a node, itself among them, that a selector names.
export const within = (node, selector) =>
  node.nodeType !== 1 ? [] : [...(node.matches(selector) ? [node] : []), ...node.querySelectorAll(selector)];
