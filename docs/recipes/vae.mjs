// Keras's tutorial "Variational autoencoder" (keras.io/examples/generative/vae), its codes on a plane:
// node docs/recipes/vae.mjs [EPOCHS] [SEED] [IMAGES.idx.gz]

import { conv2d, conv2dTranspose, dense, load, reshape } from "hourglass-autoencoder";
import { readDigits } from "./digits.mjs";

const [epochs = "10", seed = "0", file] = process.argv.slice(2);
const { seen, heldOut } = await readDigits(file);

const hourglass = await load();
const model = await hourglass.create({
  input: [28, 28, 1],
  encoder: [
    conv2d(32, { kernel: 3, stride: 2, activation: "relu" }),
    conv2d(64, { kernel: 3, stride: 2, activation: "relu" }),
    dense(16, "relu"),
    dense(2),
  ],
  decoder: [
    dense(7 * 7 * 64, "relu"),
    reshape(7, 7, 64),
    conv2dTranspose(64, { kernel: 3, stride: 2, activation: "relu" }),
    conv2dTranspose(32, { kernel: 3, stride: 2, activation: "relu" }),
    conv2dTranspose(1, { kernel: 3, activation: "sigmoid" }),
  ],
  loss: "bce",
  variational: { beta: 1 },
  seed: Number(seed),
});

for await (const progress of model.fit(seen, { epochs: Number(epochs), batchSize: 128 })) {
  const { epoch, epochsDone, loss, reconstructionLoss, penalty } = progress;
  if (epoch === epochsDone)
    console.log(
      `epoch ${epoch}: loss ${loss.toFixed(2)} = ${reconstructionLoss.toFixed(2)} + KL ${penalty.toFixed(2)}`,
    );
}
const { loss, penalty } = await model.evaluate(heldOut);
console.log(`held out: loss ${loss.toFixed(2)}, of it KL ${penalty.toFixed(2)}`);

// What the plane of codes holds, from -1 to 1 as in the tutorial: each row a string of dark and light.
const grid = Float32Array.from({ length: 2 * 25 }, (_, i) =>
  i % 2 === 0 ? ((i >> 1) % 5) / 2 - 1 : 1 - Math.floor(i / 10) / 2,
);
const digits = await model.decode(grid);
for (let row = 0; row < 5; row++)
  for (let y = 0; y < 28; y += 2) {
    const line = Array.from({ length: 5 * 28 }, (_, x) => {
      const value = digits[(row * 5 + Math.floor(x / 28)) * 784 + y * 28 + (x % 28)];
      return " .:*#"[Math.min(4, Math.floor(value * 5))];
    });
    console.log(line.join(""));
  }
await hourglass.dispose();
