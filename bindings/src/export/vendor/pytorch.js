// Bundled into one module when the package is built (tools/build.mjs), so that nothing has to be installed beside it.

import { zipSync } from "fflate";
import script from "../train.py";

export const trainScript = script;

export const zip = (files) => zipSync(files);
