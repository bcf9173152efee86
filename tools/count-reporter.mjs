// A reporter for node --test that writes only how many tests passed, failed and were skipped, as JSON.

import { isAbsolute, resolve } from "node:path";

export default async function* count(events) {
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  for await (const { type, data } of events) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    const isSkipped = data.skip !== undefined || data.todo !== undefined;
    // A group that is skipped does not tell how many tests it has: it counts as one.
    if (data.details?.type === "suite" && !isSkipped) continue;
    if (isSkipped) skipped++;
    else if (type === "test:fail") failed++;
    else if (!isWholeFile(data)) passed++;
  }
  yield JSON.stringify({ passed, failed, skipped });
}

/** Node reports a file that holds no test as if it were one. */
function isWholeFile({ name, file, nesting }) {
  return nesting === 0 && (isAbsolute(name) || resolve(name) === file) && /\.[cm]?js$/.test(name);
}
