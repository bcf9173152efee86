// A reporter for node --test that writes as JSON how many tests passed, failed and were skipped, and how long each took.

import { basename, isAbsolute, resolve } from "node:path";

export default async function* count(events) {
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  const times = [];
  for await (const { type, data } of events) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    const isSkipped = data.skip !== undefined || data.todo !== undefined;
    // A group that is skipped does not tell how many tests it has: it counts as one.
    if (data.details?.type === "suite" && !isSkipped) continue;
    if (isSkipped) {
      skipped++;
      continue;
    }
    if (type === "test:pass" && isWholeFile(data)) continue;
    times.push(timeOf(data));
    if (type === "test:fail") failed++;
    else passed++;
  }
  yield JSON.stringify({ passed, failed, skipped, times });
}

/** Names of tests need not be unique: the file is beside it. */
const timeOf = ({ name, file = "", details }) => ({
  name,
  file: basename(file),
  seconds: Number(((details?.duration_ms ?? 0) / 1000).toFixed(2)),
});

/** Node reports a file that holds no test as if it were one. */
function isWholeFile({ name, file, nesting }) {
  return nesting === 0 && (isAbsolute(name) || resolve(name) === file) && /\.[cm]?js$/.test(name);
}
