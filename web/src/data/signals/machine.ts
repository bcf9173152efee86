// A synthetic recording of a rotating machine: the shaft and its harmonics at a speed that varies a little, the teeth of a
// gear, and noise. In some seconds a bearing's outer race is worn: each ball that rolls over the spot strikes it, and rings.

import { normal, randomNumbers } from "../../lib/random";

export const rate = 4096;
export const seconds = 30;
/** When the race is worn: seconds. */
export const worn: [number, number][] = [
  [5, 6.5],
  [15, 16.5],
  [26, 27.5],
];

const shaft = 24.5; // hertz
const teeth = 9;
/** Strikes in a turn, of a bearing with nine balls. */
const strikes = 3.58;
const ring = { frequency: 1150, decay: 0.0018, height: 1.6 };

/** In units of the acceleration of free fall. */
export function generate(seed = 1): Float32Array<ArrayBuffer> {
  const random = randomNumbers(seed);
  const values = new Float32Array(rate * seconds);
  let [turn, strike] = [0, 0];
  const struck: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const time = i / rate;
    const speed = shaft * (1 + 0.02 * Math.sin(0.7 * time) + 0.008 * Math.sin(2.3 * time));
    turn += speed / rate;
    strike += (strikes * speed) / rate;
    if (strike >= 1) {
      strike -= 1;
      if (worn.some(([from, to]) => time >= from && time < to)) struck.push(i);
    }
    const wave = (times: number) => Math.sin(2 * Math.PI * times * turn);
    values[i] =
      wave(1) +
      0.5 * wave(2) +
      0.25 * wave(3) +
      0.3 * wave(teeth) * (1 + 0.3 * wave(1)) +
      0.06 * normal(random);
  }
  for (const start of struck) strikeAt(values, start, 0.7 + 0.6 * random());
  return values;
}

function strikeAt(values: Float32Array, start: number, share: number): void {
  const length = Math.round(8 * ring.decay * rate);
  for (let i = 0; i < length && start + i < values.length; i++) {
    const time = i / rate;
    values[start + i]! +=
      share * ring.height * Math.exp(-time / ring.decay) * Math.sin(2 * Math.PI * ring.frequency * time);
  }
}
