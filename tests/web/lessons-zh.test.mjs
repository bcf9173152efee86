// The lessons in Chinese.

import { walkLessons } from "./lesson-walks.mjs";

walkLessons("zh");
