// The script of every page: each module binds what it does once, to the document.
import { sayWhenAway } from "./away.mjs";
import { pointTogether } from "./beside.mjs";
import { findByName } from "./finding.mjs";
import { nameFrames } from "./frames.mjs";
import { followLinks } from "./going.mjs";
import { followLanguage } from "./language.mjs";
import { takePictures } from "./picturing.mjs";
import { followPrinting } from "./printing.mjs";
import { writeAsRead } from "./locale.mjs";
import { sayWhileMoving } from "./moving.mjs";
import { endOpening } from "./opening.mjs";
import { reachWhatScrolls } from "./scrolling.mjs";
import { translate } from "./translate.mjs";

writeAsRead();
followLanguage();
translate();
endOpening();
nameFrames();
reachWhatScrolls();
sayWhenAway();
followLinks();
findByName();
pointTogether();
sayWhileMoving();
followPrinting();
takePictures();
