// Pictures that one desk hands to another.

import type { ImageSet } from "./dataset";

let handed: ImageSet | null = null;

export function handOver(set: ImageSet): void {
  handed = set;
}

/** Once. */
export function takeHandedOver(): ImageSet | null {
  const set = handed;
  handed = null;
  return set;
}
