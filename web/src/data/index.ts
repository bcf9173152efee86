import type { DatasetId, ImageSource } from "./dataset";
import { digits } from "./digits";
import { fashion } from "./fashion";

/** The data sets that the build found: vite.config.ts. */
declare const __DATASETS__: DatasetId[];
export const datasets = __DATASETS__;

export const imageSources: Record<DatasetId, ImageSource> = { digits, fashion };
