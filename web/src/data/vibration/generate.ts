// Vibration of a machine that was never built: a seeded generator, documented here and labelled synthetic on the page.
//
// A rolling bearing at varying speed and load. Each row is what a sensor's spectrum shows in 48 bands, measured in orders
// (multiples of the shaft's speed), in decibels, with the speed and the load. A healthy machine has the shaft's own
// harmonics, gear mesh that grows with load, resonances of the housing at fixed frequencies, which wander through the
// orders as the speed changes, and noise. Faults add lines at the orders that the bearing's geometry gives them
// (outer race, inner race, ball; Randall and Antoni 2011), with sidebands; imbalance raises the first order with speed
// squared. Each is as weak as the differences that load and speed make of themselves.

import { normal, randomNumbers } from "../../lib/random";

export type Fault = "outer race" | "inner race" | "ball" | "imbalance";
export const faults: Fault[] = ["outer race", "inner race", "ball", "imbalance"];

export interface Settings {
  rows: number;
  /** Share of faulty rows, from 0 to 1. */
  rate: number;
  /** How strong faults are: 1 is as documented. */
  strength: number;
  kinds: Fault[];
  seed: number;
}

export const defaults: Settings = { rows: 4000, rate: 0.08, strength: 1, kinds: faults, seed: 1 };

export const bands = 48;
const ordersABand = 0.25;
export const columns = [
  ...Array.from({ length: bands }, (_, i) => `order ${((i + 0.5) * ordersABand).toFixed(2)}`),
  "speed",
  "load",
];

/** Orders of a bearing with nine balls, ball to pitch diameter 0.26, no contact angle. */
const balls = 9;
const ratio = 0.26;
const orders = {
  "outer race": (balls / 2) * (1 - ratio),
  "inner race": (balls / 2) * (1 + ratio),
  ball: (1 / (2 * ratio)) * (1 - ratio ** 2),
};

type Random = () => number;

/** Power in each band; a line spreads over its neighbours. */
function addLine(power: Float64Array, order: number, strength: number): void {
  for (let i = 0; i < bands; i++) {
    const distance = ((i + 0.5) * ordersABand - order) / (0.6 * ordersABand);
    power[i]! += strength * Math.exp(-0.5 * distance ** 2);
  }
}

function healthy(speed: number, load: number, random: Random): Float64Array {
  const power = new Float64Array(bands).fill(0.02);
  const vary = (spread: number) => Math.exp(spread * normal(random));
  for (const [harmonic, strength] of [
    [1, 1],
    [2, 0.5],
    [3, 0.25],
    [4, 0.12],
  ] as const)
    addLine(power, harmonic, strength * speed ** 2 * vary(0.15));
  // Gear mesh, with sidebands at the shaft's speed.
  for (const [order, strength] of [
    [9, 1.2],
    [8, 0.3],
    [10, 0.3],
  ] as const)
    addLine(power, order, strength * load ** 2 * vary(0.15));
  // Resonances stay at their frequencies: at twice the speed they are at half the order.
  for (const [frequency, strength] of [
    [5.5, 0.7],
    [7.5, 0.5],
  ] as const)
    addLine(power, frequency / speed, strength * (0.4 + load) * vary(0.15));
  return power;
}

function addFault(
  power: Float64Array,
  fault: Fault,
  strength: number,
  { speed, load }: { speed: number; load: number },
): void {
  if (fault === "imbalance") return addLine(power, 1, 0.6 * strength * speed ** 2);
  const order = orders[fault];
  const level = 0.06 * strength * (0.5 + load);
  for (const harmonic of [1, 2]) {
    addLine(power, harmonic * order, level / harmonic);
    // The inner race turns through the loaded zone once a turn, a ball with the cage.
    if (fault !== "outer race")
      for (const side of [-1, 1])
        addLine(power, harmonic * order + side * (fault === "ball" ? 0.37 : 1), (0.5 * level) / harmonic);
  }
}

const decibels = (power: number) => Math.round(100 * 10 * Math.log10(power)) / 100;

/** The rows: levels in decibels, speed and load as parts of their usual values; and each one's fault. */
export function generate(settings: Partial<Settings> = {}): { rows: number[][]; kinds: (Fault | null)[] } {
  const { rows: count, rate, strength, kinds, seed } = { ...defaults, ...settings };
  const random = randomNumbers(seed);
  const rows: number[][] = [];
  const labels: (Fault | null)[] = [];
  for (let i = 0; i < count; i++) {
    const speed = 0.7 + 0.7 * random();
    const load = 0.3 + 0.7 * random();
    const power = healthy(speed, load, random);
    const kind = kinds.length > 0 && random() < rate ? kinds[Math.floor(random() * kinds.length)]! : null;
    if (kind) addFault(power, kind, strength, { speed, load });
    const levels = Array.from(power, (value) => decibels(value * Math.exp(0.08 * normal(random))));
    rows.push([...levels, Math.round(1000 * speed) / 1000, Math.round(1000 * load) / 1000]);
    labels.push(kind);
  }
  return { rows, kinds: labels };
}
