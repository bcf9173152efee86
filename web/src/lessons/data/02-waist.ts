// How narrow the latent vector may be.

import type { Lesson, Run } from "../lesson";

const address = (latent: number) => `#/images?kind=vanilla&latent=${latent}&epochs=5&batch=32&lr=0.003`;
const run = (latent: number): Run => ({
  id: `${latent}`,
  address: address(latent),
  epochs: 5,
  figures: ["figure-held-out"],
});

export const lesson: Lesson = {
  id: "2",
  minutes: 8,
  steps: [
    { at: ["pad"], address: address(32), until: { kind: "drawn" } },
    { at: ["latent"], run: [run(32)], until: { kind: "ran" } },
    { at: ["latent"], until: { kind: "answered" } },
    { at: ["latent", "output"], run: [run(2)], until: { kind: "ran" } },
    { at: ["view"], shows: "view", until: { kind: "next" } },
    { at: ["latent"], run: [run(16), run(8), run(4)], until: { kind: "ran" } },
    { at: ["pad", "output"], until: { kind: "drawn" } },
  ],
  right: 1,
  format: "loss",
  points: [32, 16, 8, 4, 2].map((latent) => ({ run: `${latent}`, figure: "figure-held-out" })),
  asked: 4,
  line: true,
};
