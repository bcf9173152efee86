// A network that takes noise from a photo, and learns it from that photo alone.

import type { Anchor } from "../../lib/anchors";
import type { Lesson } from "../lesson";

const alone = "#/photos?photo=camera&from=alone";
const blocks = `${alone}&noise=jpeg&sigma=50`;
const whole: Anchor[] = ["photo-psnr-noisy", "photo-psnr"];
const underLens: Anchor[] = ["photo-lens-noisy", "photo-lens-psnr"];

export const lesson: Lesson = {
  id: "11",
  minutes: 8,
  steps: [
    { at: ["photo-under"], address: alone, until: { kind: "next" } },
    {
      at: ["photo-psnr"],
      run: [{ id: "alone", address: alone, epochs: 10, figures: whole }],
      until: { kind: "ran" },
    },
    { at: ["photo-lens"], until: { kind: "answered" } },
    {
      at: ["photo-lens", "photo-under"],
      until: { kind: "figure", anchor: "photo-lens", from: 0, to: 5 },
      takes: { id: "flat", figures: underLens },
    },
    {
      at: ["photo-lens", "photo-under"],
      until: { kind: "figure", anchor: "photo-lens", from: 25, to: 255 },
      takes: { id: "detail", figures: underLens },
    },
    {
      at: ["photo-psnr"],
      run: [{ id: "blocks", address: blocks, epochs: 10, figures: whole }],
      until: { kind: "ran" },
    },
  ],
  right: 0,
  format: "decibels",
  points: [
    { run: "flat", figure: "photo-lens-noisy" },
    { run: "flat", figure: "photo-lens-psnr" },
    { run: "detail", figure: "photo-lens-noisy" },
    { run: "detail", figure: "photo-lens-psnr" },
    { run: "blocks", figure: "photo-psnr-noisy" },
    { run: "blocks", figure: "photo-psnr" },
  ],
  asked: 1,
};
