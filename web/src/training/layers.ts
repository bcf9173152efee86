// The kinds of layers that may stand between input and latent: how each is written in an address, which layer of the package
// it is, and what comes out of it. A new one is an entry here, and its name in the words.

import type { Activation, Layer } from "../engine/client";

export type Shape = [height: number, width: number, channels: number];

export interface LayerSpec {
  type: LayerType;
  /** Units, filters, a pool's side, or that of a block's kernels. */
  size: number;
  /** Of a convolution. */
  kernel: number;
  stride: number;
}

interface LayerKind {
  /** What stands before the size in an address. */
  prefix: string;
  usualSize: number;
  mostSize: number;
  /** One without a size is its prefix alone. */
  hasSize: boolean;
  hasKernel: boolean;
  /** What it takes: behind a vector there is no picture any more. */
  takes: "pictures" | "vectors" | "both";
  /** `input` is the shape that comes into it. */
  make(spec: LayerSpec, activation: Activation, input: Shape): Layer;
  /** Undefined of layers of other kinds. */
  read(layer: Layer): (Pick<LayerSpec, "size"> & Partial<LayerSpec>) | undefined;
  output(spec: LayerSpec, input: Shape): Shape;
  /** Multiply-adds for one sample. */
  products(spec: LayerSpec, input: Shape): number;
}

const featuresOf = ([height, width, channels]: Shape) => height * width * channels;

/** Along a signal, which is of height 1, windows go along its length alone. */
const along = (side: number, [height]: Shape): number | [number, number] => (height === 1 ? [1, side] : side);
const last = (side: number | readonly number[]) => (typeof side === "number" ? side : side.at(-1)!);
const strided = ([height, width]: Shape, stride: number, channels: number): Shape => [
  Math.ceil(height / stride),
  Math.ceil(width / stride),
  channels,
];

const denseShare = 0.4; // what one of a dense layer's multiply-adds takes of one of a convolution's

const kinds = {
  dense: {
    prefix: "",
    usualSize: 128,
    mostSize: 512,
    hasSize: true,
    hasKernel: false,
    takes: "vectors",
    make: ({ size }, activation) => ({ type: "dense", units: size, activation }),
    read: (layer) => (layer.type === "dense" ? { size: layer.units } : undefined),
    output: ({ size }) => [1, 1, size],
    products: ({ size }, input) => denseShare * featuresOf(input) * size,
  },
  conv: {
    prefix: "c",
    usualSize: 8,
    mostSize: 32,
    hasSize: true,
    hasKernel: true,
    takes: "pictures",
    make: ({ size, kernel, stride }, activation, input) => ({
      type: "conv2d",
      filters: size,
      kernel: along(kernel, input),
      stride: along(stride, input),
      activation,
    }),
    read: (layer) =>
      layer.type === "conv2d"
        ? { size: layer.filters, kernel: last(layer.kernel), stride: last(layer.stride ?? 1) }
        : undefined,
    output: ({ size, stride }, input) => strided(input, stride, size),
    products: (spec, input) =>
      featuresOf(strided(input, spec.stride, spec.size)) * spec.kernel ** (input[0] === 1 ? 1 : 2) * input[2],
  },
  pool: {
    prefix: "p",
    usualSize: 2,
    mostSize: 4,
    hasSize: true,
    hasKernel: false,
    takes: "pictures",
    make: ({ size }, _activation, input) => ({
      type: "max_pool2d",
      pool: along(size, input),
      padding: "same",
    }),
    read: (layer) =>
      layer.type === "max_pool2d" && layer.padding === "same" ? { size: last(layer.pool ?? 2) } : undefined,
    output: ({ size }, input) => strided(input, size, input[2]),
    products: () => 0,
  },
  norm: {
    prefix: "n",
    usualSize: 1,
    mostSize: 1,
    hasSize: false,
    hasKernel: false,
    takes: "both",
    make: () => ({ type: "batch_norm" }),
    read: (layer) => (layer.type === "batch_norm" ? { size: 1 } : undefined),
    output: (_spec, input) => input,
    products: (_spec, input) => 8 * featuresOf(input),
  },
  residual: {
    prefix: "r",
    usualSize: 3,
    mostSize: 7,
    hasSize: true,
    hasKernel: false,
    takes: "pictures",
    make: ({ size }, activation, input) => {
      const conv = { type: "conv2d" as const, filters: input[2], kernel: along(size, input) };
      return { type: "residual", layers: [{ ...conv, activation }, conv] };
    },
    read: (layer) => {
      const [first, second] = layer.type === "residual" ? layer.layers : [];
      return first?.type === "conv2d" && second?.type === "conv2d" ? { size: last(first.kernel) } : undefined;
    },
    output: (_spec, input) => input,
    products: ({ size }, input) => 2 * featuresOf(input) * size ** (input[0] === 1 ? 1 : 2) * input[2],
  },
} satisfies Record<string, LayerKind>;

export type LayerType = keyof typeof kinds;
export const layerKinds: Record<LayerType, LayerKind> = kinds;
export const layerTypes = Object.keys(kinds) as LayerType[];

export const layerLimits = { layers: 5, kernel: 7, stride: 3 };
const usual = { kernel: 3, stride: 2 };

export const newLayer = (type: LayerType, size = layerKinds[type].usualSize): LayerSpec => ({
  type,
  size,
  ...usual,
});

/** Undefined where the text says nothing that can be. "c16-n-p2" is a convolution of 16 filters, a normalisation and a
 * pool of 2, "128-64" are dense layers, and none is "none". */
export function parseLayers(text: string): LayerSpec[] | undefined {
  if (text === "none") return [];
  const specs = text.split("-").map(parseLayer);
  const fits = (spec: LayerSpec | undefined, i: number) =>
    spec !== undefined &&
    (layerKinds[spec.type].takes !== "pictures" ||
      specs.slice(0, i).every((before) => before && layerKinds[before.type].takes !== "vectors"));
  return specs.length <= layerLimits.layers && specs.every(fits) ? (specs as LayerSpec[]) : undefined;
}

function parseLayer(text: string): LayerSpec | undefined {
  const found = /^([a-z]?)(\d*)(?:k(\d+))?(?:s(\d+))?$/.exec(text);
  const type = layerTypes.find((one) => layerKinds[one].prefix === found?.[1]);
  if (!found || !type) return undefined;
  const { mostSize, hasSize, hasKernel, usualSize } = layerKinds[type];
  if ((!hasKernel && (found[3] || found[4])) || (found[2] !== "") !== hasSize) return undefined;
  const [size, kernel, stride] = [
    hasSize ? found[2] : usualSize,
    found[3] ?? usual.kernel,
    found[4] ?? usual.stride,
  ].map(Number);
  const within = (value: number, most: number) => value >= 1 && value <= most;
  const fits =
    within(size!, mostSize) && within(kernel!, layerLimits.kernel) && within(stride!, layerLimits.stride);
  return fits ? { type, size: size!, kernel: kernel!, stride: stride! } : undefined;
}

export function formatLayers(specs: LayerSpec[]): string {
  const format = ({ type, size, kernel, stride }: LayerSpec) =>
    `${layerKinds[type].prefix}${layerKinds[type].hasSize ? size : ""}` +
    (layerKinds[type].hasKernel && kernel !== usual.kernel ? `k${kernel}` : "") +
    (layerKinds[type].hasKernel && stride !== usual.stride ? `s${stride}` : "");
  return specs.length === 0 ? "none" : specs.map(format).join("-");
}

/** What a layer of the package is called here; undefined of one that no setting makes. */
export function specOf(layer: Layer): LayerSpec | undefined {
  for (const type of layerTypes) {
    const read = layerKinds[type].read(layer);
    if (read) return { ...newLayer(type), ...read };
  }
  return undefined;
}

/** Whether a network of these layers sees pictures as such, and not as rows of numbers. */
export const takesPictures = (specs: LayerSpec[]): boolean =>
  specs.map(({ type }) => layerKinds[type].takes).find((takes) => takes !== "both") === "pictures";
