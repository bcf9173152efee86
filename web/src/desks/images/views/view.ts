// What a view of a network is: what it computes while it is open and on the screen, and the panel that shows it.

import type { Component } from "svelte";
import type { InspectedNetwork } from "../inspected";
import type { ImagesDesk } from "../state.svelte";

/** What a view computes: again where anything is new. */
export interface ViewState {
  look(network: InspectedNetwork): Promise<void>;
  /** The view was closed: ends whatever takes long. */
  leave?(): void;
}

export interface PanelProps {
  desk: ImagesDesk;
  /** Of a picture. */
  shape: [number, number, number];
  /** Of a class. */
  name: (label: number) => string;
}

export interface View<State extends ViewState = ViewState> {
  /** `pins` are the networks of before that are kept for comparison. */
  create(pins: () => Pins): State;
  Panel: Component<PanelProps>;
  /** Beside the tabs, where it is open. */
  Actions?: Component<{ desk: ImagesDesk }>;
  /** How many there are, behind the tab's name; where there are none there is no tab. Undefined: the view is always there. */
  count?(state: State): number;
}

type Pins = import("./compare/pins.svelte").Pins;
