import type { Words } from "./en";

/** An error whose message is meant for the page's readers already. */
export class PlainError extends Error {}

/** What went wrong, for the page's readers. */
export function inWords(error: unknown, { trouble }: Words): string {
  const { code, message = String(error) } = Object(error) as { code?: string; message?: string };
  if (error instanceof PlainError) return message;
  if (code === "unsupported" || code === "out_of_memory" || code === "diverged") return trouble[code];
  if (code === "invalid_config" || code === "invalid_file" || code === "impossible")
    return `${trouble[code]} ${message}`;
  return `${trouble.unknown} ${message}`;
}

/** A cause as this sentence; what the engine says of the browser stays as it is. */
export function rethrow(cause: unknown, message: string): never {
  if ((cause as { code?: string }).code === "unsupported") throw cause;
  throw new PlainError(message, { cause });
}
