// What the server tells the script: a text in the page, as data.
export const readTold = text => ({ cookie: "", languages: [], said: {}, ...JSON.parse(text || "{}") });

export const told = readTold(globalThis.document?.getElementById("atlas-told")?.textContent);

// What the page says in the reader's language, by its name, its `{places}` filled in.
export const say = (name, values = {}) => {
  const text = told.said[document.documentElement.lang]?.[name] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
};
