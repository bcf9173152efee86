// The peak and the kernels, in modules of their own beside the package's.

import createBaseline from "../dist/wasm/baseline.js";
import baselineUrl from "../dist/wasm/baseline.wasm?url";
import createRelaxed from "../dist/wasm/relaxed.js";
import relaxedUrl from "../dist/wasm/relaxed.wasm?url";

const builds = {
  baseline: { create: createBaseline, url: baselineUrl },
  relaxed: { create: createRelaxed, url: relaxedUrl },
};
const modules = new Map();

function moduleOf(build) {
  const { create, url } = builds[build];
  if (!modules.has(build)) modules.set(build, create({ locateFile: () => url }));
  return modules.get(build);
}

/** What can be measured: [{ name, shape, flop }, ...]. */
export async function list({ build }) {
  const module = await moduleOf(build);
  return JSON.parse(module.UTF8ToString(module._describe_cases()));
}

/** Runs a case for so long. Many short calls, because an engine optimises a function only when it is called anew. */
export async function measure({ build, index, flop, seconds }) {
  const module = await moduleOf(build);
  const timesPerCall = Math.max(1, Math.round(1e6 / flop));
  let runs = 0;
  const start = performance.now();
  do {
    module._run_case(index, timesPerCall);
    runs += timesPerCall;
  } while (performance.now() - start < seconds * 1000);
  return { flop: runs * flop, seconds: (performance.now() - start) / 1000 };
}
