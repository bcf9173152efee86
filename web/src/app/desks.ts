// The desks: a line each. A desk is loaded when it is opened.

import type { Component } from "svelte";

export interface DeskProps {
  /** What the address says behind the desk's name. */
  parameters: URLSearchParams;
}

export interface Desk {
  id: string;
  Desk: Component<DeskProps>;
}

export const desks: Record<string, () => Promise<Desk>> = {
  images: () => import("../desks/images").then(({ images }) => images),
  photos: () => import("../desks/photos").then(({ photos }) => photos),
  anomalies: () => import("../desks/anomalies").then(({ anomalies }) => anomalies),
  signals: () => import("../desks/signals").then(({ signals }) => signals),
  sentences: () => import("../desks/sentences").then(({ sentences }) => sentences),
  lessons: () => import("../lessons").then(({ lessonsDesk }) => lessonsDesk),
  class: () => import("../lessons").then(({ classDesk }) => classDesk),
  signs: () => import("../desks/signs").then(({ signs }) => signs),
  race: () => import("../desks/race").then(({ race }) => race),
};

/** What belongs to a class, and is found by its lessons: the header does not name it. */
export const ofLessons = ["class", "race", "signs"];
