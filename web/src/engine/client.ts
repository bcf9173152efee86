// The only file of the page that imports the package, which computes in a worker of its own.

import {
  conv2d,
  conv2dTranspose,
  load,
  presets,
  type Autoencoder,
  type AutoencoderConfig,
  type Corruption,
  type Layer,
  type Runtime,
} from "hourglass-autoencoder";

export { activations, corruptionKinds, losses, optimizerKinds, sparsityKinds } from "hourglass-autoencoder";
export type {
  Activation,
  Autoencoder,
  AutoencoderConfig,
  Corruption,
  Dataset,
  FitOptions,
  FitRun,
  Layer,
  LayerOutput,
  Patches,
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

/** A second runtime for a job of seconds that must not block the first; it ends with the job, or when that is aborted. */
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

/** What a model has and this library, or another one, has not: no fault of the browser's, as "unsupported" is elsewhere. */
async function aboutModel<T>(job: Promise<T>): Promise<T> {
  try {
    return await job;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    throw code === "unsupported" ? Object.assign(new Error(message), { code: "impossible" }) : error;
  }
}

/** A saved network for another engine. */
export const exported = (
  file: Uint8Array,
  ...[format, options]: Parameters<Autoencoder["export"]>
): Promise<Uint8Array<ArrayBuffer>> =>
  withHelper(async (runtime) => aboutModel((await runtime.open(file)).export(format, options)));

/** A network of whatever library as this one saves it. */
export const asOwnFile = (files: readonly File[]): Promise<Uint8Array<ArrayBuffer>> =>
  withHelper(async (runtime) => (await aboutModel(runtime.open(files))).save());

/** A model of this kind: the package's preset, and what is set otherwise. */
export function createModel(runtime: Runtime, kind: KindId, overrides: Overrides): Promise<Autoencoder> {
  return runtime.create(presets[kind](overrides));
}

/** A network of convolutions of 3 x 3, which finds what is to be taken from an image: noise. */
export interface DenoiserSettings {
  channels: number;
  /** Filters of each of its layers but the last. */
  filters: number;
  layers: number;
  /** Rows and columns of the patches that it learns from. */
  patch: number;
  /** Added while it learns; none where what it learns from is noisy itself. */
  corruption: Corruption | undefined;
  loss: "mse" | "mae";
  seed: number;
}

/** The same network on pixels that are so far apart: it sees every second one, say, and all of these in turn. */
export function dilatedConfig(config: AutoencoderConfig, dilation: number): AutoencoderConfig {
  const spread = (layers: readonly Layer[] = []) =>
    layers.map((layer) => (layer.type === "conv2d" ? { ...layer, dilation } : layer));
  return { ...config, encoder: spread(config.encoder), decoder: spread(config.decoder) };
}

export function denoiserConfig(settings: DenoiserSettings): AutoencoderConfig {
  const { channels, filters, layers, patch, corruption, loss, seed } = settings;
  return {
    input: [patch, patch, channels],
    encoder: Array.from({ length: layers - 1 }, () => conv2d(filters, { kernel: 3, activation: "relu" })),
    decoder: [conv2d(channels, { kernel: 3 })],
    residual: true,
    loss,
    optimizer: { kind: "adam", learningRate: 0.0005 },
    ...(corruption && { corruption }),
    seed,
  };
}

/** A network that makes images small: one layer of large kernels either way, whose planes are as few as beta allows. */
export interface CoderSettings {
  /** Rows and columns of the patches that it learns from. */
  patch: number;
  /** Of the code, at most. */
  planes: number;
  /** How dear each number of the code is. */
  beta: number;
  seed: number;
}

export function coderConfig({ patch, planes, beta, seed }: CoderSettings): AutoencoderConfig {
  return {
    input: [patch, patch, 1],
    encoder: [conv2d(planes, { kernel: 16, stride: 8 })],
    decoder: [conv2dTranspose(1, { kernel: 16, stride: 8 })],
    variational: { beta, warmup: 60 },
    optimizer: { kind: "adam", learningRate: 0.0004 },
    seed,
  };
}
