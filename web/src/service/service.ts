// The service worker: everything is cached after the first visit, so that the page opens without a network; and answers have
// the headers that isolate a page, so that threads work where the host cannot send them. A new version waits until it is asked for.

import { addPlugins, cleanupOutdatedCaches, precacheAndRoute } from "workbox-precaching";

declare const self: {
  __WB_MANIFEST: { url: string; revision: string | null }[];
  skipWaiting(): Promise<void>;
  addEventListener(type: "message", listener: (event: MessageEvent<{ type?: string }>) => void): void;
};

function isolated(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  headers.set("Cross-Origin-Embedder-Policy", "require-corp");
  headers.set("Cross-Origin-Resource-Policy", "same-origin");
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}

addPlugins([{ handlerWillRespond: ({ response }) => Promise.resolve(isolated(response)) }]);
cleanupOutdatedCaches();
// What an address says behind "?" does not matter: what a page is to show stands behind "#".
precacheAndRoute(self.__WB_MANIFEST, { ignoreURLParametersMatching: [/./] });

self.addEventListener("message", ({ data }) => {
  if (data.type === "SKIP_WAITING") void self.skipWaiting();
});
