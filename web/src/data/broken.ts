// Why somebody's file cannot be used: what the package says of it, or a limit of this page.

import {
  FileError,
  type FilePlace,
  type FileProblem,
  type FileProblemKind,
} from "hourglass-autoencoder/files";

/** In one word: the package's, and those of the page's own limits. */
export type Fault =
  | FileProblemKind
  | "oneRow"
  | "noFeatures"
  | "tooLong"
  | "constant"
  | "tooFewLines"
  | "tooManyLines"
  | "tooManyTopics"
  | "tooManyPictures"
  | "tooFewPictures"
  | "tooLargeToCut";

/** What crosses from a worker to the page. */
export interface Broken {
  fault: Fault;
  values: readonly (string | number)[];
  place: FilePlace | null;
  problems: readonly FileProblem[];
}

export class BrokenFile extends Error implements Broken {
  readonly place: FilePlace | null;
  readonly problems: readonly FileProblem[];

  constructor(
    readonly fault: Fault,
    readonly values: readonly (string | number)[] = [],
    { place = null, problems = [] }: Partial<Pick<Broken, "place" | "problems">> = {},
  ) {
    super(fault);
    this.place = place;
    this.problems = problems;
  }
}

/** The package's errors as the page's; all others as they are. */
export function asBroken(error: unknown): unknown {
  if (!(error instanceof FileError)) return error;
  return new BrokenFile(error.kind, error.values, error);
}

/** What a worker answers instead of a value. */
export function failureOf(error: unknown): { broken: Broken } | { error: string } {
  const known = asBroken(error);
  if (!(known instanceof BrokenFile)) return { error: (error as Error).message };
  const { fault, values, place, problems } = known;
  return { broken: { fault, values, place, problems } };
}

/** The error again, on the page. */
export const errorOf = (broken: Broken): BrokenFile => new BrokenFile(broken.fault, broken.values, broken);
