// How well classes are told apart by what a network learnt: a linear probe on its codes, and on what it is compared with.

import { comparedPart, featuresOf, type ImageSet } from "../../data/dataset";
import { withHelper, type Autoencoder, type Dataset, type Probe } from "../../engine/client";
import { principalCodes } from "./principal";

export interface Codes {
  train: Float32Array | Uint8Array;
  heldOut: Float32Array | Uint8Array;
  units: number;
}

/** Codes of clean pictures; of a denoising model, too, whose use as features is on such. */
export async function codesOf(
  model: Autoencoder,
  data: { train: Dataset; heldOut: Dataset },
): Promise<Codes> {
  const train = await model.encode(data.train);
  return { train, heldOut: await model.encode(data.heldOut), units: model.latentSize };
}

export function probe(set: ImageSet, codes: Codes, signal?: AbortSignal): Promise<Probe> {
  return withHelper(
    (helper) =>
      helper.probe(
        { codes: codes.train, labels: set.trainLabels },
        { codes: codes.heldOut, labels: set.heldOutLabels },
        { latentSize: codes.units, classes: set.classNames.length },
      ),
    signal,
  );
}

const known = new Map<string, Promise<Probe>>();

/** What does not depend on the network is computed once; a job that was aborted may be started again. */
function once(key: string, job: () => Promise<Probe>): Promise<Probe> {
  const found = known.get(key) ?? job();
  known.set(key, found);
  found.catch(() => known.delete(key));
  return found;
}

export const probePixels = (set: ImageSet, signal?: AbortSignal): Promise<Probe> =>
  once(`${set.key} pixels`, () => {
    const part = comparedPart(set);
    return probe(part, { train: part.train, heldOut: part.heldOut, units: featuresOf(set) }, signal);
  });

export const probePrincipal = (set: ImageSet, components: number, signal?: AbortSignal): Promise<Probe> =>
  once(`${set.key} ${components}`, async () => {
    const codes = await withHelper((helper) => principalCodes(helper, set, components), signal);
    return probe(comparedPart(set), { ...codes, units: components }, signal);
  });
