// Signs that pupils drew: some of each class, as a file and as a data set.

import { emptyOf, trainCount, type ImageSet } from "../dataset";

export const side = 28;
const size = side * side;
export const mostClasses = 10;
export const wanted = 20;
/** Of a file, and of drawings in a class: thirty pupils' signs joined. */
export const mostBytes = 16e6;
export const mostOfClass = 1000;

export interface SignClass {
  name: string;
  /** 784 bytes each, 0 to 255. */
  drawings: Uint8Array[];
}

export class BrokenSigns extends Error {
  constructor(
    readonly fault: "large" | "json" | "format" | "classes" | "name" | "drawing" | "many",
    readonly where = "",
  ) {
    super(fault);
  }
}

const toText = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));

export function formatSigns(classes: SignClass[]): string {
  return JSON.stringify({
    format: "hourglass-signs",
    version: 1,
    side,
    classes: classes.map(({ name, drawings }) => ({ name, drawings: drawings.map(toText) })),
  });
}

function drawingOf(text: unknown, where: string): Uint8Array {
  // Its length is known before anything is decoded.
  if (typeof text !== "string" || text.length !== 4 * Math.ceil(size / 3))
    throw new BrokenSigns("drawing", where);
  try {
    const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
    if (bytes.length === size) return bytes;
  } catch {
    // No base 64.
  }
  throw new BrokenSigns("drawing", where);
}

/** Errors: BrokenSigns, which says what is wrong where. */
export function parseSigns(text: string): SignClass[] {
  if (text.length > mostBytes) throw new BrokenSigns("large");
  let found: { format?: unknown; classes?: unknown } | null;
  try {
    found = JSON.parse(text) as typeof found;
  } catch {
    throw new BrokenSigns("json");
  }
  if (found?.format !== "hourglass-signs" || !Array.isArray(found.classes)) throw new BrokenSigns("format");
  const classes = found.classes as { name?: unknown; drawings?: unknown }[];
  if (classes.length > mostClasses) throw new BrokenSigns("classes", `${classes.length}`);
  return classes.map((one, i) => {
    const { name, drawings } = Object(one) as typeof one;
    if (typeof name !== "string" || name.length > 40) throw new BrokenSigns("name", `${i + 1}`);
    if (!Array.isArray(drawings)) throw new BrokenSigns("drawing", `${name} 1`);
    if (drawings.length > mostOfClass) throw new BrokenSigns("many", name);
    return { name, drawings: drawings.map((text, k) => drawingOf(text, `${name} ${k + 1}`)) };
  });
}

/** Those of several pupils: classes of the same name become one. */
export function joined(all: SignClass[][]): SignClass[] {
  const byName = new Map<string, Uint8Array[]>();
  for (const { name, drawings } of all.flat())
    if (drawings.length > 0 || !byName.has(name))
      byName.set(name, [...(byName.get(name) ?? []), ...drawings].slice(0, mostOfClass));
  if (byName.size > mostClasses) throw new BrokenSigns("classes", `${byName.size}`);
  return [...byName].map(([name, drawings]) => ({ name, drawings }));
}

const rowsOf = (drawings: Uint8Array[]): Uint8Array => {
  const rows = new Uint8Array(drawings.length * size);
  drawings.forEach((drawing, i) => rows.set(drawing, i * size));
  return rows;
};

/** Every fifth of a class is held out. */
const isHeldOut = (i: number) => i % 5 === 4;

let turns = 0;
const format = { id: "own", tone: "ink", shape: [side, side, 1] } as const;

/** To learn from them. */
export function trainingSet(classes: SignClass[], name: string): ImageSet {
  const kept = classes.filter(({ drawings }) => drawings.length > 0);
  const of = (heldOut: boolean) =>
    kept.flatMap(({ drawings }, label) =>
      drawings.filter((_, i) => isHeldOut(i) === heldOut).map((drawing) => ({ drawing, label })),
    );
  const [train, heldOut] = [of(false), of(true)];
  return {
    ...format,
    shape: [...format.shape],
    key: `signs ${turns++}`,
    name,
    train: rowsOf(train.map(({ drawing }) => drawing)),
    trainLabels: Uint8Array.from(train, ({ label }) => label),
    heldOut: rowsOf(heldOut.map(({ drawing }) => drawing)),
    heldOutLabels: Uint8Array.from(heldOut, ({ label }) => label),
    classNames: kept.map((one) => one.name),
  };
}

/** To judge a network that learns from other pictures of this size. */
export function testSet(classes: SignClass[], learnt: ImageSet, name: string): ImageSet {
  const kept = classes.filter(({ drawings }) => drawings.length > 0);
  const classNames = [...new Set([...learnt.classNames, ...kept.map((one) => one.name)])];
  const all = kept.flatMap(({ name: of, drawings }) =>
    drawings.map((drawing) => ({ drawing, label: classNames.indexOf(of) })),
  );
  return {
    ...format,
    shape: [...format.shape],
    key: `signs as a test ${turns++}`,
    name,
    train: learnt.train.subarray(0, trainCount(learnt) * size),
    trainLabels: learnt.trainLabels,
    heldOut: rowsOf(all.map(({ drawing }) => drawing)),
    heldOutLabels: Uint8Array.from(all, ({ label }) => label),
    classNames,
  };
}

/** A drawing as bytes. */
export const bytesOf = (pixels: Float32Array): Uint8Array =>
  Uint8Array.from(pixels, (value) =>
    Math.round(255 * Math.min(1, Math.max(emptyOf({ tone: "ink" }), value))),
  );
