// Bundled into one module when the package is built (tools/build.mjs), so that nothing has to be installed beside it.

import { unzipSync } from "fflate";

export function membersOf(bytes) {
  const members = [];
  unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      members.push({ name, size: originalSize });
      return false;
    },
  });
  return members;
}

export function memberOf(bytes, wanted) {
  return unzipSync(bytes, { filter: ({ name }) => name === wanted })[wanted];
}
