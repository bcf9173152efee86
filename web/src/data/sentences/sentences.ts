// Sentences with topics, from a text: "# Topic" before the lines of one, "= " before what says the line above in other words.

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

export type Fault = "empty" | "tooLarge" | "binary" | "tooFew" | "tooMany" | "tooManyTopics";

export class BrokenLines extends Error {
  constructor(
    readonly fault: Fault,
    readonly count = 0,
  ) {
    super(fault);
  }
}

export interface Read {
  sentences: Sentences;
  /** Lines that were left out because they were there already, and those that were cut. */
  twice: number;
  cut: number;
}

/** Without headings all lines are of one topic, which has no name. Throws BrokenLines. */
export function readSentences(text: string, about: Pick<Sentences, "id" | "name">): Read {
  const lines: string[] = [];
  const topics: number[] = [];
  const topicNames: string[] = [];
  const paraphrases: Sentences["paraphrases"] = [];
  const known = new Set<string>();
  let [twice, cut] = [0, 0];
  for (const raw of text.split(/\r\n|\r|\n/)) {
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
  if (lines.length === 0) throw new BrokenLines("empty");
  if (lines.length < limits.fewest) throw new BrokenLines("tooFew", lines.length);
  if (lines.length > limits.lines) throw new BrokenLines("tooMany", lines.length);
  if (topicNames.length > limits.topics) throw new BrokenLines("tooManyTopics", topicNames.length);
  const sentences = { ...about, lines, topics: Uint8Array.from(topics), topicNames, paraphrases };
  return { sentences, twice, cut };
}

/** Somebody's own file, or lines that were pasted. Throws BrokenLines. */
export async function readOwn(name: string, file: Blob): Promise<Read> {
  if (file.size > limits.bytes) throw new BrokenLines("tooLarge");
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes.subarray(0, 4096).includes(0)) throw new BrokenLines("binary");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    text = new TextDecoder("windows-1252").decode(bytes);
  }
  return readSentences(text, { id: "own", name });
}

export async function loadSentences(id: Language): Promise<Sentences> {
  const path = `data/sentences.${id}.txt`;
  const response = await fetch(fileUrl(path));
  if (!response.ok) throw new Error(`${path}: the server answered ${response.status}`);
  return readSentences(await response.text(), { id, name: id }).sentences;
}
