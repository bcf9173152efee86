// Who may include or import whom: the house rules of the architecture, and the code that enforces them.

import path from "node:path";

/**
 * The layers of the core, lowest first: a header and its source may include what is beside or below it.
 * "kernels" stands for everything in core/src/kernels/.
 */
const coreLayers = [
  ["error", "export", "message", "tensor", "conv_geometry", "json", "decimal", "power", "clock"],
  ["kernels"],
  ["random", "threads", "instruction_set"],
  ["statistics", "eigen"],
  ["pca", "linear_probe", "code_distribution"],
  ["activation", "dataset"],
  ["corruption", "layer", "loss", "schedule", "sparsity"],
  ["conv2d", "dense", "dropout", "optimizer", "reshape"],
  ["descent", "network"],
  ["gaussian_latent", "mirror"],
  ["autoencoder", "autoencoder_uses"],
  ["pretraining"],
  ["trainer"],
  ["settings"],
  ["config_json"],
  ["safetensors"],
  ["serialize", "model_file"],
  ["hourglass"],
];

const cpp = /\.(cpp|hpp|h)$/;
const script = /\.(ts|mts|js|mjs|svelte)$/;
const isOfPage = (file) => script.test(file) && file.startsWith("web/src/");

/** The folders of the page, and what each may import besides itself; lib, parts and words are for everybody. */
const pageFolders = {
  lib: [],
  words: ["lib"],
  parts: ["lib"],
  data: ["lib"],
  engine: [],
  kinds: ["lab"],
  lab: ["engine", "lib", "parts", "words"],
  views: ["lib", "parts", "words"],
  desks: ["app", "data", "engine", "kinds", "lab", "lib", "parts", "views", "words"],
  service: [],
  lessons: ["app", "data", "lib", "parts", "words"],
  app: ["data", "lessons", "desks", "kinds", "lab", "parts", "words"],
};

/** "lab" of web/src/lab/session.svelte.ts; undefined of what is in none of the folders. */
function folderOf(file) {
  const folder = /^web\/src\/([^/]+)(?:\/|$)/.exec(file)?.[1];
  return folder && Object.hasOwn(pageFolders, folder) ? folder : undefined;
}

const isAbove = (other, own) =>
  other !== undefined && own !== undefined && other !== own && !pageFolders[own].includes(other);

const deskOf = (file) => /^web\/src\/desks\/([^/]+)\//.exec(file)?.[1];

/**
 * @typedef {object} Reference    an #include or an import
 * @property {string} file        the file it stands in
 * @property {string} name        as it is written
 * @property {string} target      the file it means, if it is written as a relative path; else its name
 * @property {boolean} typeOnly
 */

/** @type {{ rule: string, in: (file: string) => boolean, forbids: (reference: Reference) => boolean }[]} */
const referenceRules = [
  {
    rule: "only core/src/kernels/ includes xsimd",
    in: (file) => cpp.test(file) && !file.startsWith("core/src/kernels/"),
    forbids: ({ name }) => /^(xsimd|xtl)\//.test(name),
  },
  {
    rule: "the core never includes emscripten",
    in: (file) => cpp.test(file) && file.startsWith("core/"),
    forbids: ({ name }) => name.startsWith("emscripten"),
  },
  {
    rule: "only bindings/bindings.cpp includes emscripten/bind.h",
    in: (file) => cpp.test(file) && file !== "bindings/bindings.cpp",
    forbids: ({ name }) => name === "emscripten/bind.h" || name === "emscripten/val.h",
  },
  {
    rule: "public headers do not include kernels",
    in: (file) => file.startsWith("core/include/"),
    forbids: ({ name }) => name.includes("kernels/"),
  },
  {
    rule: "the bindings include public headers only",
    in: (file) => cpp.test(file) && file.startsWith("bindings/"),
    forbids: ({ name }) => /kernels\/|\bcore\/|\.\.\//.test(name),
  },
  {
    rule: "the core is layered: nothing includes upward",
    in: (file) => layerOf(file) !== undefined,
    forbids: ({ file, name }) => layerOf(headerFile(name)) > layerOf(file),
  },
  {
    rule: "a header or source of the core has its place in coreLayers (tools/rules.mjs)",
    in: (file) => cpp.test(file) && file.startsWith("core/"),
    forbids: ({ name, quoted }) => quoted && layerOf(headerFile(name)) === undefined,
  },
  {
    rule: "only web/src/engine/ imports the package (types, hourglass-autoencoder/data and hourglass-autoencoder/files aside)",
    in: (file) => isOfPage(file) && folderOf(file) !== "engine",
    forbids: ({ name, target, typeOnly }) =>
      !typeOnly &&
      !["hourglass-autoencoder/data", "hourglass-autoencoder/files"].includes(name) &&
      (/^hourglass-autoencoder(\/|$)/.test(name) || target.startsWith("bindings/")),
  },
  {
    rule: "a folder of the page imports only those below it (types aside)",
    in: isOfPage,
    forbids: ({ file, target, typeOnly }) => !typeOnly && isAbove(folderOf(target), folderOf(file)),
  },
  {
    rule: "a desk imports no other desk",
    in: (file) => deskOf(file) !== undefined,
    forbids: ({ file, target }) => deskOf(target) !== undefined && deskOf(target) !== deskOf(file),
  },
];

/** @type {{ rule: string, in: (file: string) => boolean, forbids: (line: string) => boolean }[]} */
const lineRules = [
  {
    rule: "lock files name no registry",
    in: (file) => /(^|\/)(package-lock|npm-shrinkwrap)\.json$/.test(file),
    forbids: (line) => /"resolved":\s*"http/.test(line) || /\bregistry\.[\w-]+\.\w+/.test(line),
  },
];

/**
 * @param {Record<string, string>} files    path from the project's root -> text
 * @returns {{ file: string, line: number, rule: string }[]}
 */
export function violations(files) {
  return Object.entries(files).flatMap(([file, text]) => [
    ...unplaced(file),
    ...brokenReferences(file, text),
    ...brokenLines(file, text),
  ]);
}

function brokenReferences(file, text) {
  const rules = referenceRules.filter((rule) => rule.in(file));
  return references(file, text).flatMap((reference) =>
    rules
      .filter((rule) => rule.forbids(reference))
      .map(({ rule }) => ({ file, line: reference.line, rule: `${rule}: ${reference.name}` })),
  );
}

function brokenLines(file, text) {
  const rules = lineRules.filter((rule) => rule.in(file));
  if (rules.length === 0) return [];
  return text
    .split("\n")
    .flatMap((line, i) =>
      rules.filter((rule) => rule.forbids(line)).map(({ rule }) => ({ file, line: i + 1, rule })),
    );
}

/** A file of the core whose name stands in no layer. */
function unplaced(file) {
  const isOfCore = cpp.test(file) && file.startsWith("core/");
  return isOfCore && layerOf(file) === undefined
    ? [
        {
          file,
          line: 1,
          rule: "a header or source of the core has its place in coreLayers (tools/rules.mjs)",
        },
      ]
    : [];
}

/** @returns {(Reference & { line: number, quoted: boolean })[]} */
function references(file, text) {
  const patterns = cpp.test(file)
    ? [/^[ \t]*#[ \t]*include[ \t]*(?<open>["<])(?<name>[^">]+)/gm]
    : script.test(file)
      ? [
          /^[ \t]*(?:import|export)\b(?<type>\s+type\b)?[^"'`;=]*?["'](?<name>[^"'\n]+)["']/gm,
          /\bimport\(\s*["'](?<name>[^"'\n]+)["']/gm,
          /\bnew URL\(\s*["'](?<name>[^"'\n]+)["']\s*,\s*import\.meta\.url/gm,
        ]
      : [];
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ index, 0: whole, groups: { name, open, type } }) => ({
      file,
      name,
      target: name.startsWith(".") ? path.posix.join(path.posix.dirname(file), name) : name,
      typeOnly: type !== undefined,
      quoted: open === '"',
      line: text.slice(0, index + whole.length).split("\n").length,
    })),
  );
}

/** The file in the core that an #include means. */
function headerFile(name) {
  return name.startsWith("hourglass/") ? `core/include/${name}` : `core/src/${name}`;
}

/** The height of a file of the core; undefined for other files and for names that coreLayers does not know. */
function layerOf(file) {
  if (!file.startsWith("core/")) return undefined;
  const name = file.startsWith("core/src/kernels/") ? "kernels" : path.posix.parse(file).name;
  const height = coreLayers.findIndex((layer) => layer.includes(name));
  return height < 0 ? undefined : height;
}
