type Cell = string | number | null | undefined;

const quoted = (cell: Cell) => {
  const text = `${cell ?? ""}`;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** A table as comma-separated values (RFC 4180). */
export function toCsv(rows: Cell[][]): string {
  return rows.map((row) => row.map(quoted).join(",")).join("\r\n") + "\r\n";
}

/** The same as a table in Markdown; the first row is its head. */
export function toMarkdown([head = [], ...rows]: Cell[][]): string {
  const line = (cells: Cell[]) =>
    `| ${cells.map((cell) => `${cell ?? ""}`.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n") + "\n";
}
