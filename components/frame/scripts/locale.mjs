// Days and numbers that Streamlit writes are the reader's, not those of the computer's language.
const WRITTEN = { vi: "vi-VN", en: "en-GB" }; // both with the day first

export const written = language => WRITTEN[language] ?? language;

// Before Streamlit asks, which it does once and whenever it draws a field of its own.
export const writeAsRead = () => {
  const one = () => written(document.documentElement.lang);
  Object.defineProperty(navigator, "language", { configurable: true, get: one });
  Object.defineProperty(navigator, "languages", { configurable: true, get: () => [one()] });
};
