// The lessons in German, on the page in one file, which has fewer digits.

import { walkLessons } from "./lesson-walks.mjs";

walkLessons("de", new URL("../../web/dist/hourglass.html", import.meta.url).href);
