// A reporter for node --test that writes only how many tests passed and failed, as JSON.

import { isAbsolute, resolve } from "node:path";

export default async function* count(events) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of events) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    if (data.details?.type === "suite" || data.skip || data.todo) continue;
    if (type === "test:fail") failed++;
    else if (!isWholeFile(data)) passed++;
  }
  yield JSON.stringify({ passed, failed });
}

/** Node reports a file that holds no test as if it were one. */
function isWholeFile({ name, file, nesting }) {
  return nesting === 0 && (isAbsolute(name) || resolve(name) === file) && /\.[cm]?js$/.test(name);
}
