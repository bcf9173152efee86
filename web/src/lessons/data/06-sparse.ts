// A price on activity: few units for each picture.

import type { Lesson, Run } from "../lesson";

const address = (l1: string) => `#/images?kind=sparse&latent=128&l1=${l1}&epochs=5&batch=32&lr=0.003`;
/** The features are computed where they are shown alone: old machines have enough to do. */
const run = (l1: string, view = ""): Run => ({
  id: l1,
  address: address(l1) + view,
  epochs: 5,
  figures: ["figure-active", "figure-held-out"],
});

export const lesson: Lesson = {
  id: "6",
  minutes: 8,
  steps: [
    { at: ["latent"], run: [run("0")], until: { kind: "ran" } },
    { at: ["latent"], run: [run("0.0001")], until: { kind: "ran" } },
    { at: ["view"], shows: "view", run: [run("0.001", "&view=features")], until: { kind: "ran" } },
    { at: ["latent"], until: { kind: "answered" } },
    { at: ["latent", "output"], run: [run("0.01")], until: { kind: "ran" } },
  ],
  right: 2,
  format: "count",
  points: ["0", "0.0001", "0.001", "0.01"].map((l1) => ({ run: l1, figure: "figure-active" })),
  asked: 3,
  line: true,
};
