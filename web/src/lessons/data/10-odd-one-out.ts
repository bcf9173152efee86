// The error of a network that knows only what is normal.

import type { Anchor } from "../../lib/anchors";
import type { Lesson } from "../lesson";

const normal = "#/anomalies?data=heartbeats";
const all = `${normal}&train=all`;
const scans = "#/anomalies?data=heads&epochs=10";
const tumours = "#/anomalies?data=tumours";
const figures: Anchor[] = ["figure-auc"];

export const lesson: Lesson = {
  id: "10",
  minutes: 12,
  steps: [
    {
      at: ["threshold"],
      run: [{ id: "normal", address: normal, epochs: 150, figures }],
      until: { kind: "ran" },
    },
    { at: ["threshold"], until: { kind: "next" } },
    {
      at: ["threshold", "figure-false"],
      until: { kind: "figure", anchor: "figure-false", from: 0, to: 1 },
      takes: { id: "one-alarm", figures: ["figure-missed"] },
    },
    {
      at: ["cheapest"],
      until: { kind: "pressed", anchor: "cheapest", times: 1 },
      takes: { id: "cheapest", figures: ["figure-missed", "figure-false"] },
    },
    { at: [], until: { kind: "answered" } },
    { at: ["threshold"], run: [{ id: "all", address: all, epochs: 150, figures }], until: { kind: "ran" } },
    {
      at: ["curve-roc"],
      run: [
        {
          id: "tumours",
          address: tumours,
          epochs: 200,
          figures: ["figure-auc", "figure-auc-pca", "figure-auc-distance"],
        },
      ],
      until: { kind: "ran" },
    },
    {
      at: ["figure-flagged"],
      run: [{ id: "scans", address: scans, epochs: 10, figures: ["figure-auc", "figure-hits"] }],
      until: { kind: "ran" },
    },
  ],
  right: 2,
  format: "auc",
  points: [
    { run: "normal", figure: "figure-auc" },
    { run: "all", figure: "figure-auc" },
    { run: "tumours", figure: "figure-auc" },
    { run: "tumours", figure: "figure-auc-pca" },
    { run: "tumours", figure: "figure-auc-distance" },
  ],
  asked: 1,
};
