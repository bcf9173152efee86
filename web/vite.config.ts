import { existsSync } from "node:fs";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

const datasets = ["digits", "fashion"].filter((id) =>
  existsSync(new URL(`./public/data/${id}-images.idx3.gz`, import.meta.url)),
);

export default defineConfig({
  define: { __DATASETS__: JSON.stringify(datasets) },
  base: "./",
  plugins: [svelte()],
  // The package finds its worker and its .wasm files beside itself: bundling it beforehand would lose them.
  optimizeDeps: { exclude: ["hourglass"] },
  worker: { format: "es" },
  build: {
    target: "es2022",
    // A strict content security policy lets nothing be fetched from data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
