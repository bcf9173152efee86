/** What a link to an experiment holds. */
export interface Settings {
  latent: number;
  noise: number;
  learningRate: number;
  epochs: number;
  seed: number;
}

export const defaults: Settings = { latent: 128, noise: 0.5, learningRate: 0.001, epochs: 20, seed: 0 };

interface Field {
  name: string;
  low: number;
  high: number;
  integer?: boolean;
}

const fields: Record<keyof Settings, Field> = {
  latent: { name: "latent", low: 1, high: 784, integer: true },
  noise: { name: "noise", low: 0, high: 1 },
  learningRate: { name: "lr", low: 1e-5, high: 1 },
  epochs: { name: "epochs", low: 1, high: 1000, integer: true },
  seed: { name: "seed", low: 0, high: 2 ** 32 - 1, integer: true },
};
const keys = Object.keys(fields) as (keyof Settings)[];

/** Whether a value may stand for a setting. */
export function isValid(key: keyof Settings, value: number): boolean {
  const { low, high, integer } = fields[key];
  return value >= low && value <= high && (!integer || Number.isInteger(value));
}

/** Reads "#latent=128&noise=0.5"; what is missing or makes no sense keeps its default. */
export function parseHash(hash: string): Settings {
  const parameters = new URLSearchParams(hash.replace(/^#/, ""));
  const settings = { ...defaults };
  for (const key of keys) {
    const text = parameters.get(fields[key].name)?.trim();
    if (text && isValid(key, Number(text))) settings[key] = Number(text);
  }
  return settings;
}

export function formatHash(settings: Settings): string {
  return "#" + keys.map((key) => `${fields[key].name}=${settings[key]}`).join("&");
}

/** These settings shape the network or its first weights: another value needs another network. */
export function needsNewNetwork(a: Settings, b: Settings): boolean {
  return a.latent !== b.latent || a.seed !== b.seed;
}
