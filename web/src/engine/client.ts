// The page's one door to the package, which computes in a worker of its own.

import { load, presets, type Autoencoder, type AutoencoderConfig, type Runtime } from "hourglass-autoencoder";

export type {
  Autoencoder,
  AutoencoderConfig,
  Corruption,
  Dataset,
  FitOptions,
  FitRun,
  Layer,
  LayerOutput,
  Pca,
  Probe,
  Progress,
  Runtime,
  RuntimeInfo,
  Weights,
} from "hourglass-autoencoder";

export type KindId = keyof typeof presets;
export type Overrides = Partial<AutoencoderConfig>;

export const startEngine = (): Promise<Runtime> => load({ threads: "auto" });

/** Another, for what takes seconds and must not hold up the first; it ends with the job, or when that is aborted. */
export async function withHelper<T>(job: (runtime: Runtime) => Promise<T>, signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted();
  const helper = await load({ threads: 1 });
  const end = () => void helper.dispose();
  signal?.addEventListener("abort", end);
  try {
    signal?.throwIfAborted();
    return await job(helper);
  } finally {
    signal?.removeEventListener("abort", end);
    end();
  }
}

/** A model of this kind: the package's preset, and what is set otherwise. */
export function createModel(runtime: Runtime, kind: KindId, overrides: Overrides): Promise<Autoencoder> {
  return runtime.create(presets[kind](overrides));
}
