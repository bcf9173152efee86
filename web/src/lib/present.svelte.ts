// The page on a projector: no settings, everything larger, driven by keys.

class Present {
  on = $state(false);

  start(): void {
    this.on = true;
    // Leaving full screen, by Escape, leaves it as well.
    document.addEventListener("fullscreenchange", this.#left);
    document.documentElement.requestFullscreen?.().catch(() => undefined); // it may be refused
  }

  readonly #left = () => document.fullscreenElement || this.end();

  end(): void {
    this.on = false;
    document.removeEventListener("fullscreenchange", this.#left);
    if (document.fullscreenElement) void document.exitFullscreen();
  }
}

export const present = new Present();
