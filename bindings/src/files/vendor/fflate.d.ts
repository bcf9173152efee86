/** What is in a ZIP archive, and how many bytes each declares to be; nothing is unpacked. Throws where it is none. */
export function membersOf(bytes: Uint8Array): { name: string; size: number }[];

/** One of them, unpacked. Throws where it is damaged. */
export function memberOf(bytes: Uint8Array, wanted: string): Uint8Array<ArrayBuffer> | undefined;
