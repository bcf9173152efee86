// Sentences with topics, from a text: "# Topic" before the lines of one, "= " before what says the line above in other words.

import { readLines, type FileProblem, type Reading } from "hourglass-autoencoder/files";
import { asBroken, BrokenFile } from "../broken";
import { decompressed } from "../decompress";
import { fileUrl } from "../files";

export type Language = "en" | "de";
export const languages: Language[] = ["en", "de"];

export interface Sentences {
  /** "own" are those that somebody brought. */
  id: Language | "own";
  name: string;
  lines: string[];
  /** Of each line the place of its topic; all 0 where there are none. */
  topics: Uint8Array;
  topicNames: string[];
  /** In other words, and of which line. */
  paraphrases: { line: number; text: string }[];
}

export const limits = { bytes: 20e6, fewest: 20, lines: 10_000, letters: 400, topics: 100 };

export interface Read {
  sentences: Sentences;
  /** Lines that were left out because they were there already, and those that were cut. */
  twice: number;
  cut: number;
}

/** Somebody's own. */
export interface OwnRead extends Read {
  /** How the file was read. */
  reading: Reading;
  problems: FileProblem[];
  /** Of an archive its files. */
  members: string[];
}

/** Without headings all lines are of one topic, which has no name. Throws BrokenFile. */
export function readSentences(text: string | string[], about: Pick<Sentences, "id" | "name">): Read {
  const lines: string[] = [];
  const topics: number[] = [];
  const topicNames: string[] = [];
  const paraphrases: Sentences["paraphrases"] = [];
  const known = new Set<string>();
  let [twice, cut] = [0, 0];
  for (const raw of typeof text === "string" ? text.split(/\r\n|\r|\n/) : text) {
    const line = raw.trim();
    if (line === "") continue;
    if (line.startsWith("# ")) {
      topicNames.push(line.slice(2).trim());
      continue;
    }
    if (line.startsWith("= ") && lines.length > 0) {
      paraphrases.push({ line: lines.length - 1, text: line.slice(2).trim() });
      continue;
    }
    const kept = line.slice(0, limits.letters);
    if (known.has(kept)) {
      twice++;
      continue;
    }
    if (kept.length < line.length) cut++;
    known.add(kept);
    if (topicNames.length === 0) topicNames.push("");
    lines.push(kept);
    topics.push(topicNames.length - 1);
  }
  if (lines.length === 0) throw new BrokenFile("noLines");
  if (lines.length < limits.fewest) throw new BrokenFile("tooFewLines", [lines.length]);
  if (lines.length > limits.lines) throw new BrokenFile("tooManyLines", [lines.length]);
  if (topicNames.length > limits.topics) throw new BrokenFile("tooManyTopics", [topicNames.length]);
  const sentences = { ...about, lines, topics: Uint8Array.from(topics), topicNames, paraphrases };
  return { sentences, twice, cut };
}

/** Somebody's own file, or lines that were pasted. Throws BrokenFile. */
export async function readOwn(name: string, file: Blob, given: Reading = {}): Promise<OwnRead> {
  if (file.size > limits.bytes) throw new BrokenFile("tooLarge", [limits.bytes]);
  const { lines, reading, problems, members } = await readLines(file, given).catch((error: unknown) => {
    throw asBroken(error);
  });
  return { ...readSentences(lines, { id: "own", name }), reading, problems, members };
}

export async function loadSentences(id: Language): Promise<Sentences> {
  const path = `data/sentences.${id}.txt`;
  const response = await fetch(fileUrl(path));
  if (!response.ok || !response.body) throw new Error(`${path}: the server answered ${response.status}`);
  const text = await new Response(await decompressed(response.body)).text();
  return readSentences(text, { id, name: id }).sentences;
}
