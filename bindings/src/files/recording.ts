// readRecording: a file to channels of values at one rate: text of any kind, arrays, sounds.

import { parseNpy } from "../data/npy.js";
import { columnsOf, isCounting, type FileColumn, type NumberColumn } from "./columns.js";
import { FileError, Problems, type FileInput, type FileProblem, type Reading } from "./reading.js";
import { fileNameOf, openSource, type Source } from "./source.js";
import { checkedLayout, gridOfSource, named } from "./table.js";
import { parseAiff, parseWav, type Sound } from "./wav.js";

/** One row of values of a recording. */
export interface Channel {
  /** Its heading, or "channel 1". */
  name: string;
  /** What its values are measured in, where the file says it; else empty. */
  unit: string;
  /** One after another; of sounds from -1 to 1. */
  values: Float32Array<ArrayBuffer>;
}

/** A recording that was read. */
export interface RecordingFile {
  /** Values a second; null where the file does not say it. */
  rate: number | null;
  /** Without times and counts of samples. */
  channels: Channel[];
  /** The place of the channel that is taken where nobody chooses. */
  chosen: number;
  /** The name of the column that the rate comes from, where it comes from one. */
  time: string | null;
  /** How the file was read. */
  reading: Reading;
  /** What did not stop it. */
  problems: FileProblem[];
  /** Of a workbook all its sheets, of an archive all files that could be read instead. */
  sheets: string[];
  /** See `sheets`. */
  members: string[];
}

/** Decodes a sound; by default the browser's decoder, where there is one. */
export type DecodeSound = (bytes: ArrayBuffer) => Promise<Sound>;

/** What `readRecording` may be given besides a reading. */
export interface RecordingOptions {
  /** For MP3, M4A, Ogg, WebM and FLAC; default the browser's, which workers and Node do not have. */
  decode?: DecodeSound;
}

const recordingName =
  /\.(csv|tsv|tab|txt|dat|asc|json|jsonl|ndjson|xlsx|npy|wav|wave|mp3|m4a|ogg|oga|opus|webm|flac|aiff?)(\.gz)?$/i;

/**
 * Reads a recording: text as `readTable` does, .npy, WAV and AIFF of any rate and any usual format, and what the browser can decode.
 * The rate comes from a column of times (seconds, or what its heading says; dates; Unix times), as doubles. Throws FileError
 * where the file holds no row of numbers, "noDecoder" where only a page can decode it, or where its browser cannot.
 */
export async function readRecording(
  file: FileInput,
  reading: Reading = {},
  { decode = browserDecoder() }: RecordingOptions = {},
): Promise<RecordingFile> {
  const problems = new Problems();
  try {
    const source = await openSource(file, reading, (member) => recordingName.test(member));
    const found = await read(source, reading, decode, problems);
    return { ...found, problems: problems.list, members: source.members };
  } catch (error) {
    throw named(error, fileNameOf(file), problems);
  }
}

type Found = Omit<RecordingFile, "problems" | "members">;

async function read(
  source: Source,
  reading: Reading,
  decode: DecodeSound | undefined,
  problems: Problems,
): Promise<Found> {
  const { kind, bytes, member } = source;
  const about = { chosen: 0, time: null, reading: member === undefined ? {} : { member }, sheets: [] };
  if (kind === "npy") return { ...about, ...ofNpy(bytes) };
  if (kind !== "wav" && kind !== "sound") return ofTable(source, reading, problems);
  const own = kind === "wav" ? parseWav(bytes) : source.id === "aiff" ? parseAiff(bytes) : undefined;
  const { rate, channels } = own ?? (await decoded(bytes, decode));
  return {
    ...about,
    rate,
    channels: channels.map((values, i) => ({ name: `channel ${i + 1}`, unit: "", values })),
  };
}

function browserDecoder(): DecodeSound | undefined {
  if (typeof OfflineAudioContext === "undefined") return undefined;
  return async (bytes) => {
    const sound = await new OfflineAudioContext(1, 1, 44_100).decodeAudioData(bytes);
    const channels = Array.from({ length: sound.numberOfChannels }, (_, i) => sound.getChannelData(i));
    return { rate: sound.sampleRate, channels };
  };
}

async function decoded(bytes: Uint8Array, decode: DecodeSound | undefined): Promise<Sound> {
  if (!decode) throw new FileError("noDecoder");
  // Browsers do not say whether it is damaged or of a kind that they do not know.
  return decode(bytes.slice().buffer as ArrayBuffer).catch(() => {
    throw new FileError("noDecoder");
  });
}

/** One row of values, or columns of them. */
function ofNpy(bytes: Uint8Array): Pick<Found, "rate" | "channels"> {
  const { shape, data } = npyOf(bytes);
  if (shape.length > 2)
    throw new FileError("damaged", ["NPY", `an array of shape (${shape.join(", ")}) is no row of values`]);
  const [rows = 0, columns = 1] = shape;
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new FileError("damaged", ["NPY", `value ${bad} is ${data[bad]}`]);
  // The longer side is time.
  const across = rows < columns;
  const [count, width] = across ? [columns, rows] : [rows, columns];
  const channels = Array.from({ length: width }, (_, c) => ({
    name: `channel ${c + 1}`,
    unit: "",
    values: Float32Array.from({ length: count }, (_, i) => data[across ? c * columns + i : i * columns + c]!),
  }));
  return { channels, rate: null };
}

function npyOf(bytes: Uint8Array) {
  try {
    return parseNpy(bytes);
  } catch (error) {
    throw new FileError("damaged", ["NPY", (error as Error).message.replace(/^NPY: /, "")]);
  }
}

async function ofTable(source: Source, reading: Reading, problems: Problems): Promise<Found> {
  const { grid, found, sheets } = await gridOfSource(source, reading, problems);
  const layout = checkedLayout(grid, reading, problems);
  const { columns, reading: written } = columnsOf(layout, grid.delimiter, reading, problems);
  const time = timeOf(columns);
  const numbers = numbersOf(columns).filter(({ type }) => type === "number");
  const useful = numbers.filter((column) => column !== time && !column.identifier);
  const counts = numbers.filter((column) => column !== time && isCounting(column.values));
  const channels = useful.length > 0 ? useful : counts;
  if (channels.length === 0) throw new FileError("noNumbers");
  const varying = channels.findIndex(({ low, high }) => low !== high);
  const { skipped, header, hasUnits } = layout;
  return {
    rate: time ? rateOf(time, problems) : rateSaid(grid.comments),
    channels: channels.map((column) => channelOf(column, problems)),
    chosen: Math.max(0, varying),
    time: time?.name ?? null,
    reading: { ...found, skipped, header, units: hasUnits, ...written },
    sheets,
  };
}

/** What is no number takes the value before it, the first ones the first that is one. */
function channelOf({ name, unit, values, missing }: NumberColumn, problems: Problems): Channel {
  if (missing > 0) problems.add("replaced", [missing], { column: name });
  const made = new Float32Array(values.length);
  let last = values.find((value) => !Number.isNaN(value)) ?? 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i]!)) last = values[i]!;
    made[i] = last;
  }
  return { name, unit, values: made };
}

const timeName =
  /^(time|t|seconds?|secs?|s|ms|millis|zeit|when|timestamp|datetime|date|uhrzeit|elapsed)(?![a-z])|time|时间|時間|秒/i;

/** Columns of numbers and dates in which most are there: instruments put what they know of a recording beside it. */
const numbersOf = (columns: FileColumn[]) =>
  columns.filter(
    (column): column is NumberColumn =>
      (column.type === "date" || column.type === "number") && column.missing < 0.5 * column.values.length,
  );

/** A column of dates that rise; else of numbers that rise and are called a time, or are the first of several and even. */
function timeOf(columns: FileColumn[]): NumberColumn | undefined {
  const numbers = numbersOf(columns);
  const rising = numbers.filter(({ missing, values }) => missing < 0.01 * values.length && isRising(values));
  const byName = rising.find(({ type }) => type === "date") ?? rising.find(({ name }) => timeName.test(name));
  if (byName) return byName;
  const first = rising.find((column) => column === numbers[0]);
  const isTime =
    first && numbers.length > 1 && !first.identifier && !isCounting(first.values) && isEven(first.values);
  return isTime ? first : undefined;
}

function isRising(values: Float64Array): boolean {
  let last = -Infinity;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (value < last) return false;
    last = value;
  }
  return values.length > 1 && last > values[0]!;
}

/** Equal steps, but for rounding. */
function isEven(values: Float64Array): boolean {
  const step = (values.at(-1)! - values[0]!) / (values.length - 1);
  return values.every((value, i) => Math.abs(value - (values[0]! + i * step)) < 0.6 * step);
}

/** Seconds. */
const units: [RegExp, number][] = [
  [/^(ns|nano\w*|纳秒)$/i, 1e-9],
  [/^(us|µs|μs|micro\w*|微秒)$/i, 1e-6],
  [/^(ms|msec|milli\w*|毫秒|ミリ秒)$/i, 1e-3],
  [/^(min|mins|minutes?|minuten?|分|分钟)$/i, 60],
  [/^(h|hr|hrs|hours?|std|stunden?|小时|時間)$/i, 3600],
  [/^(d|days?|tage?|天|日)$/i, 86_400],
];

function secondsOf({ type, unit, name }: NumberColumn): number {
  if (type === "date") return 1e-3;
  const said = unit || (/^(ms|us|ns|min|h)$/i.exec(name)?.[0] ?? "");
  return units.find(([pattern]) => pattern.test(said.trim()))?.[1] ?? 1;
}

/** By the mean step where steps are even; else by the usual one, and it is said. */
function rateOf(time: NumberColumn, problems: Problems): number | null {
  const values = time.values.filter((value) => !Number.isNaN(value));
  const seconds = secondsOf(time);
  const steps = Float64Array.from({ length: values.length - 1 }, (_, i) => values[i + 1]! - values[i]!);
  const mean = (values.at(-1)! - values[0]!) / steps.length;
  const longest = steps.reduce((most, step) => Math.max(most, step), 0);
  const usual = steps.slice().sort()[steps.length >> 1]!;
  // Whole numbers or few digits round the steps, which the mean does not mind; gaps it does.
  const hasGaps = longest > 2.5 * mean && usual > 0;
  if (hasGaps)
    problems.add("uneven", [rounded(longest * seconds), rounded(usual * seconds)], { column: time.name });
  const step = (hasGaps ? usual : mean) * seconds;
  return step > 0 ? rounded(1 / step, 9) : null;
}

const rounded = (value: number, digits = 4) => Number(value.toPrecision(digits));

/** "# sample rate: 250 Hz" and "#Interval,0.004", as instruments write above their values. */
function rateSaid(comments: string[]): number | null {
  for (const line of comments) {
    const rate =
      /(?:sampl\w*\s*(?:rate|freq\w*)|abtastrate|采样率|\bfs\b)[^\d]{0,20}([\d.]+)\s*(k?)hz?/i.exec(line);
    if (rate && Number(rate[1]) > 0) return Number(rate[1]) * (/k/i.test(rate[2]!) ? 1000 : 1);
    const step =
      /^(?:sampl\w*\s*)?(?:interval|period)[^\d]{0,20}([\d.]+(?:e[+-]?\d+)?)\s*(ms|us|µs)?\s*s?$/i.exec(line);
    if (step && Number(step[1]) > 0)
      return rounded(1 / (Number(step[1]) * (step[2] ? (step[2] === "ms" ? 1e-3 : 1e-6) : 1)), 9);
  }
  return null;
}
