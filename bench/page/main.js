// What the driver calls: call(engine, method, argument) of the engines below, each loaded when it is first needed.

const engines = {
  cases: () => import("./cases.js"),
  hourglass: () => import("./hourglass.js"),
  jax: () => import("./jax.js"),
  tfjs: () => import("./tfjs.js"),
  latencies: () => import("./latencies.js"),
};

globalThis.call = async (engine, method, argument) => {
  const methods = await engines[engine]();
  return methods[method](argument);
};
