import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "../../tools/rules.mjs";

/** What the rules say of one file, as "line: rule". */
function verdict(file, ...lines) {
  return violations({ [file]: lines.join("\n") }).map(({ line, rule }) => `${line}: ${rule}`);
}

function assertAllowed(file, ...lines) {
  assert.deepEqual(verdict(file, ...lines), []);
}

function assertForbidden(rule, file, ...lines) {
  const found = verdict(file, ...lines);
  assert.equal(found.length, 1, `one violation in ${file}, not ${JSON.stringify(found)}`);
  assert.ok(found[0].startsWith(`${lines.length}: ${rule}`), found[0]);
}

test("only the kernels include xsimd", () => {
  assertAllowed("core/src/kernels/simd.hpp", "#include <xsimd/xsimd.hpp>");
  for (const file of [
    "core/src/layers/dense.cpp",
    "core/include/hourglass/tensor.hpp",
    "tests/core/dense_test.cpp",
  ]) {
    assertForbidden(
      "only core/src/kernels/ includes xsimd",
      file,
      "// a comment",
      "#  include <xsimd/xsimd.hpp>",
    );
  }
});

test("the core never includes emscripten, and only bindings.cpp includes Embind", () => {
  assertAllowed("bindings/bindings.cpp", "#include <emscripten/bind.h>");
  assertForbidden("the core never includes emscripten", "core/src/base/error.cpp", "#include <emscripten.h>");
  assertForbidden("only bindings/bindings.cpp", "bindings/other.cpp", "#include <emscripten/bind.h>");
});

test("the bindings and public headers see no kernels", () => {
  assertAllowed("bindings/bindings.cpp", '#include "hourglass/hourglass.hpp"', "#include <vector>");
  assertForbidden(
    "the bindings include public headers only",
    "bindings/bindings.cpp",
    '#include "kernels/matmul.hpp"',
  );
  const header = "core/include/hourglass/dense.hpp";
  assertForbidden("public headers do not include kernels", header, '#include "kernels/matmul.hpp"');
});

test("nothing in the core includes upward", () => {
  assertAllowed(
    "core/src/training/trainer.cpp",
    '#include "hourglass/autoencoder.hpp"',
    '#include "hourglass/trainer.hpp"',
  );
  assertAllowed("core/include/hourglass/dense.hpp", '#include "hourglass/layer.hpp"', "#include <span>");
  assertAllowed(
    "core/src/kernels/matmul.cpp",
    '#include "hourglass/tensor.hpp"',
    '#include "kernels/simd.hpp"',
  );
  const rule = "nothing in the core includes a folder above its own";
  assertForbidden(rule, "core/include/hourglass/dense.hpp", '#include "hourglass/optimizer.hpp"');
  assertForbidden(rule, "core/include/hourglass/tensor.hpp", '#include "hourglass/dense.hpp"');
  assertForbidden(rule, "core/src/kernels/matmul.cpp", '#include "hourglass/dense.hpp"');
  assertForbidden(rule, "core/src/layers/network.cpp", '#include "hourglass/trainer.hpp"');
  assertForbidden(rule, "core/src/base/json.cpp", '#include "numbers/eigen.hpp"');
});

test("every file of the core is in one of its folders", () => {
  const rule = "a file of the core is in one of its folders";
  assertForbidden(rule, "core/include/hourglass/surprise.hpp", "");
  assertForbidden(rule, "core/src/surprise.cpp", "");
  assertForbidden(rule, "core/src/surprises/surprise.cpp", "");
  const included = "what the core includes is in one of its folders";
  assertForbidden(included, "core/src/layers/dense.cpp", '#include "hourglass/surprise.hpp"');
  assertForbidden(included, "core/src/layers/dense.cpp", '#include "json.hpp"');
});

test("only the page's engine imports the package, types aside", () => {
  const rule = "only web/src/engine/";
  assertAllowed("web/src/engine/client.ts", 'import { load } from "hourglass-autoencoder";');
  assertAllowed("web/src/words/en.ts", 'import type { Progress } from "hourglass-autoencoder";');
  assertForbidden(rule, "web/src/main.ts", 'import { load } from "hourglass-autoencoder";');
  assertForbidden(rule, "web/src/main.ts", 'await import("hourglass-autoencoder");');
  assertForbidden(rule, "web/src/main.ts", 'export * from "../../bindings/src/index";');
  assertForbidden(
    rule,
    "web/src/views/Flow.svelte",
    "<script>",
    "  import {",
    "    load,",
    '  } from "hourglass-autoencoder";',
  );
});

test("folders of the package import those before them", () => {
  const rule = "a folder of the package imports only those before it";
  const api = "bindings/src/api/runtime.ts";
  assertAllowed(api, 'import { Connection } from "../connection/connection.js";');
  assertAllowed("bindings/src/worker.ts", 'import { Host } from "./host/host.js";');
  assertForbidden(rule, "bindings/src/host/host.ts", 'import { load } from "../api/runtime.js";');
  assertForbidden(rule, "bindings/src/base/errors.ts", 'import type { Sent } from "../messages/methods.js";');
  const apart = "hourglass-autoencoder/data imports base alone";
  assertAllowed("bindings/src/data/table.ts", 'import { checkKeys } from "../base/unknown-keys.js";');
  assertForbidden(apart, "bindings/src/data/table.ts", 'import { load } from "../api/runtime.js";');
  assertAllowed("bindings/src/files/grid.ts", 'import { isMissing } from "../data/values.js";');
  assertForbidden(apart, "bindings/src/data/idx.ts", 'import { grid } from "../files/grid.js";');
  const place = "only package-files.ts and package-workers.ts know where the package is";
  assertForbidden(place, api, 'const url = new URL("./worker.js", import.meta.url);');
});

test("folders of the page import those below them", () => {
  const rule = "a folder of the page imports only those below it";
  const view = "web/src/views/Flow.svelte";
  assertAllowed(view, 'import Picture from "../parts/Picture.svelte";', 'import Bars from "./Bars.svelte";');
  assertAllowed(view, 'import type { KindId } from "../engine/client";');
  assertAllowed(
    "web/src/desks/images/state.svelte.ts",
    'import { Session } from "../../training/session.svelte";',
  );
  assertForbidden(rule, view, 'import { Session } from "../training/session.svelte";');
  assertForbidden(rule, view, 'import Desk from "../desks/images/Desk.svelte";');
  assertForbidden(rule, "web/src/parts/Slider.svelte", 'import { fields } from "../training/fields";');
  assertForbidden(rule, "web/src/training/session.svelte.ts", 'import { digits } from "../data/digits";');
  assertForbidden(rule, "web/src/training/Fields.svelte", 'import { kinds } from "../kinds";');
  assertForbidden(rule, "web/src/lib/measure.ts", 'import Flow from "../views/Flow.svelte";');
});

test("a desk imports no other desk", () => {
  assertForbidden(
    "a desk imports no other desk",
    "web/src/desks/signals/Desk.svelte",
    'import Pad from "../images/Pad.svelte";',
  );
});

test("lock files name no registry", () => {
  const rule = "lock files name no registry";
  assertAllowed(
    "package-lock.json",
    '"funding": { "url": "https://opencollective.com/svelte" }',
    '"resolved": "bindings",',
  );
  assertForbidden(rule, "package-lock.json", "{", '"resolved": "https://example.org/is-number-7.0.0.tgz",');
  assertForbidden(rule, "web/package-lock.json", '"note": "registry.example.org"');
});

test("anchors are on the page's list", () => {
  const list = 'const anchors = ["train"] as const; const anchorFamilies = ["view-"] as const;';
  const broken = (file, text) => violations({ "web/src/lib/anchors.ts": list, [file]: text });
  assert.deepEqual(broken("web/src/app/App.svelte", '<a data-anchor="train">'), []);
  assert.deepEqual(broken("tests/web/pad.test.mjs", 'anchor(page, "view-compare")'), []);
  assert.match(
    broken("web/src/app/App.svelte", '<a data-anchor="trian">')[0].rule,
    /an anchor is in .*: trian/,
  );
  assert.match(broken("tests/web/pad.test.mjs", 'anchor(page, "trian")')[0].rule, /: trian/);
});
