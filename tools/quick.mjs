// Runs the checks and the tests that what has changed since main can touch: node tools/quick.mjs [REVISION]
//
// Changed is what differs from where this branch left main (or from REVISION), committed or not.

import { Failure, capture, projectRoot, run, runAsProgram } from "./run.mjs";

const everything = ["core", "sanitize", "variants", "wasm", "package", "web"];

/** The first that matches a file decides; in a suite's name $1 is what the pattern caught. */
export const touched = [
  { files: /^tests\/core\//, suites: ["core", "sanitize", "variants", "wasm"], checks: ["clang-format"] },
  { files: /^tests\/(package|web|tools|embed)\/([\w-]+)\.test\.mjs$/, suites: ["$1/$2"], checks: [] },
  { files: /^tests\/(package|web|tools|embed)\//, suites: ["$1"], checks: [] },
  { files: /^tests\/install\//, suites: ["tools/install"], checks: [] },
  { files: /^tests\/fuzz\//, suites: [], checks: ["clang-format", "clang-tidy"] },
  { files: /^\.size-limit\.js$/, suites: ["package/size"], checks: [] },
  {
    files: /^(tests\/cases|bindings\/src\/files)\//,
    suites: ["package/cases", "package/files", "web/own-files", "web/own-table", "web/own-images"],
    checks: ["typescript", "svelte"],
  },
  { files: /^tests\/fingerprints\.json$/, suites: everything, checks: [] },
  {
    files: /^(core\/|cmake\/|CMake|\.clang-tidy)/,
    suites: everything,
    checks: ["clang-format", "clang", "clang-tidy"],
  },
  {
    files: /^bindings\/src\//,
    suites: ["package", "web/engines", "embed/bundlers"],
    checks: ["typescript", "svelte"],
  },
  { files: /^bindings\/.*\.md$/, suites: ["package/readme"], checks: [] },
  { files: /^bindings\//, suites: ["package", "web"], checks: ["clang-format"] },
  { files: /^web\//, suites: ["web"], checks: ["svelte"] },
  { files: /^README\.md$/, suites: ["tools/install"], checks: [] },
  { files: /^docs\/recipes\//, suites: ["package/recipes"], checks: [] },
  { files: /^bench\//, suites: ["tools/bench"], checks: ["clang-format"] },
  { files: /^tools\//, suites: ["tools"], checks: [] },
  { files: /^package(-lock)?\.json$/, suites: ["package", "web"], checks: ["typescript", "svelte"] },
];

/** The suites and checks for these files. @param {string[]} files */
export function planFor(files) {
  const suites = new Set();
  const checks = new Set(files.length > 0 ? ["rules", "prettier"] : []);
  for (const file of files) {
    const rule = touched.find((candidate) => candidate.files.test(file));
    if (!rule) continue;
    const caught = file.match(rule.files);
    for (const suite of rule.suites) suites.add(suite.replace(/\$(\d)/g, (_, number) => caught[number]));
    for (const check of rule.checks) checks.add(check);
  }
  const isPartOfAnother = (name) => name.includes("/") && suites.has(name.split("/")[0]);
  return { suites: [...suites].filter((name) => !isPartOfAnother(name)), checks: [...checks] };
}

function changedFiles(revision) {
  const git = (...args) => {
    const { ok, stdout, stderr } = capture("git", args);
    if (!ok) throw new Failure(`git ${args.join(" ")}: ${stderr.trim()}`);
    return stdout.split("\n").filter(Boolean);
  };
  const [base] = revision ? [revision] : git("merge-base", "HEAD", "main");
  return [...git("diff", "--name-only", base), ...git("ls-files", "--others", "--exclude-standard")];
}

await runAsProgram(import.meta.url, async ([revision]) => {
  const { suites, checks } = planFor(changedFiles(revision));
  if (checks.length === 0) return console.log("Nothing has changed since main.");
  console.log(`Checks: ${checks.join(", ")}. Tests: ${suites.join(", ") || "none"}.\n`);
  await run(process.execPath, ["tools/check.mjs", ...checks], { cwd: projectRoot });
  if (suites.length > 0) await run(process.execPath, ["tools/test.mjs", ...suites], { cwd: projectRoot });
});
