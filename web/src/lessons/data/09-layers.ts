// Layer upon layer: when pretraining helps.

import type { Lesson, Run } from "../lesson";

const stacked = (act: string, pretrain: number, epochs: number) =>
  `#/images?kind=stacked&layers=128-64&latent=32&act=${act}&code=${act}&pretrain=${pretrain}&epochs=${epochs}&batch=32&lr=0.003`;
const run = (id: string, address: string, epochs: number): Run => ({
  id,
  address,
  epochs,
  figures: ["figure-held-out"],
});

export const lesson: Lesson = {
  id: "9",
  minutes: 10,
  steps: [
    {
      at: ["layer-1", "layer-2", "latent"],
      run: [run("sigmoid", stacked("sigmoid", 0, 5), 5)],
      until: { kind: "ran" },
    },
    { at: ["layer-1"], run: [run("sigmoid-first", stacked("sigmoid", 2, 4), 4)], until: { kind: "ran" } },
    { at: [], until: { kind: "answered" } },
    { at: ["output"], run: [run("relu", stacked("relu", 0, 5), 5)], until: { kind: "ran" } },
    { at: ["layer-1"], run: [run("relu-first", stacked("relu", 2, 4), 4)], until: { kind: "ran" } },
    {
      at: ["output"],
      run: [run("one", "#/images?kind=vanilla&latent=32&epochs=5&batch=32&lr=0.003", 5)],
      until: { kind: "ran" },
    },
  ],
  right: 1,
  format: "loss",
  points: ["sigmoid", "sigmoid-first", "relu", "relu-first", "one"].map((id) => ({
    run: id,
    figure: "figure-held-out",
  })),
  asked: 3,
};
