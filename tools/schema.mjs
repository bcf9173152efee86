// Writes what is known of settings wherever it is needed, from the tables in core/src/files/config_json.cpp: the package's
// types, its JSON Schema, and the tables in its README. With --check it only says which of them differ.

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildNative, steps } from "./build.mjs";
import { Failure, capture, projectRoot, runAsProgram } from "./run.mjs";

/** @typedef {Record<string, any>} Schema    JSON Schema, of a type or of a setting */

/** Files that differ from what the tables say; unless `write` is false they are written. */
export async function writeSettings({ write }) {
  await steps.dependencies();
  await buildNative("native", ["hourglass_schema"]);
  const printed = capture(path.join(projectRoot, "build/native/hourglass_schema"), []);
  if (!printed.ok) throw new Failure("hourglass_schema has failed");
  const schema = JSON.parse(printed.stdout);
  const readme = "bindings/README.md";
  const texts = {
    "bindings/schema.json": JSON.stringify(schema),
    "bindings/src/api/settings.ts": typesOf(schema.$defs),
    [readme]: withTables(readFileSync(path.join(projectRoot, readme), "utf8"), schema.$defs),
  };
  const different = [];
  for (const [file, text] of Object.entries(texts))
    if (await differs(file, text, write)) different.push(file);
  return different;
}

async function differs(file, text, write) {
  const prettier = await import("prettier");
  const full = path.join(projectRoot, file);
  const settings = await prettier.resolveConfig(full);
  const formatted = await prettier.format(text, { ...settings, filepath: full });
  if (contentOf(full) === formatted) return false;
  if (write) writeFileSync(full, formatted);
  return true;
}

function contentOf(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

// ---------------------------------------------------------------- in words

const referenced = ({ $ref }) => $ref?.split("/").at(-1);
const isWhole = ({ type }) => type === "integer";

/** "0 or more", "from 0 to below 1"; "" where a number may be any. */
function rangeOf({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }) {
  const low = minimum ?? exclusiveMinimum;
  const high = maximum ?? exclusiveMaximum;
  if (low === undefined) return "";
  if (high === undefined) return minimum === undefined ? `above ${low}` : `at least ${low}`;
  if (minimum === undefined) return `above ${low} and ${maximum === undefined ? "below" : "at most"} ${high}`;
  return `from ${low} to ${maximum === undefined ? "below " : ""}${high === 2 ** 53 - 1 ? "2^53 - 1" : high}`;
}

function defaultOf({ default: value }) {
  if (value === undefined) return "";
  return `default ${value.kind ?? JSON.stringify(value)}`;
}

/** What is said behind a setting's sentence: "A whole number of at least 1, default 10." */
function limitsOf(setting) {
  const whole = isWhole(setting) && rangeOf(setting) ? "a whole number " : "";
  const range = `${whole}${whole && setting.maximum === undefined ? "of " : ""}${rangeOf(setting)}`;
  const limits = [range, defaultOf(setting)].filter(Boolean).join(", ");
  return limits ? `${limits[0].toUpperCase()}${limits.slice(1)}.` : "";
}

// ---------------------------------------------------------------- types

/** As one line, or as several where it is long. */
function comment(...sentences) {
  const text = sentences.filter(Boolean).join(" ");
  if (text.length <= 110) return `/** ${text} */\n`;
  const lines = text.match(/.{1,120}(?:\s|$)/g).map((line) => ` * ${line.trim()}\n`);
  return `/**\n${lines.join("")} */\n`;
}
const plural = (name) => `${name[0].toLowerCase()}${name.slice(1)}${name.endsWith("s") ? "es" : "s"}`;

function typesOf(types) {
  const texts = Object.entries(types).map(([name, type]) => declaration(name, type, types));
  return `// Written by tools/schema.mjs: core/src/files/config_json.cpp has what stands here.

${comment("Height and width, or one number for both. A signal is an image of height 1: `[1, 7]` goes along it.")}\
export type Sides = number | readonly [number, number];

${texts.join("\n")}`;
}

function declaration(name, type, types) {
  if (type.enum) {
    const names = plural(name);
    return `${comment(type.description)}export const ${names} = ${JSON.stringify(type.enum)} as const;
${comment(type.description)}export type ${name} = (typeof ${names})[number];\n`;
  }
  if (type.oneOf) {
    const all = type.oneOf.map(referenced);
    const tag = tagOf(types[all[0]]);
    const kinds = all.map((one) => types[one].properties[tag].const);
    const lower = `${name[0].toLowerCase()}${name.slice(1)}`;
    const names = `${lower}${tag[0].toUpperCase()}${tag.slice(1)}s`;
    const ofKeras = all.map((one) => /^Keras's (\w+)/.exec(types[one].description)?.[1]);
    const alsoInKeras = ofKeras.every(Boolean)
      ? `/** What Keras calls them. */
export const ${lower}NamesInKeras: Record<${name}["${tag}"], string> =
  ${JSON.stringify(Object.fromEntries(kinds.map((kind, i) => [kind, ofKeras[i]])))};\n`
      : "";
    return `${comment(type.description)}export type ${name} = ${all.join(" | ")};
${comment("What they are called.")}export const ${names} = ${JSON.stringify(kinds)} as const;\n${alsoInKeras}`;
  }
  const members = Object.entries(type.properties).map(([key, setting]) =>
    member(key, setting, type.required?.includes(key)),
  );
  const keys = Object.keys(type.properties);
  const list = `export const ${name[0].toLowerCase()}${name.slice(1)}Keys = ${JSON.stringify(keys)} as const;\n`;
  return `${comment(type.description)}export interface ${name} {\n${members.join("")}}\n${
    name === "FitSettings" ? `/** What may be set. */\n${list}` : ""
  }`;
}

const tagOf = (type) => Object.keys(type.properties).find((key) => type.properties[key].const !== undefined);

function member(key, setting, isRequired) {
  const type = typeOf(setting);
  const said =
    setting.const === undefined
      ? comment(setting.description, limitsOf(setting))
      : comment("Which of them it is.");
  return `${said}${key}${isRequired ? "" : "?"}: ${type}${isRequired ? "" : " | undefined"};\n`;
}

function typeOf(setting) {
  if (setting.$ref) return referenced(setting);
  if (setting.const !== undefined) return JSON.stringify(setting.const);
  if (setting.oneOf) {
    const type = setting.oneOf.map(typeOf).join(" | ");
    return type === "number | readonly [number, number]" ? "Sides" : type;
  }
  if (setting.type === "array") {
    const item = typeOf(setting.items);
    if (setting.minItems === undefined) return `readonly ${item}[]`;
    return `readonly [${Array(setting.minItems).fill(item).join(", ")}]`;
  }
  return isWhole(setting) ? "number" : setting.type;
}

// ---------------------------------------------------------------- tables

function withTables(readme, types) {
  const [begin, end] = ["<!-- settings: written by tools/schema.mjs -->", "<!-- end of settings -->"];
  const [before, rest] = readme.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Failure(`bindings/README.md needs "${begin}" and "${end}"`);
  return `${before}${begin}\n\n${tables(types)}\n\n${end}${after}`;
}

function tables(types) {
  const names = (type) => types[type].enum.map((name) => `\`${name}\``).join(", ");
  const kinds = ["Layer", "Corruption", "Sparsity", "Optimizer", "Schedule"].map((name) =>
    tableOf(name, types),
  );
  return `**Activations**: ${names("Activation")}. ${types.Activation.description}

**Losses**: ${names("Loss")}. ${types.Loss.description}

${kinds.join("\n\n")}`;
}

function tableOf(name, types) {
  const rows = types[name].oneOf.map(referenced).map((kind) => {
    const { description, properties, required } = types[kind];
    const tag = tagOf(types[kind]);
    const settings = Object.entries(properties).filter(([key]) => key !== tag);
    const said = settings.map(([key, setting]) => {
      const limits = [rangeOf(setting), defaultOf(setting)].filter(Boolean).join(", ");
      return `${required.includes(key) ? `**${key}**` : key}${limits ? ` (${limits})` : ""}`;
    });
    return `| \`${properties[tag].const}\` | ${said.join(", ")} | ${description.replaceAll("|", "\\|")} |`;
  });
  return `| ${name.toLowerCase()} | settings (what must be given is bold) | what it is |
| --- | --- | --- |
${rows.join("\n")}`;
}

await runAsProgram(import.meta.url, async (args) => {
  const { values } = parseArgs({ args, options: { check: { type: "boolean", default: false } } });
  const different = await writeSettings({ write: !values.check });
  if (values.check && different.length > 0) {
    throw new Failure(`${different.join(", ")}: not what the tables say. Run npm run schema.`);
  }
  for (const file of different) console.log(`${file} is written anew.`);
});
