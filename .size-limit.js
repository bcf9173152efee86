// What people who embed the package make others download; `npx size-limit` shows the table.

const dist = "bindings/dist";
const gzip = true;

/** The glue, the worker and what is loaded when it is asked for have lines of their own. */
const without =
  (...external) =>
  (config) => ({ ...config, external, format: "esm" });
const withoutGlue = without("*/glue.js", "*/glue-threads.js", "../export/index.js", "../import/index.js");

/** What remains of hourglass-autoencoder/data where a program imports so much of it. */
const data = (names, limit) => ({
  name: `hourglass-autoencoder/data: ${names}`,
  path: `${dist}/data/index.js`,
  import: `{ ${names} }`,
  limit,
  gzip,
});

/** hourglass-autoencoder/files without the libraries that are loaded when a file needs them; each of these has a line of its own. */
const files = [
  {
    name: "hourglass-autoencoder/files: readTable",
    path: `${dist}/files/index.js`,
    import: "{ readTable }",
    limit: "17 kB",
    gzip,
    modifyEsbuildConfig: without("./vendor/*"),
  },
  ...Object.entries({ papaparse: "8 kB", fflate: "4 kB", workbook: "18 kB", png: "9 kB" }).map(
    ([library, limit]) => ({
      name: `its ${library}`,
      path: `${dist}/files/vendor/${library}.js`,
      limit,
      gzip,
      disablePlugins: ["@size-limit/esbuild"],
    }),
  ),
];

export default [
  {
    name: "baseline module and its glue",
    path: [`${dist}/wasm/baseline.wasm`, `${dist}/wasm/glue.js`],
    limit: "127.5 kB",
    gzip,
    disablePlugins: ["@size-limit/esbuild"],
  },
  {
    name: "the TypeScript of hourglass",
    path: `${dist}/index.js`,
    import: "*",
    limit: "17.5 kB",
    gzip,
    modifyEsbuildConfig: withoutGlue,
  },
  {
    name: "its worker",
    path: `${dist}/worker.js`,
    limit: "12 kB",
    gzip,
    modifyEsbuildConfig: withoutGlue,
  },
  data("quantile", "0.5 kB"),
  data("parseNpy", "2 kB"),
  data("TableEncoder", "6.3 kB"),
  data("TextVectorizer", "3 kB"),
  {
    name: "hourglass-autoencoder/export",
    path: `${dist}/export/index.js`,
    import: "*",
    limit: "15 kB",
    gzip,
    modifyEsbuildConfig: without("./pytorch.js"),
  },
  {
    name: "its PyTorch, with train.py",
    path: `${dist}/export/vendor/pytorch.js`,
    limit: "14 kB",
    gzip,
    disablePlugins: ["@size-limit/esbuild"],
  },
  {
    name: "models of other libraries",
    path: `${dist}/import/index.js`,
    import: "*",
    limit: "16 kB",
    gzip,
    modifyEsbuildConfig: without("../files/vendor/fflate.js"),
  },
  ...files,
];
