import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("page"),
  base: "./",
  publicDir: here("../web/public"), // the digits
  worker: { format: "es" },
  build: {
    target: "es2022",
    outDir: here("dist/page"),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    minify: false, // TensorFlow.js sends the text of a function to its workers, with names that must still mean something
    chunkSizeWarningLimit: 2000,
  },
});
