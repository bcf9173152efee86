/** Hands a file to the person in front of the page. */
export function download(content: Blob | Uint8Array<ArrayBuffer> | string, name: string): void {
  const type = name.endsWith(".csv") ? "text/csv" : "application/octet-stream";
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
