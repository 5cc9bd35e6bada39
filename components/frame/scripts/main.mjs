// The script of every page: each module binds what it does once, to the document.
import { followLanguage } from "./language.mjs";

followLanguage();
