// Files that somebody chose or dropped, with the folders that they came in.

export interface FoundFile {
  /** "animals/cats/1.png"; without folders the name. */
  path: string;
  file: File;
}

export const chosenFiles = (list: FileList | null): FoundFile[] =>
  Array.from(list ?? [], (file) => ({ path: file.webkitRelativePath || file.name, file }));

/** Everything within folders, too. */
export async function droppedFiles(data: DataTransfer): Promise<FoundFile[]> {
  // What was dropped is only there until the event is over.
  const entries = Array.from(data.items, (item) => item.webkitGetAsEntry?.() ?? null);
  const loose = chosenFiles(data.files);
  if (!entries.some((entry) => entry?.isDirectory)) return loose;
  const found = await Promise.all(entries.map((entry) => (entry ? filesIn(entry) : [])));
  return found.flat();
}

async function filesIn(entry: FileSystemEntry): Promise<FoundFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ path: entry.fullPath.replace(/^\//, ""), file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: FoundFile[] = [];
  for (;;) {
    // A hundred at a time, until there are none left.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return found;
    for (const inner of some) found.push(...(await filesIn(inner)));
  }
}
