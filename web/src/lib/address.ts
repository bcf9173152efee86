// The address: "#/images?kind=denoising&latent=32", a desk and what it says of itself, beside the lesson and the language. This is
// the only file of the page that touches it.

/** An address that a mail program encoded once more, as it was: "#/images%3Fkind%3Dsparse", "&amp;" for "&". */
function once(hash: string): string {
  const plain = hash.replaceAll(/&amp;|&#38;/g, "&");
  if (plain.includes("?") || !/%3f/i.test(plain)) return plain.replace(/^#%2f/i, "#/");
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain.replaceAll(/%3f/gi, "?");
  }
}

/** The desk and its settings; what is missing or makes no sense keeps its default. */
export function parseAddress(hash: string): { desk: string; parameters: URLSearchParams } {
  const found = /^#\/([\w-]*)\??(.*)$/.exec(once(hash));
  if (found) return { desk: found[1] || "images", parameters: new URLSearchParams(found[2]) };
  // Links of before there were kinds: "#latent=128&noise=0.5" was one hidden layer, with the rates of then.
  const old = new URLSearchParams(hash.replace(/^#/, ""));
  const parameters = new URLSearchParams(old);
  if (old.size > 0) {
    const then = {
      kind: "denoising",
      layers: "none",
      code: "relu",
      latent: "128",
      lr: "0.001",
      epochs: "20",
      batch: "128",
    };
    for (const [key, value] of Object.entries(then)) if (!parameters.has(key)) parameters.set(key, value);
  }
  return { desk: "images", parameters };
}

/** The lesson that is being done, and its step: "2.3". It stays in the address whatever a desk writes there. */
let lesson: string | null = null;

/** The language that was asked for, by an address or by the switch: it goes with links. */
let language: string | null = null;

const placePart = /[?&](lesson|lang)=[^&]*/g;
const withPart = (hash: string, key: string, value: string | null): string =>
  value === null ? hash : `${hash}${hash.includes("?") ? "&" : "?"}${key}=${value}`;
/** An address with the lesson and the language that belong to it. */
export const withPlace = (hash: string): string =>
  withPart(withPart(hash, "lesson", lesson), "lang", language);

/** The language that an address asks for. */
export function languageOf(parameters: URLSearchParams): string | null {
  language = parameters.get("lang") ?? language;
  return language;
}

export function keepLanguage(id: string): void {
  language = id;
  writeAddress(addressWithin() || "#/images", false);
}

/** "2.3": a lesson, and its step from 1. */
export function lessonIn(parameters: URLSearchParams): { id: string; step: number } | null {
  const found = /^(\d+)(?:\.(\d+))?$/.exec(parameters.get("lesson") ?? "");
  return found ? { id: found[1]!, step: Number(found[2] ?? 1) - 1 } : null;
}

/** The same of the address that is open, which keeps it from now on. */
export function lessonOf(parameters: URLSearchParams): { id: string; step: number } | null {
  const found = lessonIn(parameters);
  lesson = found && parameters.get("lesson");
  return found;
}

/** What is open, without the lesson and the language. */
export const addressWithin = (): string => location.hash.replaceAll(placePart, "");

/** Whether two addresses are of one experiment, whatever is looked at. */
export function isSameExperiment(one: string, other: string): boolean {
  const bare = (address: string) => address.replaceAll(placePart, "").replaceAll(/[?&]view=[^&]*/g, "");
  return bare(one) === bare(other);
}

/**
 * Opens an experiment within a lesson, or notes where the lesson stands; resolves when all have heard of it. A new entry in the
 * history where `push` says so: back goes one step back, whatever a step opens in between.
 */
export async function openAddress(hash: string | null, place: string, push: boolean): Promise<void> {
  lesson = place;
  const wanted = withPlace(hash ?? addressWithin());
  if (location.hash === wanted) return;
  await Promise.resolve();
  writeAddress(wanted.replaceAll(placePart, ""), push);
  if (location.hash !== wanted) return goTo(wanted); // a sandboxed frame has no history
  dispatchEvent(new PopStateEvent("popstate"));
  await new Promise((resolve) => setTimeout(resolve));
}

/** Opens an address; resolves when all have heard of it. */
export async function goTo(hash: string): Promise<void> {
  if (location.hash === hash) return;
  const heard = new Promise((resolve) => addEventListener("popstate", resolve, { once: true }));
  location.hash = hash;
  await heard;
  await new Promise((resolve) => setTimeout(resolve));
}

/** As if the page were opened for the first time. */
export function forgotten(): void {
  location.hash = "";
  location.reload();
}

/** Writes the address; a new entry in the history where `push` says so, for back and forward. */
export function writeAddress(experiment: string, push: boolean): void {
  const hash = withPlace(experiment);
  if (location.hash === hash) return;
  try {
    if (push) history.pushState(null, "", hash);
    else history.replaceState(null, "", hash);
  } catch {
    // A frame without an address of its own has no history either.
  }
}

export const currentHash = (): string => location.hash;

export const linkTo = (hash: string): string => new URL(withPlace(hash), location.href).href;

/** Once for each: a new fragment is a "popstate", too, and a "hashchange" besides. */
export function onAddress(listener: () => void): () => void {
  addEventListener("popstate", listener);
  return () => removeEventListener("popstate", listener);
}
