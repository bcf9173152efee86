// TensorFlow.js on its wasm or its cpu backend.

import "@tensorflow/tfjs-backend-cpu";
import { getThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import simdUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threadedUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";
import plainUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import { Stepper, glorot, layersOf } from "./stepper.js";

setWasmPaths({
  "tfjs-backend-wasm.wasm": plainUrl,
  "tfjs-backend-wasm-simd.wasm": simdUrl,
  "tfjs-backend-wasm-threaded-simd.wasm": threadedUrl,
});

let stepper;

export async function prepare({ backend, config, count, batch, limit }) {
  const isImage = typeof config.input !== "number";
  if (backend === "wasm" && isImage) return { unavailable: "its wasm backend cannot train convolutions" };
  await tf.setBackend(backend);
  const layers = layersOf(config).map((layer) => ({ ...layer, ...initialWeights(layer) }));
  const optimizer = tf.train.adam(1e-3, 0.9, 0.999, 1e-7);
  const shape = isImage ? [batch, 28, 28, 1] : [batch, 784];
  stepper = await Stepper.of({ count, batch }, async (values) => {
    const cost = tf.tidy(() => {
      const x = tf.tensor(values, shape);
      return optimizer.minimize(() => tf.mean(tf.squaredDifference(forward(layers, x), x)), true);
    });
    const [loss] = await cost.data();
    cost.dispose();
    return loss;
  });
  return { ...(await stepper.prepare(limit)), threads: backend === "wasm" ? getThreadsCount() : 1 };
}

export const train = ({ seconds }) => stepper.train(seconds);

export function release() {
  stepper = undefined;
  tf.disposeVariables();
}

function initialWeights({ type, size, inputs, outputs }) {
  const area = size ** 2;
  const values = glorot(area * inputs * outputs, area * inputs, area * outputs);
  const shapes = {
    dense: [inputs, outputs],
    conv2d: [size, size, inputs, outputs],
    conv2d_transpose: [size, size, outputs, inputs],
  };
  return { kernel: tf.variable(tf.tensor(values, shapes[type])), bias: tf.variable(tf.zeros([outputs])) };
}

function forward(layers, x) {
  return layers.reduce((input, layer) => tf[layer.activation](tf.add(apply(layer, input), layer.bias)), x);
}

function apply({ type, kernel, stride, outputs }, x) {
  if (type === "dense") return tf.matMul(x, kernel);
  if (type === "conv2d") return tf.conv2d(x, kernel, stride, "same");
  const [batch, height, width] = x.shape;
  return tf.conv2dTranspose(x, kernel, [batch, height * stride, width * stride, outputs], stride, "same");
}
