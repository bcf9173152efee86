// Lessons of each kind in German, on the page in one file, which has fewer digits.

import { walkLessons } from "./lesson-walks.mjs";

walkLessons("de", {
  url: new URL("../../web/dist/hourglass.html", import.meta.url).href,
  only: ["1", "4", "7", "10"],
});
