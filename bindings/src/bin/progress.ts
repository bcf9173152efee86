// How far training is: a line that changes on a terminal, elsewhere one for each epoch, but at most one a second.

import type { Progress } from "../index.js";

export class Meter {
  #told = "";
  #at = 0;
  readonly #isTerminal = process.stderr.isTTY;

  constructor(private readonly isSilent: boolean) {}

  show(progress: Progress): void {
    if (this.isSilent) return;
    if (this.#isTerminal) {
      process.stderr.write(`\r\x1b[K${line(progress, bar(progress.step / progress.steps))}`);
      return;
    }
    const place = `${progress.phase} ${progress.layer} ${progress.epochsDone}`;
    if (progress.epochsDone === 0 || place === this.#told) return;
    if (Date.now() - this.#at < 1000 && progress.epochsDone < progress.epochs) return;
    [this.#told, this.#at] = [place, Date.now()];
    process.stderr.write(`${line(progress)}\n`);
  }

  end(): void {
    if (this.#isTerminal && !this.isSilent) process.stderr.write("\n");
  }
}

const width = 20;
function bar(share: number): string {
  const done = Math.round(width * Math.min(1, share));
  return `[${"=".repeat(done)}${" ".repeat(width - done)}] `;
}

function line(
  { phase, layer, epoch, epochs, epochsDone, loss, validationLoss, secondsLeft }: Progress,
  before = "",
): string {
  const at = before ? epoch : epochsDone;
  const parts = [
    `${phase === "pretraining" ? `layer ${layer! + 1}, ` : ""}epoch ${at} of ${epochs}`,
    `loss ${loss.toPrecision(4)}`,
    ...(validationLoss === undefined ? [] : [`held out ${validationLoss.toPrecision(4)}`]),
    left(secondsLeft),
  ];
  return before + parts.join(", ");
}

function left(seconds: number): string {
  if (!Number.isFinite(seconds)) return "";
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s left`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s left`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min left`;
}
