import type { ImageSource } from "../dataset";
import { loadImages } from "../load";

const classNames = [
  "T-shirt",
  "trousers",
  "pullover",
  "dress",
  "coat",
  "sandal",
  "shirt",
  "sneaker",
  "bag",
  "boot",
];

/** Fashion-MNIST: pictures of clothes (Xiao, Rasul, Vollgraf 2017). */
export const fashion: ImageSource = {
  id: "fashion",
  shape: [28, 28, 1],
  load: (onprogress) => loadImages("fashion", classNames, onprogress),
};
