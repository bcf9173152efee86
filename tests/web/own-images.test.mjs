// People's own pictures: what is read, what is refused and how it is said; the dialog, and the way back.

import assert from "node:assert/strict";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, describe, it } from "node:test";
import { deflateRawSync, gzipSync } from "node:zlib";
import { runnerImport } from "vite";
import {
  anchor,
  ended,
  eventually,
  figure,
  hide,
  ink,
  launch,
  openPage,
  records,
  serveSite,
  settled,
  violations,
} from "./support.mjs";

const source = fileURLToPath(new URL("../../web/src/data/images/own.ts", import.meta.url));

/** An IDX file of bytes. */
function idx(dimensions, content, type = 8) {
  const head = Buffer.alloc(4 + 4 * dimensions.length);
  head.set([0, 0, type, dimensions.length]);
  dimensions.forEach((size, i) => head.writeUInt32BE(size, 4 + 4 * i));
  return Buffer.concat([head, content]);
}

function npy(shape, content, descr = "|u1") {
  const tuple = `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const head = text.padEnd(117) + "\n";
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, head.length, 0]);
  return Buffer.concat([start, Buffer.from(head, "latin1"), content]);
}

/** A ZIP file; `claims` is what an entry says of its size. */
function zip(entries, claims) {
  const parts = [];
  const central = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const packed = deflateRawSync(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(claims ?? content.length, 22);
    local.writeUInt16LE(name.length, 26);
    parts.push(local, Buffer.from(name), packed);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(claims ?? content.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    central.push(entry, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(Object.keys(entries).length, 8);
  end.writeUInt16LE(Object.keys(entries).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}

/** The first bytes of a PNG that claims to be so large. */
function png(width, height) {
  const bytes = Buffer.alloc(64);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

const svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

/** Digits of a kind: each picture its own number everywhere but on its dark border. */
const blobs = (count, side = 28) =>
  Buffer.from(
    Array.from({ length: count * side * side }, (_, i) => {
      const [y, x] = [Math.floor(i / side) % side, i % side];
      const isInside = Math.hypot(y - side / 2, x - side / 2) < side / 4;
      return isInside ? 100 + (Math.floor(i / side / side) % 100) : 0;
    }),
  );
const labels = (count) => Buffer.from(Array.from({ length: count }, (_, i) => i % 3));

describe("own pictures", async () => {
  const { readImages, limits } = (await runnerImport(source, { configFile: false, logLevel: "error" }))
    .module;
  const read = (files, settings = { side: 28 }) =>
    readImages(
      "mine",
      Object.entries(files).map(([name, content]) => ({ path: name, file: new Blob([content]) })),
      settings,
    );

  it("IDX and its labels become a data set, some of it held out", async () => {
    const { set, preview } = await read({
      "train-images.idx3-ubyte": idx([100, 28, 28], blobs(100)),
      "train-labels.idx1-ubyte.gz": gzipSync(idx([100], labels(100))),
    });
    assert.deepEqual(set.shape, [28, 28, 1]);
    assert.deepEqual(set.classNames, ["0", "1", "2"]);
    assert.equal(set.tone, "ink");
    assert.deepEqual(preview.settings, { side: 28, as: "light" });
    assert.deepEqual([set.trainLabels.length, set.heldOutLabels.length], [80, 20]);
    // Each picture keeps its label: its middle is 100 and its number.
    const pictures = [set.train, set.heldOut].flatMap((all) =>
      Array.from({ length: all.length / 784 }, (_, i) => all[i * 784 + 14 * 28 + 14]),
    );
    assert.deepEqual([...pictures].sort((a, b) => a - b), Array.from({ length: 100 }, (_, i) => 100 + i)); // prettier-ignore
    const said = [...set.trainLabels, ...set.heldOutLabels];
    pictures.forEach((value, i) => assert.equal(said[i], (value - 100) % 3));
  });

  it("what its makers set apart as test is what is held out", async () => {
    const { set, preview } = await read({
      "train-images": idx([40, 28, 28], Buffer.alloc(40 * 784, 10)),
      "t10k-images": idx([12, 28, 28], Buffer.alloc(12 * 784, 200)),
      "train-labels": idx([40], labels(40)),
      "t10k-labels": idx([12], labels(12)),
    });
    assert.ok(preview.hasTest);
    assert.deepEqual([set.trainLabels.length, set.heldOutLabels.length], [40, 12]);
    assert.ok(set.heldOut.every((value) => value === 200) && set.train.every((value) => value === 10));
  });

  it("NPZ as Keras has it, NPY of colours, of planes, of numbers from 0 to 1, flat", async () => {
    const keras = await read({
      "mnist.npz": zip({
        "x_train.npy": npy([30, 28, 28], blobs(30)),
        "y_train.npy": npy([30], labels(30)),
        "x_test.npy": npy([10, 28, 28], blobs(10)),
        "y_test.npy": npy([10], labels(10)),
      }),
    });
    assert.deepEqual([keras.set.trainLabels.length, keras.set.heldOutLabels.length], [30, 10]);
    const red = Buffer.from(Array.from({ length: 12 * 32 * 32 * 3 }, (_, i) => (i % 3 === 0 ? 250 : 20)));
    const colours = await read({ "x.npy": npy([12, 32, 32, 3], red) }, { side: 32 });
    assert.deepEqual([colours.set.shape, colours.set.tone], [[32, 32, 3], "light"]);
    assert.deepEqual([...colours.set.train.subarray(0, 3)], [250, 20, 20]);
    const planes = Buffer.from(Array.from({ length: 12 * 3072 }, (_, i) => (i % 3072 < 1024 ? 250 : 20)));
    const cifar = await read({ "x.npy": npy([12, 3072], planes) }, { side: 32 });
    assert.deepEqual(cifar.set.train, colours.set.train);
    const shares = Buffer.from(Float32Array.from({ length: 12 * 784 }, (_, i) => (i % 2) / 2).buffer);
    const grey = await read({ "x.npy": npy([12, 784], shares, "<f4") });
    assert.deepEqual([...grey.set.train.subarray(0, 2)], [0, 128]);
  });

  it("another size and another way to read it", async () => {
    const files = { "x.npy": npy([12, 14, 14], Buffer.alloc(12 * 196, 30)) };
    const dark = await read(files, { side: 32, as: "dark" });
    assert.deepEqual(dark.set.shape, [32, 32, 1]);
    assert.ok(
      dark.set.train.every((value) => value === 225),
      "turned over",
    );
    assert.equal((await read(files, { side: 28, as: "grey" })).set.tone, "light");
  });

  const some = { "x.npy": npy([12, 28, 28], blobs(12)) };
  const leftOut = {
    "nothing in it": ["a.png", "", "empty"],
    "a text named .png": ["a.png", "hello", "format"],
    "a table": ["a.csv", "a,b\n1,2\n", "format"],
    "an SVG with a script": ["a.svg", svg, "format"],
    "an SVG with a script, named .png": ["a.png", svg, "format"],
    "a page": ["a.jpg", "<html><body>not found</body></html>", "format"],
    "a picture of 20,000 x 20,000": ["a.png", png(20_000, 20_000), "tooManyPixels"],
    "a picture of no pixels": ["a.png", png(0, 5), "damaged"],
    "a PNG that ends in its header": ["a.png", png(5, 5).subarray(0, 20), "damaged"],
    "a JPEG of 65,535 x 65,535": [
      "a.jpg",
      Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 17, 8, 0xff, 0xff, 0xff, 0xff, 3]),
      "tooManyPixels",
    ],
    "a JPEG without a frame": ["a.jpg", Buffer.from([0xff, 0xd8, 0xff, 0xd9]), "damaged"],
    "a GIF of 65,535 x 65,535": [
      "a.gif",
      Buffer.from("GIF89a\xff\xff\xff\xff\0\0\0", "latin1"),
      "tooManyPixels",
    ],
    "a WebP of 16 million on a side": [
      "a.webp",
      Buffer.from("RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff", "latin1"),
      "tooManyPixels",
    ],
    "an IDX of a wrong type": ["a.idx", idx([3], Buffer.alloc(3), 10), "damaged"],
    "an IDX that declares 4 GB": ["a.idx", idx([2 ** 32 - 1, 1, 1], Buffer.alloc(8)), "damaged"],
    "an IDX that ends early": ["a.idx", idx([10, 28, 28], Buffer.alloc(100)), "damaged"],
    "an IDX with too much": ["a.idx", idx([1, 2, 2], Buffer.alloc(5)), "damaged"],
    "gzip that ends early": ["a.gz", gzipSync(blobs(20)).subarray(0, 60), "damaged"],
    "gzip of a text": ["a.gz", gzipSync("hello"), "format"],
    "an NPY of another version": [
      "a.npy",
      Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 9, 0, 0, 0]),
      "damaged",
    ],
    "an NPY of 4 GB": ["a.npy", npy([65536, 256, 256], Buffer.alloc(8)), "damaged"],
    "an NPY of objects": ["a.npy", npy([3], Buffer.alloc(3), "|O"), "damaged"],
    "a ZIP without arrays": ["a.npz", zip({ "a.txt": Buffer.from("x") }), "format", "a.npz/a.txt"],
    "a ZIP whose entry claims 4 GB": ["a.npz", zip({ "a.npy": Buffer.alloc(9) }, 0xfffffffe), "member"],
    "a ZIP without its end": ["a.npz", zip({ "a.npy": Buffer.alloc(9) }).subarray(0, 40), "damaged"],
    "a ZIP that is more than it claims": ["a.npz", zip({ "a.npy": Buffer.alloc(9e6) }, 100), "member"],
  };
  for (const [what, [name, content, fault, inner = name]] of Object.entries(leftOut))
    it(`leaves out ${what}, and reads the rest`, async () => {
      const { preview } = await read({ ...some, [name]: content });
      assert.equal(preview.count, 12);
      assert.deepEqual(preview.problems.map((problem) => [problem.file, problem.kind]), [[inner, fault]]); // prettier-ignore
    });

  const refused = {
    "nothing at all": [{}, "noPictures"],
    "no picture among them": [{ "a.txt": "hello" }, "noPictures"],
    "too few": [{ "x.npy": npy([9, 28, 28], blobs(9)) }, "tooFewPictures"],
    "labels alone": [{ "y.npy": npy([30], labels(30)) }, "noPictures", "noPictures"],
    "as many labels as for others": [
      { "x.npy": npy([12, 28, 28], blobs(12)), "y.npy": npy([11], labels(11)) },
      "noPictures",
      "labels",
    ],
    "what is no number": [
      { "x.npy": npy([12, 2, 2], Buffer.from(new Float32Array(48).fill(NaN).buffer), "<f4") },
      "noPictures",
      "damaged",
    ],
  };
  for (const [what, [files, fault, problem]] of Object.entries(refused))
    it(`are refused: ${what}`, async () => {
      await assert.rejects(read(files), (error) => {
        assert.equal(error.fault, fault, error.stack);
        if (problem) assert.equal(error.problems[0].kind, problem);
        return true;
      });
    });

  it("there is a limit for their number", async () => {
    const before = { ...limits };
    Object.assign(limits, { pictures: 20 });
    try {
      await assert.rejects(read({ "x.npy": npy([21, 2, 2], Buffer.alloc(84)) }), {
        fault: "tooManyPictures",
      });
    } finally {
      Object.assign(limits, before);
    }
  });

  it("more than a hundred labels are none", async () => {
    const { set } = await read({
      "x.npy": npy([150, 4, 4], Buffer.alloc(2400, 5)),
      "y.npy": npy([150], Buffer.from(Array.from({ length: 150 }, (_, i) => i))),
    });
    assert.deepEqual(set.classNames, [""]);
  });
});

describe("the dialog for own pictures", () => {
  let browser, site, page, folder, colourModel;
  before(async () => {
    browser = await launch();
    site = await serveSite({ csp: false }); // axe is put into the page
    page = await openPage(browser, `${site.url}#/images?kind=vanilla&epochs=1`);
    folder = mkdtempSync(path.join(tmpdir(), "hourglass-"));
  });
  after(async () => {
    assert.deepEqual(page?.complaints, []);
    await browser?.close();
    await site?.close();
    if (folder) rmSync(folder, { recursive: true });
  });

  /** Red discs and blue squares of many sizes, as PNG, JPEG, WebP and GIF of the browser's own making. */
  async function drawShapes() {
    const files = await page.evaluate(async () => {
      const found = [];
      for (let i = 0; i < 60; i++) {
        const canvas = new OffscreenCanvas(40 + 9 * (i % 7), 60 + 5 * (i % 5));
        const context = canvas.getContext("2d");
        context.fillStyle = `hsl(${(i % 2) * 220} 80% 50%)`;
        if (i % 2) context.fillRect(12, 12, 20 + (i % 9), 20);
        else context.arc(26, 30, 12 + (i % 6), 0, 7);
        context.fill();
        const type = ["png", "jpeg", "webp"][i % 3];
        const blob = await canvas.convertToBlob({ type: `image/${type}` });
        found.push([
          `${i % 2 ? "squares" : "discs"}/${i}.${type}`,
          [...new Uint8Array(await blob.arrayBuffer())],
        ]);
      }
      return found;
    });
    for (const [name, bytes] of files) {
      mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
      writeFileSync(path.join(folder, name), Buffer.from(bytes));
    }
    // One pixel, twice: a GIF that moves.
    const gif = "R0lGODlhAQABAIAAAP8AAAAAACH5BAAKAAAALAAAAAABAAEAAAICRAEAIfkEAAoAAAAsAAAAAAEAAQAAAgJMAQA7";
    writeFileSync(path.join(folder, "discs", "moving.gif"), Buffer.from(gif, "base64"));
    writeFileSync(path.join(folder, "discs", "evil.svg"), svg);
    writeFileSync(path.join(folder, "discs", "huge.png"), png(20_000, 20_000));
  }

  it("shows a folder's pictures before anything is replaced, learns from them, and undo brings all back", async () => {
    await drawShapes();
    await anchor(page, "train").click();
    await ended(page);
    const steps = await figure(page, "steps");
    await anchor(page, "dataset").selectOption("bring");
    assert.match(await anchor(page, "own-images").textContent(), /100,000 pictures/);
    assert.deepEqual(await violations(page), []);
    await page.setInputFiles('[data-anchor="own-images-folder"]', folder);
    await anchor(page, "own-images-use").waitFor();
    assert.match(await anchor(page, "own-images").textContent(), /61 pictures.*28 × 28/s);
    assert.match(await anchor(page, "own-images-classes").textContent(), /discs 31, squares 30/);
    const problems = await anchor(page, "own-problems").textContent();
    assert.match(problems, /2 problems/);
    assert.match(problems, /evil\.svg It is an SVG drawing/);
    assert.match(problems, /huge\.png It has 20,000 × 20,000/);
    assert.equal(await anchor(page, "own-images-as").inputValue(), "colour");
    assert.deepEqual(await violations(page), []);
    await anchor(page, "own-images-side").selectOption("32");
    await page.waitForFunction(() => /32 × 32/.test(document.querySelector("dialog h2").textContent));
    assert.equal(await figure(page, "steps"), steps, "nothing is replaced yet");
    await anchor(page, "own-images-use").click();
    await page.waitForFunction(() => location.hash.includes("data=own"));
    await page.waitForFunction(() => !document.querySelector("dialog"));
    await anchor(page, "train").click();
    await ended(page);
    const colours = await page
      .locator('[data-anchor="input"] canvas')
      .first()
      .evaluate((canvas) => {
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        let most = 0;
        for (let i = 0; i < data.length; i += 4) most = Math.max(most, Math.abs(data[i] - data[i + 2]));
        return [canvas.width, most];
      });
    assert.equal(colours[0], 32);
    assert.ok(colours[1] > 100, "the input is in colour");
    // 48 pictures in batches of 32 would have been 20 steps: a blur.
    assert.ok((await figure(page, "steps")) >= 1000, `${await figure(page, "steps")} steps`);
    assert.ok((await figure(page, "held-out")) < 0.06, `${await figure(page, "held-out")}`);
    const [download] = await Promise.all([page.waitForEvent("download"), anchor(page, "save").click()]);
    colourModel = await readFile(await download.path());
    await anchor(page, "report").click();
    const report = page.frameLocator('[data-anchor="report-frame"]').locator("body");
    await report.getByText("Results").waitFor();
    assert.match(await report.textContent(), /48 to learn, 13 held out/);
    assert.match(await report.textContent(), /SSIM/);
    assert.ok((await report.locator("figcaption").allTextContents()).includes("Restored"));
    await page.keyboard.press("Escape");
    await eventually(async () => {
      await hide(page);
      assert.ok(
        (await records(page)).some(({ address, steps }) => address.includes("data=own") && steps > 0),
      );
    });
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.waitForFunction(() => document.querySelector('[data-anchor="train"]:enabled'));
    assert.ok(other.url().includes("data=own"), "own pictures are there after a reload");
    await other.close();
    await anchor(page, "undo").click();
    await page.waitForFunction((wanted) => {
      const shown = document.querySelector('[data-anchor="figure-steps"]').textContent.replaceAll(",", "");
      return Number(shown) === wanted && !location.hash.includes("data=own");
    }, steps);
  });

  it("a model of other pictures says which, and offers them", async () => {
    await page.setInputFiles('[data-anchor="open-file"]', {
      name: "colour.safetensors",
      mimeType: "application/octet-stream",
      buffer: colourModel,
    });
    assert.match(await anchor(page, "trouble").textContent(), /another size \(3072 values\)/);
    await anchor(page, "offer").click();
    await page.setInputFiles('[data-anchor="own-images-folder"]', folder);
    await anchor(page, "own-images-use").waitFor();
    assert.match(await anchor(page, "own-images").textContent(), /32 × 32/);
    await page.keyboard.press("Escape");
    await page.locator('[data-anchor="trouble"] button').last().click();
  });

  it("turns pictures as their cameras say, and knows BMP", async () => {
    // White above, black below, and a camera that was held upside down.
    const drawn = await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(56, 56);
      const context = canvas.getContext("2d");
      context.fillStyle = "white";
      context.fillRect(0, 0, 56, 28);
      return [...new Uint8Array(await (await canvas.convertToBlob({ type: "image/jpeg" })).arrayBuffer())];
    });
    const exif = Buffer.from(
      "ffe1002245786966000049492a00080000000100120103000100000003000000000000000000".slice(0, 72),
      "hex",
    );
    const turned = Buffer.concat([Buffer.from(drawn.slice(0, 2)), exif, Buffer.from(drawn.slice(2))]);
    // 1 x 2 pixels of 24 bits, from the lower row up: white below, black above.
    const bmp = Buffer.alloc(62);
    bmp.write("BM");
    bmp.writeUInt32LE(62, 2);
    [54, 40, 1, 2].forEach((value, i) => bmp.writeUInt32LE(value, 10 + 4 * i));
    bmp.writeUInt16LE(1, 26);
    bmp.writeUInt16LE(24, 28);
    bmp.fill(255, 54, 57);
    const files = Array.from({ length: 10 }, (_, i) => ({
      name: `${i}.jpg`,
      mimeType: "image/jpeg",
      buffer: turned,
    }));
    await page.setInputFiles('[data-anchor="own-images-files"]', [
      ...files,
      { name: "a.bmp", mimeType: "image/bmp", buffer: bmp },
    ]);
    await anchor(page, "own-images-use").waitFor();
    assert.match(await anchor(page, "own-images").textContent(), /11 pictures/);
    const shades = await ink(page, '[data-anchor="own-images-samples"] canvas');
    const wide = 12 * 29 - 1;
    const [above, below] = [7, 21].map((row) => shades[row * wide + 14]);
    assert.ok(Math.abs(above - below) > 150, `${above} above, ${below} below`);
    await anchor(page, "own-images-as").selectOption("grey");
    await settled(page);
    const grey = await ink(page, '[data-anchor="own-images-samples"] canvas');
    assert.ok(grey[7 * wide + 14] > grey[21 * wide + 14] + 150, "black above, white below");
    await page.keyboard.press("Escape");
  });

  it("says why none of the files can be used; nothing is changed", async () => {
    const steps = await figure(page, "steps");
    await page.setInputFiles('[data-anchor="own-images-files"]', [
      { name: "a.csv", mimeType: "text/csv", buffer: Buffer.from("a,b\n1,2\n") },
      { name: "b.png", mimeType: "image/png", buffer: png(30, 30) },
    ]);
    await anchor(page, "own-images-fault").waitFor();
    assert.match(await anchor(page, "own-problems").textContent(), /a\.csv It is a text.*b\.png.*damaged/s);
    assert.match(await anchor(page, "own-images-unchanged").textContent(), /Nothing was changed\. Digits/);
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Escape");
    assert.equal(await anchor(page, "own-images").count(), 0);
    assert.equal(await figure(page, "steps"), steps);
  });

  it("takes all 60,000 of MNIST's size, dropped with their labels", async () => {
    const count = 60_000;
    const files = {
      "train-images-idx3-ubyte": idx([count, 28, 28], Buffer.alloc(count * 784, blobs(100))),
      "train-labels-idx1-ubyte": idx([count], Buffer.alloc(count, labels(99))),
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
    await page.setInputFiles(
      '[data-anchor="own-images-files"]',
      Object.keys(files).map((name) => path.join(folder, name)),
    );
    await anchor(page, "own-images-use")
      .waitFor({ timeout: 240_000 })
      .catch(async (error) => {
        const shown = await page.locator("dialog, [data-anchor=trouble]").allTextContents();
        throw new Error(`the page shows: ${shown.join(" | ")}`, { cause: error });
      });
    assert.match(await anchor(page, "own-images").textContent(), /60,000 pictures.*Learns from 59,000/s);
    await anchor(page, "own-images-use").click();
    await page.waitForFunction(() => location.hash.includes("data=own") && !document.querySelector("dialog"));
    assert.match(await anchor(page, "train").isEnabled().then(String), /true/);
  });

  it("opens a link to own pictures with digits, and says so", async () => {
    const other = await openPage(browser, `${site.url}#/images?data=own`);
    assert.match(await anchor(other, "trouble").textContent(), /stayed on their device/);
    assert.equal(await anchor(other, "dataset").inputValue(), "digits");
    await other.context().close();
  });
});
