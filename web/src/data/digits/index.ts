import type { ImageSource } from "../dataset";
import { loadImages } from "../load";

/** MNIST: handwritten digits (LeCun, Cortes, Burges). */
export const digits: ImageSource = {
  id: "digits",
  shape: [28, 28, 1],
  load: (onprogress) => loadImages("digits", [..."0123456789"], onprogress),
};
