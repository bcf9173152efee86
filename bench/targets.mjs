// What this project means to reach, and whether it did.

/** @typedef {{ title: string, value: number | undefined, target: number, unit: string, reached?: boolean }} Ratio */

/** @returns {Record<string, Ratio>} */
export function ratiosOf(results) {
  const all = [
    ...kernelTargets(results),
    ...browserTargets(results),
    ...nativeTargets(results),
    ...threadTargets(results),
    ...smallTargets(results),
  ];
  return Object.fromEntries(all.map(({ id, ...ratio }) => [id, judged(ratio)]));
}

function judged({ atMost = false, ...ratio }) {
  const { value, target } = ratio;
  const reached = value === undefined ? undefined : atMost ? value <= target : value >= target;
  return { ...ratio, sign: atMost ? "<=" : ">=", ...(value === undefined ? {} : { reached }) };
}

function kernelTargets({ kernels }) {
  const goals = { relaxed: 0.88, baseline: 0.7 };
  return Object.entries(goals).flatMap(([build, target]) =>
    ["Chromium", "Firefox"].flatMap((browser) =>
      ["120x512x784", "120x784x32"].map((shape) => ({
        id: `matmul ${shape} ${build} ${browser}`,
        title: `matmul ${shape}, ${build}, ${browser}: of the engine's peak`,
        value: kernels.find(
          (kernel) => kernel.shape === shape && kernel.build === `${build}-${browser.toLowerCase()}`,
        )?.fractionOfPeak,
        target,
        unit: "%",
      })),
    ),
  );
}

const rowOf = ({ steps }, model, batch, engine) =>
  steps.find(
    (row) => row.model === model && row.batch === batch && row.engine === engine && !row.unavailable,
  );

/** How many times faster an engine trains than another; undefined unless both were measured. */
function faster(results, model, batch, engine, other) {
  const [ours, theirs] = [engine, other].map((id) => rowOf(results, model, batch, id)?.samplesPerSecond);
  return ours === undefined || theirs === undefined ? undefined : ours / theirs;
}

const names = { shallow: "784-32-784", deep: "784-512-256-32-256-512-784", conv: "conv 16-8" };
const peers = {
  "pytorch-native": "PyTorch, native, 1 thread",
  "jax-js-chromium": "jax-js",
  "tfjs-wasm-chromium": "TensorFlow.js wasm",
  "tfjs-cpu-chromium": "TensorFlow.js cpu",
};

function comparison(results, model, batch, engine, other, target) {
  return {
    id: `${model} ${batch} ${engine} / ${other}`,
    title: `${names[model]}, batch ${batch}, ${engine} / ${peers[other] ?? other}`,
    value: faster(results, model, batch, engine, other),
    target,
    unit: "x",
  };
}

function browserTargets(results) {
  const relaxed = "hourglass-relaxed-chromium";
  return [
    ...[
      ["shallow", 128, "pytorch-native", 1.2],
      ["shallow", 128, "jax-js-chromium", 6],
      ["shallow", 128, "tfjs-wasm-chromium", 30],
      ["shallow", 32, "pytorch-native", 1.8],
      ["deep", 128, "jax-js-chromium", 2],
      ["conv", 128, "pytorch-native", 2.5],
      ["conv", 128, "jax-js-chromium", 200],
      ["conv", 128, "tfjs-cpu-chromium", 200],
    ].map(([model, batch, other, target]) => comparison(results, model, batch, relaxed, other, target)),
    {
      id: `deep 128 ${relaxed} of peak`,
      title: `${names.deep}, batch 128, ${relaxed}: of the engine's peak`,
      value: rowOf(results, "deep", 128, relaxed)?.fractionOfPeak,
      target: 0.75,
      unit: "%",
    },
  ];
}

function nativeTargets(results) {
  const isFused = results.steps.some(({ engine }) => engine === "hourglass-native-fused");
  const native = isFused ? "hourglass-native-fused" : "hourglass-native";
  const goals = { shallow: 2, deep: 1.3, conv: 3.5 };
  return Object.entries(goals).map(([model, target]) =>
    comparison(results, model, 128, native, "pytorch-native", target),
  );
}

function threadTargets(results) {
  const goals = { deep: 1.8, conv: 1.8, shallow: 1.5 };
  const [one, two] = ["hourglass-relaxed-chromium", "hourglass-relaxed-2threads-chromium"];
  return Object.entries(goals).map(([model, target]) => comparison(results, model, 128, two, one, target));
}

function smallTargets({ size, latencies }) {
  return [
    {
      id: "size",
      title: "baseline .wasm and glue, gzipped",
      value: size.total === undefined ? undefined : size.total / 1000,
      target: 80,
      unit: "KB",
      atMost: true,
    },
    {
      id: "latency in page",
      title: "reconstruct one digit, 784-128-784, no worker",
      value: latencies.inPage,
      target: 0.1,
      unit: "ms",
      atMost: true,
    },
    {
      id: "latency in worker",
      title: "reconstruct one digit, 784-128-784, worker",
      value: latencies.inWorker,
      target: 2,
      unit: "ms",
      atMost: true,
    },
  ];
}
