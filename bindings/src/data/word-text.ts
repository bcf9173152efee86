// Word vectors as text: a word and its numbers in each line. word2vec and fastText say in a line before how many there are.

import { HourglassError } from "../base/errors.js";
import type { WordTable } from "./word-table.js";

/** Of a line, so that no file can fill the memory with one. */
const longestLine = 100_000;

/** No more is read than the first `limit` words take. Words that differ in capitals alone count once, as the first of them. */
export async function readWordText(file: Blob, limit: number): Promise<WordTable> {
  const rows = new Map<string, Float32Array>();
  let features = 0;
  let number = 0;
  for await (const line of linesOf(file)) {
    number++;
    const fields = line.trimEnd().split(" ");
    if (number === 1 && fields.length === 2 && fields.every((field) => /^\d+$/.test(field))) continue;
    if (fields.length < 2) {
      if (line.trim() === "") continue;
      refuse(`line ${number} is no word with its numbers: ${shortened(line)}`);
    }
    features ||= fields.length - 1;
    // A few words of GloVe's have spaces within them.
    const word = fields.slice(0, -features).join(" ").normalize("NFC").toLowerCase();
    if (fields.length <= features)
      refuse(`line ${number} has ${fields.length - 1} numbers, and ${features} are wanted`);
    const row = Float32Array.from(fields.slice(-features), Number);
    const wrong = row.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) refuse(`line ${number}, number ${wrong + 1} is none: ${shortened(fields.at(wrong - features)!)}`); // prettier-ignore
    if (!rows.has(word)) rows.set(word, row);
    if (rows.size === limit) break;
  }
  if (rows.size === 0) refuse("the file is empty");
  const vectors = new Float32Array(rows.size * features);
  [...rows.values()].forEach((row, rank) => vectors.set(row, rank * features));
  return { words: [...rows.keys()], vectors };
}

/** Lines of a text, gzipped or not. */
async function* linesOf(file: Blob): AsyncGenerator<string> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const bytes = file.stream();
  const plain =
    first === 0x1f && second === 0x8b ? bytes.pipeThrough(new DecompressionStream("gzip")) : bytes;
  const reader = plain.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => refuse("the file is damaged"));
      const lines = (rest + decoder.decode(value, { stream: !done })).split(/\r?\n/);
      rest = done ? "" : lines.pop()!;
      yield* lines;
      if (done) return;
      if (rest.length > longestLine) refuse(`a line has more than ${longestLine} letters`);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

const shortened = (text: string) => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);

function refuse(problem: string): never {
  throw new HourglassError("invalid_file", `word vectors: ${problem}`);
}
