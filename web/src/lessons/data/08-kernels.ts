// Weights that are shared over the picture.

import type { Anchor } from "../../lib/anchors";
import type { Lesson } from "../lesson";

const dense = "#/images?kind=vanilla&latent=392&epochs=3&batch=32&lr=0.001";
const convolutional =
  "#/images?kind=convolutional&layers=c16-c8&latent=0&code=linear&epochs=3&batch=32&lr=0.003";
const figures: Anchor[] = ["figure-parameters", "figure-held-out", "figure-psnr"];

export const lesson: Lesson = {
  id: "8",
  minutes: 8,
  steps: [
    { at: ["pad"], address: dense, until: { kind: "drawn" } },
    { at: ["output"], run: [{ id: "dense", address: dense, epochs: 3, figures }], until: { kind: "ran" } },
    {
      at: ["move", "output"],
      until: { kind: "moved", by: 4 },
      takes: { id: "dense-moved", figures: ["figure-psnr"] },
    },
    { at: ["output"], until: { kind: "answered" } },
    {
      at: ["layer-1", "output"],
      run: [{ id: "conv-moved", address: convolutional, epochs: 3, figures }],
      until: { kind: "ran" },
    },
    { at: ["layer-1"], until: { kind: "there", anchor: "layer-card" } },
    { at: ["pad", "output"], until: { kind: "drawn" } },
  ],
  right: 1,
  format: "decibels",
  points: [
    { run: "dense", figure: "figure-psnr" },
    { run: "dense-moved", figure: "figure-psnr" },
    { run: "conv-moved", figure: "figure-psnr" },
  ],
  asked: 2,
};
