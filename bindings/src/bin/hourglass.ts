// The command line: hourglass COMMAND …

import { HourglassError } from "../index.js";
import { version } from "../version.js";
import { exportTo, info } from "./about";
import { encode, reconstruct, sample, score } from "./apply";
import { commands, generalHelp, helpOf, parsed, type Given } from "./arguments";
import { Failure } from "./failure";
import { train } from "./train";

const run: Record<string, (given: Given) => Promise<void>> = {
  train,
  score,
  encode,
  reconstruct,
  sample,
  export: exportTo,
  info,
};

async function main(all: string[]): Promise<void> {
  const [command = "--help"] = all;
  if (command === "--version") return console.log(version);
  if (command === "--help" || command === "-h" || command === "help") {
    const about = all[1] !== undefined && Object.hasOwn(commands, all[1]) ? helpOf(all[1]) : generalHelp();
    return void process.stdout.write(about);
  }
  const given = parsed(all);
  if (given.switches.has("help")) return void process.stdout.write(helpOf(given.command));
  await run[given.command]!(given);
}

/** What people can do something about is said in a line; anything else is a fault of this program. */
function fail(error: unknown): number {
  if (error instanceof Failure) {
    console.error(`hourglass: ${error.message}`);
    if (error.exitCode === 2) console.error("hourglass COMMAND --help tells what there is");
    return error.exitCode;
  }
  if (error instanceof HourglassError) console.error(`hourglass: ${error.message}`);
  else console.error(error);
  return 1;
}

// Whoever reads the output may have seen enough: hourglass … | head.
process.stdout.on("error", (error: { code?: string }) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = fail(error);
}
