/** The sheets of an .xlsx file, each with its rows of cells. Throws where it is none. */
export function sheetsOf(
  bytes: Uint8Array,
): Promise<{ name: string; rows: (string | number | boolean | Date | null)[][] }[]>;
