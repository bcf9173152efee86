// The error of a network that knows only what is normal.

import type { Lesson } from "../lesson";

const network = "layers=16&act=tanh&code=tanh&out=linear&lr=0.001";
const normal = `#/anomalies?data=tumours&latent=6&epochs=200&batch=32&${network}`;
const all = `${normal}&train=all`;
const shuttle = `#/anomalies?data=shuttle&latent=3&epochs=20&batch=64&${network}`;
const figures = ["figure-auc"];

export const lesson: Lesson = {
  id: "10",
  minutes: 10,
  steps: [
    {
      at: ["threshold"],
      run: [{ id: "normal", address: normal, epochs: 200, figures }],
      until: { kind: "ran" },
    },
    { at: ["threshold"], until: { kind: "next" } },
    {
      at: ["threshold", "figure-missed"],
      until: { kind: "figure", anchor: "figure-missed", from: 0, to: 0 },
      takes: { id: "none-missed", figures: ["figure-false"] },
    },
    { at: ["cheapest"], until: { kind: "pressed", anchor: "cheapest", times: 1 } },
    { at: [], until: { kind: "answered" } },
    { at: ["threshold"], run: [{ id: "all", address: all, epochs: 200, figures }], until: { kind: "ran" } },
    {
      at: ["curve-roc"],
      run: [
        {
          id: "shuttle",
          address: shuttle,
          epochs: 20,
          figures: ["figure-auc", "figure-auc-pca", "figure-auc-distance"],
        },
      ],
      until: { kind: "ran" },
    },
  ],
  right: 2,
  format: "auc",
  points: [
    { run: "normal", figure: "figure-auc" },
    { run: "all", figure: "figure-auc" },
    { run: "shuttle", figure: "figure-auc" },
    { run: "shuttle", figure: "figure-auc-pca" },
    { run: "shuttle", figure: "figure-auc-distance" },
  ],
  asked: 1,
};
