// Bundled into one module when the package is built (tools/build.mjs), so that nothing has to be installed beside it.

import readXlsx from "read-excel-file/universal";

export async function sheetsOf(bytes) {
  const sheets = await readXlsx(bytes.slice().buffer);
  return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data }));
}
