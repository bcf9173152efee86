// Bundled into one module when the package is built (tools/build.mjs), so that nothing has to be installed beside it.

import Papa from "papaparse";

export function parse(text, { delimiter, quotes }) {
  const { data, errors } = Papa.parse(text, {
    delimiter,
    newline: "\n",
    ...(quotes ? {} : { quoteChar: "\u0000" }),
  });
  const open = errors.find(({ code }) => code === "MissingQuotes");
  return { rows: data, openQuote: open ? (open.index ?? 0) : null };
}
