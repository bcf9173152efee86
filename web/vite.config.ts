import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
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
