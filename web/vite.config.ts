import { existsSync } from "node:fs";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";

const datasets = ["digits", "fashion"].filter((id) =>
  existsSync(new URL(`./public/data/${id}-images.idx3.gz`, import.meta.url)),
);

export default defineConfig({
  define: { __DATASETS__: JSON.stringify(datasets) },
  base: "./",
  plugins: [
    svelte(),
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src/service",
      filename: "service.ts",
      injectRegister: false, // app/offline.svelte.ts does
      injectManifest: {
        globPatterns: ["**/*.{js,css,html,svg,png,jpg,wasm,gz,csv,u16,txt,npy,npz}"],
        globIgnores: ["docs/**", "hourglass.html"],
        maximumFileSizeToCacheInBytes: 8e6,
      },
      manifest: {
        name: "hourglass: autoencoders, trained in your browser",
        short_name: "hourglass",
        description:
          "Train autoencoders on digits, tables, signals and sentences. Nothing leaves this device.",
        display: "standalone",
        start_url: "./",
        scope: "./",
        background_color: "#f4f2ee",
        theme_color: "#0a6b74",
        categories: ["education"],
        icons: [
          { src: "icons/icon-192.png", sizes: "192x192", type: "image/png" },
          { src: "icons/icon-512.png", sizes: "512x512", type: "image/png" },
          { src: "icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
        ],
      },
    }),
  ],
  // The package finds its worker and its .wasm files beside itself: bundling it beforehand would lose them.
  optimizeDeps: { exclude: ["hourglass-autoencoder"] },
  worker: { format: "es" },
  build: {
    target: "es2022",
    // A strict content security policy lets nothing be fetched from data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
