// readLines: a text's lines, for sentences.

import { decodeText } from "./encoding.js";
import { FileError, Problems, type FileInput, type FileProblem, type Reading } from "./reading.js";
import { fileNameOf, openSource } from "./source.js";
import { named } from "./table.js";

/** A text that was read. */
export interface LinesFile {
  /** Without what is empty, and without spaces at their ends. */
  lines: string[];
  /** How it was read. */
  reading: Reading;
  /** What did not stop it. */
  problems: FileProblem[];
  /** Of an archive all files that could be read instead. */
  members: string[];
}

/**
 * Reads the lines of a text in any usual encoding, or a JSON list of texts; also in gzip or ZIP. Throws FileError where there
 * are none.
 */
export async function readLines(file: FileInput, reading: Reading = {}): Promise<LinesFile> {
  const problems = new Problems();
  try {
    const { kind, id, name, bytes, member, members } = await openSource(file, reading, (one) =>
      /\.(txt|md|text|csv|tsv|json|jsonl)(\.gz)?$/i.test(one),
    );
    if (kind !== "text") throw new FileError("format", [name, id]);
    const { text, encoding, unread } = decodeText(bytes, reading.encoding);
    if (unread > 0) problems.add("encoding", [unread]);
    const lines = linesIn(text);
    if (lines.length === 0) throw new FileError(text.trim() === "" ? "empty" : "noLines");
    const found = { ...(member === undefined ? {} : { member }), encoding };
    return { lines, reading: found, problems: problems.list, members };
  } catch (error) {
    throw named(error, fileNameOf(file), problems);
  }
}

function linesIn(text: string): string[] {
  const clean = text.replace(/^\ufeff/, "");
  const lines = (/^\s*\[\s*"/.test(clean) ? textsOf(clean) : undefined) ?? clean.split(/\r\n|\r|\n/);
  return lines.map((line) => line.trim()).filter((line) => line !== "");
}

/** Of a JSON list of texts; undefined where it is none. */
function textsOf(text: string): string[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    const isTexts = Array.isArray(list) && list.every((item) => typeof item === "string");
    return isTexts ? (list as string[]).map((item) => item.replace(/\s*\n\s*/g, " ")) : undefined;
  } catch {
    return undefined;
  }
}
