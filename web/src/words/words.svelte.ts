// The language in use.
import { followLocale } from "../lib/format";
import { recall, remember } from "../lib/storage";
import { en, type Words } from "./en";

/** Every language, by its own name; all but English are loaded when they are wanted. */
const all = {
  en: { name: "English", load: async () => en },
  de: { name: "Deutsch", load: async (): Promise<Words> => (await import("./de")).de },
  zh: { name: "中文", load: async (): Promise<Words> => (await import("./zh")).zh },
};

export type LanguageId = keyof typeof all;
export const languages: Record<LanguageId, { name: string; load: () => Promise<Words> }> = all;

export const isLanguage = (id: string | null): id is LanguageId =>
  id !== null && Object.hasOwn(languages, id);

class Language {
  current = $state.raw<Words>(en);
  id = $state<LanguageId>("en");

  /** The one of the address, or that was chosen before, or of the browser. */
  async open(ofAddress: string | null): Promise<void> {
    const kept = recall("language");
    const [wanted] = [ofAddress, kept, ...navigator.languages.map((tag) => tag.slice(0, 2))].filter(
      isLanguage,
    );
    await this.use(wanted ?? "en");
  }

  async choose(id: LanguageId): Promise<void> {
    remember("language", id);
    await this.use(id);
  }

  async use(id: LanguageId): Promise<void> {
    const found = await languages[id].load().catch(() => null);
    if (!found) return; // without a network another language may be out of reach
    if (id !== this.id) document.title = found.pageTitle;
    [this.current, this.id] = [found, id];
    document.documentElement.lang = found.lang;
  }
}
export const language = new Language();
followLocale(() => language.current.lang);

/** The sentences of the page. */
export const words = (): Words => language.current;
