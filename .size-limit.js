// What people who embed the package make others download; `npx size-limit` shows the table.

const dist = "bindings/dist";
const gzip = true;

/** The glue and the worker have lines of their own. */
const withoutGlue = (config) => ({ ...config, external: ["*/glue.js", "*/glue-threads.js"], format: "esm" });

/** What remains of hourglass/data where a program imports so much of it. */
const data = (names, limit) => ({
  name: `hourglass/data: ${names}`,
  path: `${dist}/data/index.js`,
  import: `{ ${names} }`,
  limit,
  gzip,
});

export default [
  {
    name: "baseline module and its glue",
    path: [`${dist}/wasm/baseline.wasm`, `${dist}/wasm/glue.js`],
    limit: "100 kB",
    gzip,
    disablePlugins: ["@size-limit/esbuild"],
  },
  {
    name: "the TypeScript of hourglass",
    path: `${dist}/index.js`,
    import: "*",
    limit: "12 kB",
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
  data("TableEncoder", "6 kB"),
  data("TextVectorizer", "3 kB"),
];
