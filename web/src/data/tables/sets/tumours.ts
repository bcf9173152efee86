import { labelled, linesOf, type TableSet } from "./set";

/** The features of scikit-learn's file, in their order: ten measurements of the nuclei, each as mean, error and worst. */
const measurements = [
  "radius", "texture", "perimeter", "area", "smoothness",
  "compactness", "concavity", "concave points", "symmetry", "fractal dimension",
]; // prettier-ignore

export const tumours: TableSet = {
  file: "data/breast_cancer.csv",
  read(text) {
    const [, ...rows] = linesOf(text);
    const names = [
      ...measurements.map((name) => `mean ${name}`),
      ...measurements.map((name) => `${name} error`),
      ...measurements.map((name) => `worst ${name}`),
    ];
    const read = labelled(rows, names, (kind) => kind === "malignant");
    return { ...read, kinds: read.kinds.map((kind) => (kind === "0" ? "malignant" : "benign")) };
  },
  values: { layers: "16", latent: 6, code: "tanh", epochs: 200 },
  learn: 250,
  daily: 20,
};
