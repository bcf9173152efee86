// What a linear network can at best find.

import type { Anchor } from "../../lib/anchors";
import type { Lesson } from "../lesson";

const linear = "#/images?kind=vanilla&latent=32&code=linear&out=linear&epochs=10&batch=32&lr=0.001";
const bent = "#/images?kind=vanilla&latent=32&code=relu&out=sigmoid&epochs=10&batch=32&lr=0.003";
const deep = "#/images?kind=vanilla&latent=2&layers=128&code=linear&epochs=5&batch=32&lr=0.003";
const figures: Anchor[] = ["figure-held-out", "figure-pca"];

export const lesson: Lesson = {
  id: "3",
  minutes: 9,
  steps: [
    { at: ["latent"], address: linear, until: { kind: "next" } },
    { at: ["latent"], address: linear, until: { kind: "answered" } },
    { at: ["output"], run: [{ id: "linear", address: linear, epochs: 10, figures }], until: { kind: "ran" } },
    { at: ["output"], run: [{ id: "bent", address: bent, epochs: 10, figures }], until: { kind: "ran" } },
    { at: ["layer-1"], run: [{ id: "deep", address: deep, epochs: 5, figures }], until: { kind: "ran" } },
  ],
  right: 1,
  format: "loss",
  points: [
    { run: "linear", figure: "figure-pca" },
    { run: "linear", figure: "figure-held-out" },
    { run: "bent", figure: "figure-held-out" },
    { run: "deep", figure: "figure-pca" },
    { run: "deep", figure: "figure-held-out" },
  ],
  asked: 1,
};
