import type { FitOptions, KindId } from "../engine/client";
import type { Values } from "../training/fields";
import { convolutional } from "./convolutional";
import { denoising } from "./denoising";
import type { Kind } from "./kind";
import { sparse } from "./sparse";
import { stacked } from "./stacked";
import { vanilla } from "./vanilla";
import { variational } from "./variational";

/** In the order of the page, whose keys 1 to 6 choose them. */
export const kinds: Kind[] = [vanilla, denoising, sparse, variational, convolutional, stacked];

export const kindOf = (id: KindId): Kind => kinds.find((kind) => kind.id === id)!;

/** How a run of this kind trains. */
export function fitOptions(kind: Kind, values: Values): FitOptions {
  const patience = Number(values.stop);
  return {
    batchSize: Number(values.batch),
    schedule: values.schedule === "cosine" ? { kind: "cosine" } : { kind: "constant" },
    ...(patience > 0 ? { earlyStopping: { patience } } : {}),
    ...kind.fit?.(values),
  };
}
