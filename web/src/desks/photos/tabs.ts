// What the photos desk does with a photo.

export const tabs = ["denoise", "compress"] as const;
export type Tab = (typeof tabs)[number];

/** A link that says nothing is one to "denoise". */
export const tabOf = (parameters: URLSearchParams): Tab =>
  tabs.find((tab) => tab === parameters.get("do")?.trim()) ?? "denoise";
