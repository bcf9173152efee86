import { mount } from "svelte";
import { currentHash, languageOf, parseAddress } from "./app/address";
import App from "./app/App.svelte";
import "./app.css";
import { language } from "./words/words.svelte";

// Words first: nothing is said in one language and then in another.
void language
  .open(languageOf(parseAddress(currentHash()).parameters))
  .then(() => mount(App, { target: document.getElementById("app")! }));
