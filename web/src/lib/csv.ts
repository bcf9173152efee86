type Cell = string | number | null | undefined;

/** A spreadsheet would run a text that begins like this as a formula: an apostrophe keeps it a text. */
const isFormula = (cell: Cell) => typeof cell === "string" && /^([=@\t\r]|[+-][^\d.,\s])/.test(cell);

const quoted = (cell: Cell) => {
  const text = `${isFormula(cell) ? "'" : ""}${cell ?? ""}`;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** A table as comma-separated values (RFC 4180), with a mark by which Excel knows UTF-8. */
export function toCsv(rows: Cell[][]): string {
  return "\ufeff" + rows.map((row) => row.map(quoted).join(",")).join("\r\n") + "\r\n";
}

/** The same as a table in Markdown; the first row is its head. */
export function toMarkdown([head = [], ...rows]: Cell[][]): string {
  const line = (cells: Cell[]) =>
    `| ${cells.map((cell) => `${cell ?? ""}`.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n") + "\n";
}
