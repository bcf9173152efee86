// Whether the page opens without a network, and whether a newer one waits.

import { Workbox } from "workbox-window";
import { isOneFile } from "../data/files";

class Offline {
  /** Everything is cached. */
  ready = $state(false);
  /** A new version is there; it is used when this is called. */
  update = $state.raw<(() => void) | null>(null);

  /** Where there are no service workers, the page works all the same. */
  register(): void {
    if (!import.meta.env.PROD || isOneFile() || !("serviceWorker" in navigator)) return;
    const worker = new Workbox("./service.js");
    worker.addEventListener("activated", () => (this.ready = true));
    worker.addEventListener("waiting", () => (this.update = () => worker.messageSkipWaiting()));
    worker.addEventListener("controlling", ({ isUpdate }) => {
      if (isUpdate && this.update) location.reload();
    });
    worker.register().then(
      (registration) => (this.ready = Boolean(registration?.active)),
      () => undefined,
    );
  }
}

export const offline = new Offline();
