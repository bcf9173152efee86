import { mount } from "svelte";
import { currentHash, languageOf, parseAddress } from "./lib/address";
import App from "./app/App.svelte";
import "./app.css";
import { language } from "./words/words.svelte";

// Words are loaded first, so that the page never starts in one language and changes to another.
void language
  .open(languageOf(parseAddress(currentHash()).parameters))
  .then(() => mount(App, { target: document.getElementById("app")! }));
