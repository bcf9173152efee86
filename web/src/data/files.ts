// The page's own files. Where the page is one file (vite.single.ts), they are in it, as texts in base64.

/** Whether the page is one file, which must not ask for others. */
export const isOneFile = (): boolean => document.querySelector("script[data-file]") !== null;

/** Where such a file is fetched from, also by workers. */
export function fileUrl(path: string): string {
  const base64 = document.querySelector(`script[data-file="${path}"]`)?.textContent;
  return base64 ? `data:application/octet-stream;base64,${base64}` : new URL(path, document.baseURI).href;
}
