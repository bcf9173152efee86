/** Rows of cells, and where a quote is that is never closed. Lines end in "\n". */
export function parse(
  text: string,
  options: { delimiter: string; quotes: boolean },
): { rows: string[][]; openQuote: number | null };
