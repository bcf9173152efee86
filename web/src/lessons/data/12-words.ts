// Sentences by their letters and by what their words mean.

import type { Anchor } from "../../lib/anchors";
import type { Lesson } from "../lesson";

const letters = "#/sentences?data=en&by=letters";
const meaning = "#/sentences?data=en";
const asked = { anchor: "query", value: "We changed trains in Vienna." } as const;
const shares: Anchor[] = ["share-full-unseen", "share-network-unseen"];

export const lesson: Lesson = {
  id: "12",
  minutes: 9,
  steps: [
    {
      at: ["query"],
      run: [{ id: "letters", address: letters, epochs: 100, figures: shares }],
      until: { kind: "ran" },
    },
    { at: ["near", "query"], sets: asked, until: { kind: "next" } },
    { at: [], until: { kind: "answered" } },
    {
      at: ["query"],
      run: [{ id: "meaning", address: meaning, epochs: 150, figures: [...shares, "share-axes-unseen"] }],
      until: { kind: "ran" },
    },
    { at: ["near", "query"], sets: asked, until: { kind: "next" } },
    { at: ["view-groups"], until: { kind: "there", anchor: "groups" } },
  ],
  right: 1,
  format: "count",
  points: [
    { run: "letters", figure: "share-full-unseen" },
    { run: "letters", figure: "share-network-unseen" },
    { run: "meaning", figure: "share-full-unseen" },
    { run: "meaning", figure: "share-axes-unseen" },
    { run: "meaning", figure: "share-network-unseen" },
  ],
  asked: 4,
};
