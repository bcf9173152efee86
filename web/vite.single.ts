// web/dist/hourglass.html: the whole page in one file, for sticks, shares and learning platforms. It makes no request.

import { readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { decode, encode } from "fast-png";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

const read = (file: string) => readFileSync(new URL(`./public/data/${file}`, import.meta.url));

/** Some of the digits: their file is the largest. The last thousand are held out, as on the page. */
const kept = 3000;
function fewer(file: string, header: number): Buffer {
  const whole = gunzipSync(read(file));
  const count = whole.readUInt32BE(4);
  const start = Buffer.from(whole.subarray(0, header));
  start.writeUInt32BE(kept, 4);
  const each = (whole.length - header) / count;
  return gzipSync(Buffer.concat([start, whole.subarray(header + (count - kept) * each)]), { level: 9 });
}

/** The head of a table, and every third of its rows. */
function everyThird(file: string): Buffer {
  const [head, ...rows] = gunzipSync(read(file)).toString().trim().split("\n");
  return gzipSync([head, ...rows.filter((_, i) => i % 3 === 0)].join("\n"), { level: 9 });
}

/** A photo at half its size: means of 2 x 2 pixels. */
function halved(file: string): Buffer {
  const { width, height, channels, data } = decode(read(file));
  const [across, down] = [width >> 1, height >> 1];
  const half = new Uint8Array(across * down * channels);
  for (let y = 0; y < down; y++)
    for (let x = 0; x < across; x++)
      for (let c = 0; c < channels; c++) {
        const at = (dy: number, dx: number) => data[((2 * y + dy) * width + 2 * x + dx) * channels + c]!;
        half[(y * across + x) * channels + c] = (at(0, 0) + at(0, 1) + at(1, 0) + at(1, 1) + 2) >> 2;
      }
  return Buffer.from(encode({ width: across, height: down, channels, data: half }));
}

const files: Record<string, () => Buffer> = {
  "photos/camera.png": () => halved("photos/camera.png"),
  "photos/chelsea.png": () => halved("photos/chelsea.png"),
  "shuttle.csv.gz": () => everyThird("shuttle.csv.gz"),
  "digits-images.idx3.gz": () => fewer("digits-images.idx3.gz", 16),
  "digits-labels.idx1.gz": () => fewer("digits-labels.idx1.gz", 8),
  // Fewer words than on the page, and fewer numbers: tools/pack-words.mjs
  "words.en.npz": () => readFileSync(new URL("./single/words.en.npz", import.meta.url)),
  "breast_cancer.csv": () => gzipSync(read("breast_cancer.csv"), { level: 9 }),
};
for (const file of ["heartbeats.csv.gz", "ecg208.u16", "sentences.en.txt", "sentences.de.txt"])
  files[file] = () => read(file);

/** The policy of a page that has all it needs. */
const policy = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'wasm-unsafe-eval'",
  "worker-src blob: data:",
  "connect-src data: blob:",
  "style-src 'unsafe-inline'",
  "img-src data: blob:",
].join("; ");

/** As small as can be: what reads them knows packed files by their first bytes. */
const packed = (bytes: Buffer): Buffer => {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  return isGzip || isZip ? bytes : gzipSync(bytes, { level: 9 });
};

/** The page's files go into it, before the program that asks for them. */
function filesWithin(): Plugin {
  return {
    name: "files within",
    transformIndexHtml: {
      order: "pre",
      handler: (html) => {
        const icon = readFileSync(new URL("./public/favicon.svg", import.meta.url)).toString("base64");
        return {
          html: html
            .replace(/content="default-src[^"]*"/, `content="${policy}"`)
            .replace("./favicon.svg", `data:image/svg+xml;base64,${icon}`)
            .replace(/\s*<link rel="(manifest|apple-touch-icon)"[^>]*>/g, ""),
          tags: Object.entries(files).map(([file, bytes]) => ({
            tag: "script",
            attrs: { type: "text/plain", "data-file": `data/${file}` },
            children: packed(bytes()).toString("base64"),
            injectTo: "head" as const,
          })),
        };
      },
    },
  };
}

/** The WebAssembly module goes into the page packed, which the package unpacks. */
function packedModule(): Plugin {
  return {
    name: "packed module",
    transform(code) {
      const start = "data:application/wasm;base64,";
      if (!code.includes(start)) return null;
      const pack = (_: string, base64: string) =>
        `data:application/gzip;base64,${packed(Buffer.from(base64, "base64")).toString("base64")}`;
      return { code: code.replace(new RegExp(`${start}([A-Za-z0-9+/=]+)`), pack), map: null };
    },
  };
}

/** Workers are made of text that is in the page, and are no modules: from file:// none may start. */
function workersWithin(): Plugin {
  const made = /new Worker\(new URL\("(.*?)", import\.meta\.url\), \{ type: "module" \}\)/g;
  return {
    name: "workers within",
    enforce: "pre",
    transform(code, id) {
      if (!id.includes("/web/src/") || !made.test(code)) return null;
      let imports = "";
      const changed = code.replaceAll(made, (_, file: string) => {
        imports += `import WorkerWithin from "${file}?worker&inline";\n`;
        return "new WorkerWithin()";
      });
      return { code: imports + changed, map: null };
    },
  };
}

export default defineConfig({
  define: { __DATASETS__: '["digits"]' },
  base: "./",
  publicDir: false,
  resolve: { alias: [{ find: /^hourglass-autoencoder$/, replacement: "hourglass-autoencoder/inline" }] },
  plugins: [packedModule(), workersWithin(), filesWithin(), svelte(), viteSingleFile()],
  worker: { format: "iife" },
  build: {
    target: "es2022",
    outDir: "../build/single",
    emptyOutDir: true,
    modulePreload: { polyfill: false },
  },
});
