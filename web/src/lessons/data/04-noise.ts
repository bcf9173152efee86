// A network undoes the damage that it was trained on.

import type { Anchor } from "../../lib/anchors";
import type { Lesson } from "../lesson";

const address =
  "#/images?kind=denoising&latent=128&layers=none&code=relu&noise=0.5&epochs=5&batch=32&lr=0.003";
const figures: Anchor[] = ["figure-psnr-input", "figure-psnr"];

export const lesson: Lesson = {
  id: "4",
  minutes: 8,
  steps: [
    { at: ["noisy"], address, until: { kind: "next" } },
    {
      at: ["output"],
      run: [{ id: "trained", address, epochs: 5, figures: ["figure-held-out"] }],
      until: { kind: "ran" },
    },
    { at: ["pad", "output"], until: { kind: "drawn" }, takes: { id: "0.5", figures } },
    { at: ["try-noise"], until: { kind: "answered" } },
    {
      at: ["try-noise", "output"],
      until: { kind: "figure", anchor: "try-noise", from: 0.1, to: 0.1 },
      takes: { id: "0.1", figures },
    },
    {
      at: ["try-noise", "output"],
      until: { kind: "figure", anchor: "try-noise", from: 0.9, to: 0.9 },
      takes: { id: "0.9", figures },
    },
  ],
  right: 2,
  format: "decibels",
  points: ["0.5", "0.1", "0.9"].flatMap((run) => figures.map((figure) => ({ run, figure }))),
  asked: 3,
};
