import { messages } from "./messages";

/** An error whose message is meant for the page's readers already. */
class PlainError extends Error {}

/** For promises: what goes wrong is told in these words, unless the package has a better name for it. */
export function rethrow(words: string): (error: unknown) => never {
  return (error) => {
    throw knownCode(error) ? error : new PlainError(words, { cause: error });
  };
}

export function inWords(error: unknown): string {
  const { failures } = messages;
  const code = knownCode(error);
  if (code) return failures[code];
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof PlainError) return detail;
  return `${hasCode(error, "invalid_config") ? failures.invalid_config : failures.unknown} ${detail}`;
}

function knownCode(error: unknown) {
  return (["unsupported", "out_of_memory", "diverged"] as const).find((code) => hasCode(error, code));
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
