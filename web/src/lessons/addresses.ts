// Addresses of a lesson's experiments, as this pupil opens them.

import { isOneFile } from "../data/files";
import { lessons } from "./lessons";
import { pupilSeed, recall } from "./progress";

/** The page in one file has 4,000 digits to learn from, the page 9,000: as many steps take more epochs. */
const stretch = () => (isOneFile() ? 9000 / 4000 : 1);

/** An experiment with epochs for the digits that are there, and with the pupil's own seed. */
export function addressFor(address: string): string {
  const seeded = `${address}${address.includes("?") ? "&" : "?"}seed=${pupilSeed()}`;
  if (!address.startsWith("#/images") || stretch() === 1) return seeded;
  return seeded.replaceAll(/\b(epochs|pretrain)=(\d+)/g, (_, key: string, count: string) => {
    return `${key}=${Math.round(Number(count) * stretch())}`;
  });
}

/** What opens a lesson where it was left. */
export function lessonAddress(id: string): string {
  const { steps } = lessons.find((lesson) => lesson.id === id)!;
  const step = Math.min(recall(id)?.index ?? 0, steps.length);
  const address = steps
    .slice(0, step + 1)
    .reduce((found, { address, run }) => run?.at(-1)?.address ?? address ?? found, "#/images?");
  const opened = steps[0]!.address ?? steps[0]!.run?.[0]?.address ?? address;
  return `${addressFor(step === 0 ? opened : address)}&lesson=${id}.${step + 1}`;
}
