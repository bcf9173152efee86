// Noise as recordings have it. Each kind has a root mean square of 1.

import { butterworth } from "hourglass-autoencoder/data";
import { normal, randomNumbers } from "../../lib/random";

/** white: from any source. hum: of the mains. wander: slow, as of breathing. muscle: bursts of fast noise. */
export type NoiseKind = "white" | "hum" | "wander" | "muscle";
export const noiseKinds: NoiseKind[] = ["white", "hum", "wander", "muscle"];

const mains = 50; // hertz

type Make = (count: number, rate: number, random: () => number) => ArrayLike<number>;

const makers: Record<NoiseKind, Make> = {
  white: (count, _, random) => Float64Array.from({ length: count }, () => normal(random)),
  hum(count, rate, random) {
    const [first, third] = [2 * Math.PI * random(), 2 * Math.PI * random()];
    const turn = (2 * Math.PI * mains) / rate;
    return Float64Array.from(
      { length: count },
      (_, i) => Math.sin(turn * i + first) + 0.2 * Math.sin(3 * turn * i + third),
    );
  },
  /** Five waves between 0.05 and 0.5 hertz. */
  wander(count, rate, random) {
    const waves = Array.from({ length: 5 }, () => ({
      turn: (2 * Math.PI * (0.05 + 0.45 * random())) / rate,
      start: 2 * Math.PI * random(),
      height: 0.5 + random(),
    }));
    return Float64Array.from({ length: count }, (_, i) =>
      waves.reduce((sum, { turn, start, height }) => sum + height * Math.sin(turn * i + start), 0),
    );
  },
  /** White noise above 20 hertz, in bursts of half a second to two. */
  muscle(count, rate, random) {
    const white = makers.white(count, rate, random);
    const fast = rate > 45 ? butterworth(white, { rate, low: 20, order: 2 }) : Float64Array.from(white);
    for (let i = 0; i < count;) {
      const length = Math.round(rate * (0.5 + 1.5 * random()));
      const height = 0.3 + 1.2 * random();
      for (const end = Math.min(count, i + length); i < end; i++) fast[i]! *= height;
    }
    return fast;
  },
};

export function noiseOf(kind: NoiseKind, count: number, rate: number, seed: number): Float32Array {
  const values = makers[kind](count, rate, randomNumbers(seed));
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i]! ** 2;
  const scale = 1 / Math.sqrt(sum / count || 1);
  return Float32Array.from({ length: count }, (_, i) => scale * values[i]!);
}
