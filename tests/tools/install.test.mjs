// The C++ library as projects of other people take it in; their program is the one that the README shows.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { readDigits } from "../../tools/pack-digits.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const program = path.join(root, "tests/install/main.cpp");

function run(command, ...args) {
  return execFileSync(command, args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

/** So that it is built in seconds: what is tried here is how it is linked. */
const quick = [
  "-DCMAKE_BUILD_TYPE=Debug",
  "-DCMAKE_CXX_FLAGS_DEBUG=-O0",
  "-DHOURGLASS_KERNEL_OPTIMIZATION=-O0",
  "-DHOURGLASS_INSTRUCTION_SETS=0",
  "-DCMAKE_UNITY_BUILD=ON",
];

describe("the C++ library", () => {
  let folder, digits;
  before(async () => {
    folder = mkdtempSync(path.join(root, "build/install-"));
    digits = path.join(folder, "digits");
    const { images } = await readDigits();
    writeFileSync(digits, images.subarray(0, 100 * 784));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const place = (name) => path.join(folder, name);

  function build(source, target, ...settings) {
    run("cmake", "-S", source, "-B", target, ...settings);
    run("cmake", "--build", target, "--parallel");
  }

  function trains(user) {
    const output = run(user, digits);
    const losses = [...output.matchAll(/^epoch \d+: loss ([\d.]+)$/gm)].map(([, loss]) => Number(loss));
    assert.equal(losses.length, 10);
    assert.ok(losses.at(-1) < 0.9 * losses[0], output);
  }

  /** A plugin's answer: 5 to 2 to 5 has 27 weights, and its error for 0 features is caught inside. */
  const pluginIn = (target) =>
    assert.equal(run(path.join(target, "host"), path.join(target, "plugin.so")), "27 0\n");

  it("is the one whose program the README shows", () => {
    const [, shown] = readFileSync(path.join(root, "README.md"), "utf8").match(/^```cpp\n(.*?)^```$/ms) ?? [];
    assert.equal(shown, readFileSync(program, "utf8"));
  });

  it("installed, static (GCC, C++20): find_package, a program, a plugin", () => {
    // The core's own tests build it natively, too: what is built already is not built again.
    run("cmake", "--preset", "native", "--log-level=WARNING");
    run("cmake", "--build", "--preset", "native", "--target", "hourglass_core", "--parallel");
    run("cmake", "--install", "build/native", "--prefix", place("static"));
    build("tests/install", place("user"), `-DCMAKE_PREFIX_PATH=${place("static")}`);
    trains(place("user/user"));
    pluginIn(place("user"));
  });

  it("by FetchContent, shared (GCC, C++23); installed from there: only what is public, pkg-config (Clang, C++23)", () => {
    const settings = [
      `-DHOURGLASS=${root}`,
      "-DFETCH=ON",
      "-DBUILD_SHARED_LIBS=ON",
      "-DCMAKE_CXX_STANDARD=23",
    ];
    build("tests/install/inside", place("fetched"), ...settings, "-DHOURGLASS_INSTALL=ON", ...quick);
    trains(place("fetched/user"));
    pluginIn(place("fetched"));

    run("cmake", "--install", place("fetched"), "--prefix", place("shared"));
    const library = path.join(place("shared"), "lib/libhourglass.so");
    const symbols = run("nm", "-DC", "--defined-only", library).match(/(?<= [TW] )hourglass::.*/g);
    const inner = symbols.filter((name) => /\b(kernels|json|safetensors|settings)::/.test(name));
    assert.deepEqual(inner, []);
    assert.ok(symbols.some((name) => name.startsWith("hourglass::Trainer::fit(")));
    assert.match(run("readelf", "-d", library), /soname: \[libhourglass\.so\.\d+\.\d+\]/);

    const env = { ...process.env, PKG_CONFIG_PATH: place("shared/lib/pkgconfig") };
    const flags = execFileSync("pkg-config", ["--cflags", "--libs", "hourglass"], { env, encoding: "utf8" });
    const linked = [...flags.trim().split(/\s+/), `-Wl,-rpath,${place("shared/lib")}`];
    run("clang++", "-std=c++2b", program, ...linked, "-o", place("by-pkg-config"));
    trains(place("by-pkg-config"));
  });

  it("by add_subdirectory (Clang, C++20): a program, a plugin, and nothing of it is installed", () => {
    const settings = [`-DHOURGLASS=${root}`, "-DCMAKE_CXX_COMPILER=clang++"];
    build("tests/install/inside", place("inside"), ...settings, ...quick);
    trains(place("inside/user"));
    pluginIn(place("inside"));
    run("cmake", "--install", place("inside"), "--prefix", place("nothing"));
    assert.ok(!existsSync(place("nothing")));
  });

  it("says what to install where xsimd is missing, and downloads nothing unasked", () => {
    const settings = ["-DCMAKE_DISABLE_FIND_PACKAGE_xsimd=ON", "-DHOURGLASS_BUILD_TESTS=OFF"];
    const { status, stderr } = spawnSync("cmake", ["-S", root, "-B", place("without"), ...settings], {
      encoding: "utf8",
    });
    assert.equal(status, 1);
    assert.match(stderr.replaceAll(/\s+/g, " "), /apt install libxsimd-dev.*-DHOURGLASS_DOWNLOAD=ON/);
  });
});
