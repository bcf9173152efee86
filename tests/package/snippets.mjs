// The JavaScript snippets of what people read.

import { readFileSync } from "node:fs";

const files = ["README.md", "bindings/README.md", "docs/how-it-works.md"];

/** @returns {Record<string, string[]>} by file */
export function snippetsOf() {
  return Object.fromEntries(
    files.map((file) => {
      const text = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
      return [file, [...text.matchAll(/^```js\n(.*?)^```$/gms)].map((match) => match[1])];
    }),
  );
}

export const needsDocument = (snippet) => /\bdocument\./.test(snippet);
