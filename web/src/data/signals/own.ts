// Somebody's own recording: CSV with one or more columns, NPY, or sound. Limits are stated here.

import Papa from "papaparse";
import { parseNpy, parseNumber, resample } from "hourglass/data";
import { BrokenGzip, unpacked } from "../decompress";
import type { Recording } from "./recording";

export const limits = { bytes: 200e6, fewest: 1000, values: 2_000_000 };

/** One channel of a file, as it lies there. */
export interface Channel {
  name: string;
  values: Float32Array<ArrayBuffer>;
}

export interface OwnSignals {
  name: string;
  channels: Channel[];
  /** Values a second, where the file says it. */
  rate: number | null;
  /** Cells that were no numbers, and took the value before. */
  unread: number;
}

export type Fault = "empty" | "tooLarge" | "gzip" | "npy" | "sound" | "noNumbers" | "tooShort" | "tooLong";

export class BrokenSignal extends Error {
  constructor(
    readonly fault: Fault,
    readonly detail: { message?: string; limit?: number } = {},
  ) {
    super(fault);
  }
}

const isNpy = (bytes: Uint8Array) => bytes[0] === 0x93 && bytes[1] === 0x4e;
const isSound = (bytes: Uint8Array) =>
  ["RIFF", "OggS", "fLaC", "ID3"].some((mark) =>
    [...mark].every((sign, i) => bytes[i] === sign.charCodeAt(0)),
  );

/** `decode` is the browser's decoder of sounds. */
export async function readSignals(
  name: string,
  file: Blob,
  decode: (bytes: ArrayBuffer) => Promise<{ rate: number; channels: Float32Array<ArrayBuffer>[] }>,
): Promise<OwnSignals> {
  if (file.size === 0) throw new BrokenSignal("empty");
  if (file.size > limits.bytes) throw new BrokenSignal("tooLarge", { limit: limits.bytes });
  const bytes = await unpacked(new Uint8Array(await file.arrayBuffer()), limits.bytes).catch(
    (error: unknown) => {
      throw error instanceof BrokenGzip ? new BrokenSignal(error.fault, { limit: limits.bytes }) : error;
    },
  );
  const read = isSound(bytes) ? await ofSound(bytes, decode) : isNpy(bytes) ? ofNpy(bytes) : ofText(bytes);
  const count = read.channels[0]?.values.length ?? 0;
  if (count < limits.fewest) throw new BrokenSignal("tooShort", { limit: limits.fewest });
  return { name, ...read };
}

type Read = Omit<OwnSignals, "name">;

async function ofSound(
  bytes: Uint8Array<ArrayBuffer>,
  decode: (bytes: ArrayBuffer) => Promise<{ rate: number; channels: Float32Array<ArrayBuffer>[] }>,
): Promise<Read> {
  const sound = await decode(bytes.slice().buffer).catch(() => {
    throw new BrokenSignal("sound");
  });
  const channels = sound.channels.map((values, i) => ({ name: `channel ${i + 1}`, values }));
  return { channels, rate: sound.rate, unread: 0 };
}

/** One row of values, or columns of them. */
function ofNpy(bytes: Uint8Array): Read {
  const refuse = (message: string): never => {
    throw new BrokenSignal("npy", { message });
  };
  let array;
  try {
    array = parseNpy(bytes);
  } catch (error) {
    return refuse((error as Error).message);
  }
  const { shape, data } = array;
  if (shape.length > 2) refuse(`an array of shape (${shape.join(", ")}) is no row of values`);
  const [rows = 0, columns = 1] = shape;
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) refuse(`value ${bad} is ${data[bad]}`);
  // The longer side is time.
  const across = rows < columns;
  const [count, width] = across ? [columns, rows] : [rows, columns];
  const channels = Array.from({ length: width }, (_, c) => ({
    name: width > 1 ? `column ${c + 1}` : "values",
    values: Float32Array.from({ length: count }, (_, i) => data[across ? c * columns + i : i * columns + c]!),
  }));
  return { channels, rate: null, unread: 0 };
}

const timeWord = /^(time|t|seconds|sec|s|zeit)\b/i;

function ofText(bytes: Uint8Array): Read {
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === "") throw new BrokenSignal("empty");
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: "greedy" });
  const decimal = /^\s*[+-]?\d+,\d+\s*(;|\t|$)/m.test(text) ? "," : ".";
  const numberOf = (cell: string | undefined) => parseNumber(cell ?? "", { decimal });
  const hasHeader = (data[0] ?? []).some((cell) => cell.trim() !== "" && numberOf(cell) === undefined);
  const rows = hasHeader ? data.slice(1) : data;
  const width = data[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, c) => columnOf(rows, c, numberOf));
  const named = columns.map((column, c) => ({
    ...column,
    name: (hasHeader && data[0]![c]!.trim()) || (width > 1 ? `column ${c + 1}` : "values"),
  }));
  const known = named.filter(({ read }) => read > 0.9 * rows.length);
  if (known.length === 0) throw new BrokenSignal("noNumbers");
  const time = known.find(({ name, values }) => timeWord.test(name) && isEven(values));
  const channels = known.filter((column) => column !== time);
  if (channels.length === 0) throw new BrokenSignal("noNumbers");
  return {
    channels: channels.map(({ name, values }) => ({ name, values })),
    rate: time ? (time.values.length - 1) / (time.values.at(-1)! - time.values[0]!) : null,
    unread: channels.reduce((sum, { read, values }) => sum + values.length - read, 0),
  };
}

/** What is no number takes the value before it. */
function columnOf(
  rows: string[][],
  column: number,
  numberOf: (cell: string | undefined) => number | undefined,
) {
  const values = new Float32Array(rows.length);
  let [read, last] = [0, 0];
  rows.forEach((row, i) => {
    const value = numberOf(row[column]);
    if (value !== undefined) {
      last = value;
      read++;
    }
    values[i] = last;
  });
  return { values, read };
}

/** Whether it rises all the way: a time. */
const isEven = (values: Float32Array) => values.every((value, i) => i === 0 || value > values[i - 1]!);

/** A channel as a recording, at the rate that was chosen. */
export function recordingOf(
  { name, channels }: OwnSignals,
  { channel, rate, to }: { channel: number; rate: number; to: number },
): Recording {
  const { values } = channels[channel]!;
  if ((values.length * to) / rate > limits.values)
    throw new BrokenSignal("tooLong", { limit: limits.values });
  const made = to === rate ? values : Float32Array.from(resample(values, rate, to));
  if (made.length < limits.fewest) throw new BrokenSignal("tooShort", { limit: limits.fewest });
  return { id: "own", name, values: made, rate: to, unit: "" };
}
