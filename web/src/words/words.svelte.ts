// The language in use.
import { en, type Words } from "./en";

class Language {
  current = $state.raw<Words>(en);
}
const language = new Language();

/** The sentences of the page. */
export const words = (): Words => language.current;
