// Who may include or import whom: the house rules of the architecture, and the code that enforces them.

import path from "node:path";

/**
 * The layers of the core, lowest first: a header and its source may include what is beside or below it.
 * "kernels" stands for everything in core/src/kernels/.
 */
const coreLayers = [
  ["error", "message", "tensor", "conv_geometry", "json", "decimal", "power", "clock"],
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
  ["serialize"],
  ["hourglass"],
];

const cpp = /\.(cpp|hpp|h)$/;
const script = /\.(ts|mts|js|mjs|svelte)$/;
const isView = (file) => file.startsWith("web/src/views/");
const isState = (file) => /^web\/src\/state\b/.test(file);

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
    rule: "only web/src/trainer/client.ts imports the package (types aside)",
    in: (file) => script.test(file) && file.startsWith("web/src/") && file !== "web/src/trainer/client.ts",
    forbids: ({ name, target, typeOnly }) =>
      !typeOnly && (/^hourglass(\/|$)/.test(name) || target.startsWith("bindings/")),
  },
  {
    rule: "a view imports no other view",
    in: isView,
    forbids: ({ target }) => isView(target),
  },
  {
    rule: "views, and the parts and helpers they are made of, do not import the state",
    in: (file) => /^web\/src\/(views|parts|lib)\//.test(file),
    forbids: ({ target }) => isState(target),
  },
  {
    rule: "parts and helpers do not import views",
    in: (file) => /^web\/src\/(parts|lib)\//.test(file),
    forbids: ({ target }) => isView(target),
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
