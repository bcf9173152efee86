// Pieces that a narrow network cannot restore, which learnt those that have most of their kind.

import { quantile } from "hourglass-autoencoder/data";
import type { Pieces } from "../../data/signals/pieces";
import { deviationOf, windowLength } from "../../data/signals/recording";
import { createModel, withHelper } from "../../engine/client";
import { rowsOf } from "../../lib/rows";
import { principalPlane } from "../../training/principal-plane";
import { project, regionOf, type Plane, type Region } from "../../lib/plane";

export interface Unusual {
  /** Mean squared error of each piece, in the square of the recording's unit. */
  scores: Float32Array;
  threshold: number;
  /** Those above it, worst first. */
  worst: number[];
  /** pieces x 128, as restored, in the recording's unit. */
  restored: Float32Array;
  map: { points: Float32Array; plane: Plane; region: Region };
  /** Of the hundred worst, or as many as there are: how many PCA of equal width has among its own. */
  agreed: { count: number; of: number };
}

export const width = 4;
/** Worse than this share of what was learnt is unusual. */
export const share = 0.99;

export function findUnusual({ shapes, usualOnes, silent }: Pieces): Promise<Unusual> {
  return withHelper(async (helper) => {
    const learnt = rowsOf(shapes, usualOnes, windowLength);
    const deviation = deviationOf(learnt) || 1;
    const scaled = (values: Float32Array) => values.map((value) => value / deviation);
    const [train, all] = [scaled(learnt), scaled(shapes)];
    const model = await createModel(helper, "vanilla", {
      input: windowLength,
      encoder: [
        { type: "dense", units: 32, activation: "tanh" },
        { type: "dense", units: width },
      ],
      outputActivation: "linear",
      optimizer: { kind: "adam", learningRate: 0.003 },
      seed: 0,
    });
    const epochs = Math.max(10, Math.round(40_000 / usualOnes.length));
    await model.fit(train, { epochs, batchSize: 16 });
    const outputs = await model.reconstruct(all);
    const scores = errors(all, outputs, deviation);
    const threshold = quantile(
      Float32Array.from(usualOnes, (piece) => scores[piece]!),
      share,
    );
    const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!);
    const codes = await model.encode(all);
    const plane = await principalPlane(helper, codes, width);
    const points = project(codes, plane);
    const pca = await helper.pca(train, { features: windowLength, components: width, heldOut: all });
    return {
      scores,
      threshold,
      worst: order.filter((piece) => scores[piece]! > threshold && silent[piece] === 0),
      restored: outputs.map((value) => value * deviation),
      map: { points, plane, region: regionOf(points, null) },
      agreed: agreement(order, all, pca),
    };
  });
}

function errors(values: Float32Array, outputs: Float32Array, deviation: number): Float32Array {
  const scores = new Float32Array(values.length / windowLength);
  for (let i = 0; i < values.length; i++)
    scores[Math.floor(i / windowLength)]! += ((values[i]! - outputs[i]!) * deviation) ** 2 / windowLength;
  return scores;
}

function agreement(
  order: number[],
  all: Float32Array,
  { codes, mean }: { codes: Float32Array; mean: Float32Array },
): Unusual["agreed"] {
  const rest = order.map(() => 0);
  for (let piece = 0; piece < rest.length; piece++) {
    for (let i = 0; i < windowLength; i++) rest[piece]! += (all[piece * windowLength + i]! - mean[i]!) ** 2;
    for (let k = 0; k < width; k++) rest[piece]! -= codes[piece * width + k]! ** 2;
  }
  const of = Math.min(100, Math.floor(order.length / 2));
  const theirs = new Set([...rest.keys()].sort((a, b) => rest[b]! - rest[a]!).slice(0, of));
  return { count: order.slice(0, of).filter((piece) => theirs.has(piece)).length, of };
}
