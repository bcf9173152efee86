// The page on a projector: no settings, everything larger, driven by keys.

class Present {
  on = $state(false);

  start(): void {
    this.on = true;
    document.documentElement.requestFullscreen?.().catch(() => undefined); // it may be refused
  }

  end(): void {
    this.on = false;
    if (document.fullscreenElement) void document.exitFullscreen();
  }
}

export const present = new Present();
