/** Tells what was measured, and how long the rest of a part will take. */
export class Pace {
  #title = "";
  #start = 0;
  #total = 0;
  #done = 0;

  /** @param {string} title @param {number} total    measurements to come */
  begin(title, total) {
    [this.#title, this.#total, this.#done, this.#start] = [title, total, 0, performance.now()];
    console.log(`\n> ${title}: ${total} measurements`);
  }

  /** One measurement, or several at once that need not be made. */
  done(what, count = 1) {
    this.#done += count;
    const left = ((performance.now() - this.#start) / this.#done) * (this.#total - this.#done);
    console.log(`  ${this.#done}/${this.#total} ${what}, ${timeOf(left / 1000)} left of ${this.#title}`);
  }
}

function timeOf(seconds) {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
