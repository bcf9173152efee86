// Keras's tutorial "Convolutional autoencoder for image denoising" (keras.io/examples/vision/autoencoder):
// node docs/recipes/denoise.mjs [EPOCHS] [IMAGES.idx.gz]

import { conv2d, load, maxPool2d, upSampling2d } from "hourglass-autoencoder";
import { readDigits } from "./digits.mjs";

const [epochs = "10", file] = process.argv.slice(2);
const { seen, heldOut } = await readDigits(file);

const hourglass = await load();
const model = await hourglass.create({
  input: [28, 28, 1],
  encoder: [
    conv2d(32, { kernel: 3, activation: "relu" }),
    maxPool2d(2, { padding: "same" }),
    conv2d(32, { kernel: 3, activation: "relu" }),
    maxPool2d(2, { padding: "same" }),
  ],
  decoder: [
    conv2d(32, { kernel: 3, activation: "relu" }),
    upSampling2d(2),
    conv2d(32, { kernel: 3, activation: "relu" }),
    upSampling2d(2),
    conv2d(1, { kernel: 3, activation: "sigmoid" }),
  ],
  loss: "bce",
  // Noise is drawn anew at every step. The tutorial's one noisy copy would be fit(noisy, { targets: clean }).
  corruption: { kind: "gaussian", amount: 0.4 },
});
console.log(`${await model.summary()}`);

const run = model.fit(seen, {
  epochs: Number(epochs),
  batchSize: 128,
  validation: heldOut,
  metrics: ["psnr"],
});
for await (const { epoch, epochsDone, loss, validationLoss, validationMetrics } of run) {
  if (epoch === epochsDone)
    console.log(
      `epoch ${epoch}: loss ${loss.toFixed(4)}, held out ${validationLoss.toFixed(4)}, ` +
        `${validationMetrics.psnr.toFixed(2)} dB`,
    );
}
await hourglass.dispose();
