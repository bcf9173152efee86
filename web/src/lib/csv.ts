type Cell = string | number | null | undefined;

/** How a file of separated values is written. */
export interface Dialect {
  delimiter: string;
  /** Of numbers that are written here: texts stay as they are. */
  decimal: "." | ",";
  encoding: string;
}

const usual: Dialect = { delimiter: ",", decimal: ".", encoding: "utf-8" };

/** A spreadsheet would run a text that begins like this as a formula: an apostrophe keeps it a text. */
const isFormula = (cell: Cell) => typeof cell === "string" && /^([=@\t\r]|[+-][^\d.,\s])/.test(cell);

function quoted(cell: Cell, { delimiter, decimal }: Dialect): string {
  const written = typeof cell === "number" ? `${cell}`.replace(".", decimal) : `${cell ?? ""}`;
  const text = `${isFormula(cell) ? "'" : ""}${written}`;
  return text.includes(delimiter) || /["\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table as separated values (RFC 4180 but for the delimiter), in UTF-8 with a mark by which Excel knows it. */
export function toCsv(rows: Cell[][], dialect: Dialect = usual): string {
  const { delimiter, encoding } = dialect;
  const line = (row: Cell[]) => row.map((cell) => quoted(cell, dialect)).join(delimiter);
  return (encoding === "utf-8" ? "\ufeff" : "") + rows.map(line).join("\r\n") + "\r\n";
}

/** The same as a table in Markdown; the first row is its head. */
export function toMarkdown([head = [], ...rows]: Cell[][]): string {
  const line = (cells: Cell[]) =>
    `| ${cells.map((cell) => `${cell ?? ""}`.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n") + "\n";
}
