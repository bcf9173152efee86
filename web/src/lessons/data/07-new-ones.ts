// Codes that may be drawn at random.

import type { Anchor } from "../../lib/anchors";
import type { Lesson } from "../lesson";

const variational = (beta: number) =>
  `#/images?kind=variational&layers=256&latent=32&beta=${beta}&epochs=5&batch=128&lr=0.003&view=new`;
const vanilla =
  "#/images?kind=vanilla&layers=256&latent=32&code=linear&loss=bce&epochs=5&batch=128&lr=0.003&view=new";
const figures: Anchor[] = ["figure-psnr"];

export const lesson: Lesson = {
  id: "7",
  minutes: 10,
  steps: [
    {
      at: ["latent"],
      run: [{ id: "variational", address: variational(1), epochs: 5, figures, pin: true }],
      until: { kind: "ran" },
    },
    {
      at: ["output"],
      run: [{ id: "vanilla", address: vanilla, epochs: 5, figures }],
      until: { kind: "ran" },
    },
    { at: [], until: { kind: "answered" } },
    {
      at: ["view"],
      shows: "view",
      sets: { anchor: "new-source", value: "prior" },
      counts: { id: "prior", figures: ["mine", "theirs"], of: 24 },
      until: { kind: "counted" },
    },
    { at: ["new-source"], shows: "view", until: { kind: "chosen", anchor: "new-source", value: "codes" } },
    {
      at: ["view"],
      shows: "view",
      run: [{ id: "dear", address: variational(100), epochs: 5, figures }],
      until: { kind: "ran" },
    },
  ],
  right: 1,
  format: "count",
  points: [
    { run: "prior", figure: "mine" },
    { run: "prior", figure: "theirs" },
  ],
};
