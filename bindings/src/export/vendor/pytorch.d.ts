/** The text of train.py. */
export const trainScript: string;

/** A ZIP archive of files by name. */
export function zip(files: Record<string, Uint8Array>): Uint8Array<ArrayBuffer>;
