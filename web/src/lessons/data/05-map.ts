// Two units: each digit is a point on a plane.

import type { Lesson } from "../lesson";

const address =
  "#/images?kind=vanilla&layers=128-64&latent=2&code=linear&epochs=5&batch=32&lr=0.003&view=latent-map";

export const lesson: Lesson = {
  id: "5",
  minutes: 9,
  steps: [
    { at: ["view"], address, shows: "view", until: { kind: "next" } },
    { at: ["view"], address, shows: "view", until: { kind: "answered" } },
    {
      at: ["view"],
      shows: "view",
      run: [{ id: "map", address, epochs: 5, figures: ["figure-held-out"] }],
      until: { kind: "ran" },
    },
    {
      at: ["map-lasso"],
      shows: "view",
      until: { kind: "there", anchor: "map-inside" },
      takes: { id: "loop", figures: ["inside-0", "inside-1", "inside-4", "inside-9"] },
    },
    { at: ["map-decode", "output"], shows: "view", until: { kind: "there", anchor: "let-go" } },
    { at: ["pad", "output"], shows: "view", until: { kind: "drawn" } },
  ],
  right: 1,
  format: "count",
  points: [0, 1, 4, 9].map((digit) => ({ run: "loop", figure: `inside-${digit}` })),
};
