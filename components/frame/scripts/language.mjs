// The language of the document: that of the page in it; and what the browser remembers of it.
import { appearing, within } from "./appearing.mjs";
import { told } from "./told.mjs";

const YEAR = 365 * 24 * 3600;

// The language that a button of the menu changes to; nothing for any other element.
export const changedTo = (classes, languages) =>
  languages.find(language => classes.includes(`st-key-lang_${language}`));

// Without a path, so that it holds for the folder that the app lies in.
export const remembered = (cookie, language) => `${cookie}=${language}; max-age=${YEAR}; samesite=lax`;

export const followLanguage = () => {
  appearing(node => {
    for (const mark of within(node, "[data-language]")) document.documentElement.lang = mark.dataset.language;
  });
  document.addEventListener("click", event => {
    const pressed = event.target.closest?.("[class*='st-key-lang_']");
    const language = pressed && changedTo([...pressed.classList], told.languages);
    if (language) document.cookie = remembered(told.cookie, language);
  }, true);
};
