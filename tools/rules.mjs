// Who may include or import whom: the house rules of the architecture, and the code that enforces them.

import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const coreSources = fileURLToPath(new URL("../core/src/", import.meta.url));

/** The folders of core/src, lowest first: what is in one includes what is in it or below it. */
const coreFolders = ["base", "kernels", "numbers", "layers", "compare", "model", "training", "files"];

/** A public header belongs to the folder of its source; these have none, or kernels know them. */
const headersAlone = {
  export: "base",
  tensor: "base",
  conv_geometry: "base",
  reach: "base",
  activation: "base",
  loss: "base",
  hourglass: "files",
};

const cpp = /\.(cpp|hpp|h)$/;
const script = /\.(ts|mts|js|mjs|svelte)$/;
const isOfPage = (file) => script.test(file) && file.startsWith("web/src/");

/** The folders of the package, in their order: each imports itself and those before it. */
const packageFolders = ["base", "messages", "host", "connection", "api"];

/** The entries beside them, and what each may import. */
const packageEntries = { data: ["base"], files: ["base", "data"] };

/** "api" of bindings/src/api/runtime.ts. */
const packageFolderOf = (file) => /^bindings\/src\/([^/]+)\//.exec(file)?.[1];

/** The folders of the page, and what each may import besides itself; lib, parts and words are for everybody. */
const pageFolders = {
  lib: [],
  words: ["lib"],
  parts: ["lib"],
  data: ["lib"],
  engine: [],
  kinds: ["training"],
  training: ["engine", "lib", "parts", "words"],
  views: ["lib", "parts", "words"],
  desks: ["data", "engine", "kinds", "training", "lib", "parts", "views", "words"],
  service: [],
  lessons: ["data", "lib", "parts", "words"],
  app: ["data", "lessons", "desks", "kinds", "training", "lib", "parts", "words"],
};

/** "training" of web/src/training/session.svelte.ts; undefined of what is in none of the folders. */
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
    rule: "nothing in the core includes a folder above its own",
    in: (file) => heightOf(file) !== undefined,
    forbids: ({ file, name }) => heightOf(headerFile(name)) > heightOf(file),
  },
  {
    rule: "what the core includes is in one of its folders (coreFolders in tools/rules.mjs)",
    in: (file) => cpp.test(file) && file.startsWith("core/"),
    forbids: ({ name, quoted }) => quoted && heightOf(headerFile(name)) === undefined,
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
    rule: "a folder of the package imports only those before it (packageFolders in tools/rules.mjs)",
    in: (file) => packageFolders.includes(packageFolderOf(file)),
    forbids: ({ file, target }) =>
      packageFolders.indexOf(packageFolderOf(target)) > packageFolders.indexOf(packageFolderOf(file)),
  },
  {
    rule: "hourglass-autoencoder/data imports base alone, hourglass-autoencoder/files both",
    in: (file) => Object.hasOwn(packageEntries, packageFolderOf(file) ?? ""),
    forbids: ({ file, target }) => {
      const [own, other] = [packageFolderOf(file), packageFolderOf(target)];
      return other !== undefined && other !== own && !packageEntries[own].includes(other);
    },
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
    rule: "only web/src/lib/address.ts touches the address",
    in: (file) => isOfPage(file) && file !== "web/src/lib/address.ts" && folderOf(file) !== "service",
    forbids: (line) => /\blocation\.hash\b|\bhistory\.(push|replace)State\b/.test(line),
  },
  {
    rule: "only package-files.ts and package-workers.ts know where the package is",
    in: (file) =>
      file.startsWith("bindings/src/") && !/^bindings\/src\/package-(files|workers)\.ts$/.test(file),
    forbids: (line) => /[,=:]\s*import\.meta/.test(line),
  },
  {
    rule: "lock files name no registry",
    in: (file) => /(^|\/)(package-lock|npm-shrinkwrap)\.json$/.test(file),
    forbids: (line) => /"resolved":\s*"http/.test(line) || /\bregistry\.[\w-]+\.\w+/.test(line),
  },
];

/** The anchors that the page's list has, and what names of families begin with. */
function anchorsIn(list) {
  const namesIn = (name) =>
    [...new RegExp(`const ${name} = \\[([^\\]]*)\\]`).exec(list)[1].matchAll(/"([^"]+)"/g)].map(
      ([, one]) => one,
    );
  return { names: new Set(namesIn("anchors")), families: namesIn("anchorFamilies") };
}

const anchorList = "web/src/lib/anchors.ts";

/** Anchors of the page, and those that its tests look for, which web/src/lib/anchors.ts does not have. */
function unknownAnchors(file, text, { names, families }) {
  const patterns = file.startsWith("tests/web/")
    ? [/\banchor\(\w+, "([\w-]+)"\)/g, /data-anchor="([\w-]+)"/g]
    : isOfPage(file)
      ? [/\b(?:data-)?anchor="([\w-]+)"/g]
      : [];
  const found = patterns.flatMap((pattern) => [...text.matchAll(pattern)]);
  return found
    .filter(([, name]) => !names.has(name) && !families.some((family) => name.startsWith(family)))
    .map(({ index, 1: name }) => ({
      file,
      line: text.slice(0, index).split("\n").length,
      rule: `an anchor is in ${anchorList}: ${name}`,
    }));
}

/**
 * @param {Record<string, string>} files    path from the project's root -> text
 * @returns {{ file: string, line: number, rule: string }[]}
 */
export function violations(files) {
  const anchors = files[anchorList] && anchorsIn(files[anchorList]);
  return Object.entries(files).flatMap(([file, text]) => [
    ...unplaced(file),
    ...(anchors ? unknownAnchors(file, text, anchors) : []),
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

/** A file of the core that is in none of its folders. */
function unplaced(file) {
  const isOfCore = cpp.test(file) && file.startsWith("core/");
  return isOfCore && heightOf(file) === undefined
    ? [
        {
          file,
          line: 1,
          rule: "a file of the core is in one of its folders (coreFolders in tools/rules.mjs)",
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

/** The height of a file's folder; undefined for what is not of the core, or in none of its folders. */
function heightOf(file) {
  const { dir, name } = path.posix.parse(file);
  const folder =
    /^core\/src\/(\w+)$/.exec(dir)?.[1] ?? (dir === "core/include/hourglass" && folderOfHeader(name));
  const height = coreFolders.indexOf(folder);
  return height < 0 ? undefined : height;
}

const folderOfHeader = (name) =>
  headersAlone[name] ?? coreFolders.find((folder) => existsSync(`${coreSources}${folder}/${name}.cpp`));
