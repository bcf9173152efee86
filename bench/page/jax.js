// jax-js on its wasm backend: a whole step, Adam included, is one jitted function.
// An array that is passed on is spent; `ref` keeps it for one more use.

import { defaultDevice, init, jit, lax, nn, numpy as np, tree, valueAndGrad } from "@jax-js/jax";
import { Stepper, glorot, layersOf } from "./stepper.js";

const [rate, beta1, beta2, epsilon] = [1e-3, 0.9, 0.999, 1e-7];

let stepper;

export async function prepare({ config, count, batch, limit }) {
  await init("wasm");
  defaultDevice("wasm");
  const layers = layersOf(config);
  const shape = typeof config.input === "number" ? [batch, 784] : [batch, 1, 28, 28];
  const step = jit(makeStep(layers));
  let parameters = layers.flatMap(initialWeights);
  let [means, squares] = [zerosLike(parameters), zerosLike(parameters)];
  let time = 0;
  stepper = await Stepper.of({ count, batch }, async (values) => {
    time++;
    const scaledRate = (rate * Math.sqrt(1 - beta2 ** time)) / (1 - beta1 ** time);
    const x = np.array(values, { shape });
    let loss;
    [loss, parameters, means, squares] = step(parameters, means, squares, np.array(scaledRate), x);
    return (await loss.data())[0];
  });
  return { ...(await stepper.prepare(limit)), threads: navigator.hardwareConcurrency };
}

export const train = ({ seconds }) => stepper.train(seconds);

export function release() {
  stepper = undefined;
}

const zerosLike = (arrays) => arrays.map((array) => np.zeros(array.shape));

/** Kernel and bias. Kernels of convolutions are [out, in, height, width]. */
function initialWeights({ type, size, inputs, outputs }) {
  const area = size ** 2;
  const values = glorot(area * inputs * outputs, area * inputs, area * outputs);
  if (type === "dense") return [np.array(values, { shape: [inputs, outputs] }), np.zeros([outputs])];
  return [np.array(values, { shape: [outputs, inputs, size, size] }), np.zeros([outputs, 1, 1])];
}

function forward(layers, parameters, x) {
  return layers.reduce((input, { type, stride, activation }, i) => {
    const [kernel, bias] = parameters.slice(2 * i, 2 * i + 2);
    return nn[activation](apply(type, input, kernel, stride).add(bias));
  }, x);
}

function apply(type, x, kernel, stride) {
  if (type === "dense") return np.matmul(x, kernel);
  const convolution = type === "conv2d" ? lax.conv : lax.convTranspose;
  return convolution(x, kernel, [stride, stride], "SAME");
}

function makeStep(layers) {
  const lossOf = (parameters, x) => np.mean(np.square(forward(layers, parameters, x.ref).sub(x)));
  return (parameters, means, squares, scaledRate, x) => {
    const [loss, gradients] = valueAndGrad(lossOf)(tree.ref(parameters), x);
    const newMeans = means.map((mean, i) => mean.mul(beta1).add(gradients[i].ref.mul(1 - beta1)));
    const newSquares = squares.map((square, i) =>
      square.mul(beta2).add(np.square(gradients[i]).mul(1 - beta2)),
    );
    const updated = parameters.map((parameter, i) => {
      const step = newMeans[i].ref.mul(scaledRate.ref).div(np.sqrt(newSquares[i].ref).add(epsilon));
      return parameter.sub(step);
    });
    scaledRate.dispose();
    return [loss, updated, newMeans, newSquares];
  };
}
