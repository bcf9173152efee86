// Somebody's own recording: read by the package, brought to the rate that was chosen. Limits are stated here.

import { resample } from "hourglass-autoencoder/data";
import { readRecording, type Reading, type RecordingFile } from "hourglass-autoencoder/files";
import { asBroken, BrokenFile } from "../broken";
import type { Recording } from "./recording";

export const limits = { bytes: 200e6, fewest: 1000, values: 2_000_000 };

/** Throws BrokenFile; "noDecoder" where only the page, no worker, can decode it. */
export async function readSignals(file: Blob, reading: Reading = {}): Promise<RecordingFile> {
  const found = await readRecording(file, reading).catch((error: unknown) => {
    throw asBroken(error);
  });
  const count = found.channels[0]?.values.length ?? 0;
  if (count < limits.fewest)
    throw new BrokenFile("tooShort", [count, limits.fewest], { problems: found.problems });
  return found;
}

/** A channel as a recording, at the rate that was chosen. Throws BrokenFile. */
export function recordingOf(
  name: string,
  { channels }: Pick<RecordingFile, "channels">,
  { channel, rate, to }: { channel: number; rate: number; to: number },
): Recording {
  const { values, unit } = channels[channel]!;
  if (values.every((value) => value === values[0])) throw new BrokenFile("constant");
  if ((values.length * to) / rate > limits.values) throw new BrokenFile("tooLong");
  const made = to === rate ? values : Float32Array.from(resample(values, rate, to));
  if (made.length < limits.fewest) throw new BrokenFile("tooShort", [made.length, limits.fewest]);
  return { id: "own", name, values: made, rate: to, unit };
}
