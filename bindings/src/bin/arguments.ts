// What each command takes, and its help.

import { parseArgs, type ParseArgsConfig } from "node:util";
import { Failure, misused } from "./failure";
import { fieldKeys, fields, kinds } from "./page";

export interface Option {
  /** What stands for its value in the help; without it is a switch. */
  value?: string;
  short?: string;
  help: string;
}

export interface Command {
  /** What follows its name. */
  takes: string;
  does: string;
  options: Record<string, Option>;
  example: string;
}

const settingHelp: Partial<Record<(typeof fieldKeys)[number], string>> = {
  layers: "hidden layers before the code: 128-64, or c16-c8 of convolutions",
  latent: "numbers in the code",
  act: "activation of hidden layers",
  code: "activation of the code",
  out: "activation of the output",
  loss: "what is minimised",
  corrupt: "kind of noise that a denoising model learns to take away",
  noise: "how much of it",
  sparsity: "kind of penalty of a sparse model",
  l1: "its weight",
  target: "mean activity that kl wants",
  beta: "weight of the divergence of a variational model",
  warmup: "epochs over which beta rises",
  pretrain: "epochs of each layer of a stacked model, before all are trained together",
  optimizer: "how weights follow their gradients",
  lr: "learning rate",
  schedule: "of the learning rate",
  epochs: "passes over the data",
  batch: "samples of a step",
  stop: "ends after so many epochs without a better held-out loss; 0 never",
  seed: "of all that is drawn",
};

/** The page's settings, by the names that its addresses have. */
const settings: Record<string, Option> = Object.fromEntries(
  fieldKeys.map((key) => {
    const { options, low, high } = fields[key];
    const range = options ? options.join(", ") : low === undefined ? "" : `${low} to ${high}`;
    return [
      key,
      {
        value: options ? "NAME" : low === undefined ? "LIST" : "N",
        help: `${settingHelp[key]}${range ? ` (${range})` : ""}`,
      },
    ];
  }),
);

const general: Record<string, Option> = {
  json: { help: "say what is said as JSON, for scripts" },
  threads: { value: "N", help: "threads, 1 to 64 or auto; default auto" },
  build: { value: "NAME", help: "auto, baseline or relaxed; baseline has the same bits everywhere" },
  help: { short: "h", help: "this" },
};

const output: Record<string, Option> = {
  output: { short: "o", value: "FILE", help: "where the result goes" },
  force: { short: "f", help: "replace a file that is there" },
};

const reading: Record<string, Option> = {
  array: { value: "NAME", help: "which array of a .npz file" },
  side: { value: "N", help: "side that pictures are fitted into; default 28, or the model's" },
  delimiter: { value: "SIGN", help: "between the cells of a table, where it is guessed wrongly" },
  decimal: { value: "SIGN", help: "of fractions in a table: . or ," },
  encoding: { value: "NAME", help: "of a table's text, e.g. windows-1252" },
};

const files =
  "Files are tables (CSV, TSV, JSON, JSON lines, xlsx), arrays (NPY, NPZ, IDX), pictures (PNG) or a folder of them; .gz too.";

export const commands: Record<string, Command> = {
  train: {
    takes: '["#/images?…"] FILE…',
    does: `Trains a model, or one that is there further, and saves it. Ctrl-C ends training and saves what was learnt. ${files}\nThe address of an experiment of the page trains as the page does; settings are called as in addresses.`,
    options: {
      output: { short: "o", value: "FILE", help: "where the model goes; default model.safetensors" },
      force: output.force!,
      config: { value: "FILE", help: "a model's config as JSON, instead of settings" },
      from: { value: "MODEL", help: "train this model further" },
      kind: {
        value: "NAME",
        help: `${kinds.map(({ id }) => id).join(", ")}; default denoising, and of tables a narrow one`,
      },
      ...settings,
      "held-out": {
        value: "N",
        help: "samples at the end that are not learnt from: a number, or a share below 1; default 0.1. Of tables every tenth row",
      },
      label: { value: "COLUMN", help: "a table's column of labels, which is not learnt from" },
      normal: { value: "VALUE", help: "the label of normal rows, the only ones to learn from" },
      use: {
        value: "COLUMNS",
        help: "columns that are learnt from although they seem to name or to count rows",
      },
      "leave-out": { value: "COLUMNS", help: "columns that are not learnt from, parted by commas" },
      flag: { value: "SHARE", help: "share of normal rows that scores flag; default 0.01" },
      ...reading,
      ...general,
    },
    example: "hourglass train transactions.csv --epochs 30 -o transactions.safetensors",
  },
  score: {
    takes: "MODEL FILE…",
    does: `Scores how unusual each row or sample is. Tables come back as they were, with score, flag and three reasons. ${files}`,
    options: {
      ...output,
      threshold: { value: "N", help: "scores from here on are flagged; default the model's own" },
      label: { value: "COLUMN", help: "a table's column of labels, to say how well scores part them" },
      normal: { value: "VALUE", help: "the label of normal rows" },
      flagged: { help: "only rows that are flagged, the worst first" },
      ...reading,
      ...general,
    },
    example: "hourglass score transactions.safetensors next-week.csv --flagged",
  },
  encode: {
    takes: "MODEL FILE…",
    does: `Gives the code of each sample, as CSV or, by the output's name, as NPY. ${files}`,
    options: { ...output, ...reading, ...general },
    example: "hourglass encode digits.safetensors digits.idx.gz -o codes.npy",
  },
  reconstruct: {
    takes: "MODEL FILE…",
    does: `Gives what the model makes of each sample, as CSV or, by the output's name, as NPY. ${files}`,
    options: { ...output, ...reading, ...general },
    example: "hourglass reconstruct digits.safetensors noisy.npy -o clean.npy",
  },
  sample: {
    takes: "MODEL [COUNT]",
    does: "Draws new samples, as CSV or, by the output's name, as NPY; 16 unless told otherwise.",
    options: {
      ...output,
      seed: { value: "N", help: "of the draws; default 0" },
      temperature: { value: "N", help: "how far from the mean; default 1" },
      ...general,
    },
    example: "hourglass sample vae.safetensors 64 --seed 7 -o drawn.npy",
  },
  export: {
    takes: "MODEL FORMAT",
    does: "Writes the model for another engine: onnx, pytorch (an archive with a script that trains on), keras (a script) or c (one header).",
    options: {
      ...output,
      part: { value: "NAME", help: "of onnx: encoder, decoder or whole" },
      name: { value: "NAME", help: "of c: what its names begin with" },
      ...general,
    },
    example: "hourglass export sensor.safetensors c --name sensor -o sensor.h",
  },
  info: {
    takes: "MODEL",
    does: "Tells what a model is: its layers, what it was trained with, its columns, its fingerprint.",
    options: general,
    example: "hourglass info model.safetensors",
  },
};

export interface Given {
  command: string;
  files: string[];
  options: Record<string, string | undefined>;
  switches: Set<string>;
}

const models = "A model is a file of hourglass (.safetensors), an ONNX file, or model.json of TensorFlow.js.";

export function generalHelp(): string {
  const lines = Object.entries(commands).map(
    ([name, { does }]) => `  ${name.padEnd(13)}${does.split(/(?<=\.) |\n/)[0]}`,
  );
  return `hourglass trains autoencoders.\n\nUsage: hourglass COMMAND …\n\n${lines.join("\n")}\n\nhourglass COMMAND --help tells more. Two commands from a table to its unusual rows:\n\n  hourglass train transactions.csv -o model.safetensors\n  hourglass score model.safetensors transactions.csv --flagged\n`;
}

export function helpOf(name: string): string {
  const { takes, does, options, example } = commands[name]!;
  const rows = Object.entries(options).map(([long, { short, value, help }]): [string, string] => [
    `${short ? `-${short}, ` : "    "}--${long}${value ? ` ${value}` : ""}`,
    help,
  ]);
  const lines = rows.map(
    ([left, right]) => `  ${left.padEnd(26)} ${folded(right, 70).join(`\n${" ".repeat(29)}`)}`,
  );
  const about = takes.includes("MODEL") ? `\n${models}` : "";
  return `${folded(does, 98).join("\n")}${about}\n\nUsage: hourglass ${name} ${takes} [options]\n\nExample: ${example}\n\n${lines.join("\n")}\n`;
}

function folded(text: string, width: number): string[] {
  return text.split("\n").flatMap((part) => {
    const lines = [""];
    for (const word of part.split(" "))
      if (lines.at(-1)!.length + word.length >= width) lines.push(word);
      else lines[lines.length - 1] += `${lines.at(-1) ? " " : ""}${word}`;
    return lines;
  });
}

/** Errors: Failure with exit code 2. */
export function parsed(all: string[]): Given {
  const [command = "", ...rest] = all;
  const own = commands[command];
  if (!own)
    return misused(
      `there is no command ${JSON.stringify(command)}: there are ${Object.keys(commands).join(", ")}`,
    );
  const config = Object.fromEntries(
    Object.entries(own.options).map(([name, { short, value }]) => [
      name,
      { type: value ? "string" : "boolean", ...(short ? { short } : {}) },
    ]),
  ) as NonNullable<ParseArgsConfig["options"]>;
  try {
    const { values, positionals } = parseArgs({ args: rest, options: config, allowPositionals: true });
    const entries = Object.entries(values);
    return {
      command,
      files: positionals,
      options: Object.fromEntries(entries.filter(([, value]) => typeof value === "string")) as Record<
        string,
        string
      >,
      switches: new Set(entries.filter(([, value]) => value === true).map(([name]) => name)),
    };
  } catch (error) {
    throw new Failure(`${command}: ${(error as Error).message}`, 2);
  }
}

/** A number within a range, or undefined where the option was not given. Errors: Failure with exit code 2. */
export function numberOf(given: Given, name: string, low = -Infinity, high = Infinity): number | undefined {
  const text = given.options[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === "" || !(value >= low && value <= high))
    misused(
      `--${name} must be a number${Number.isFinite(low) ? ` from ${low}` : ""}${Number.isFinite(high) ? ` to ${high}` : ""}, got ${JSON.stringify(text)}`,
    );
  return value;
}
