// 784 numbers through 32 and back, also for digits that it never saw.

import type { Lesson } from "../lesson";

const address = "#/images?kind=vanilla&latent=32&epochs=5&batch=32&lr=0.003";

export const lesson: Lesson = {
  id: "1",
  minutes: 7,
  steps: [
    { at: ["pad"], address, until: { kind: "drawn" } },
    {
      at: ["latent", "output"],
      address,
      until: { kind: "next" },
      takes: { id: "before", figures: ["figure-held-out"], untrained: true },
    },
    { at: [], address, until: { kind: "answered" } },
    {
      at: ["output"],
      shows: "curve",
      run: [{ id: "all", address, epochs: 5, figures: ["figure-loss", "figure-held-out"] }],
      until: { kind: "ran" },
    },
    { at: ["pad", "output"], until: { kind: "drawn" } },
    { at: ["latent"], until: { kind: "there", anchor: "let-go" } },
  ],
  right: 0,
  format: "loss",
  points: [
    { run: "before", figure: "figure-held-out" },
    { run: "all", figure: "figure-loss" },
    { run: "all", figure: "figure-held-out" },
  ],
  asked: 2,
};
