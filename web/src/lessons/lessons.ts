// The lessons, in their order.

import { lesson as lesson1 } from "./data/01-autoencoder";
import { lesson as lesson2 } from "./data/02-waist";
import { lesson as lesson3 } from "./data/03-pca";
import { lesson as lesson4 } from "./data/04-noise";
import { lesson as lesson5 } from "./data/05-map";
import { lesson as lesson6 } from "./data/06-sparse";
import { lesson as lesson7 } from "./data/07-new-ones";
import { lesson as lesson8 } from "./data/08-kernels";
import { lesson as lesson9 } from "./data/09-layers";
import { lesson as lesson10 } from "./data/10-odd-one-out";
import { lesson as lesson11 } from "./data/11-photo";
import { lesson as lesson12 } from "./data/12-words";
import type { Lesson } from "./lesson";

export const lessons: Lesson[] = [
  lesson1,
  lesson2,
  lesson3,
  lesson4,
  lesson5,
  lesson6,
  lesson7,
  lesson8,
  lesson9,
  lesson10,
  lesson11,
  lesson12,
];
