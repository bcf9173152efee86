// Was eine Lehrkraft um die Lektionen herum braucht, auf Deutsch.

import type { KitWords } from "../en/kit";
import { numbersOf } from "../numbers";

const { some } = numbersOf("de");

export const kit: KitWords = {
  link: "Stundenpläne und Arbeitsblätter",
  heading: "Stundenpläne, Arbeitsblätter, Hausaufgaben",
  back: "Alle Lektionen",
  print: "Drucken",
  plan: (minutes) => `Ein Plan für ${minutes} Minuten`,
  columns: { from: "Ab", what: "Was", ask: "Was man fragen kann" },
  minutes: (minutes) => some(minutes, "Minute", "Minuten"),
  steps: "Schritte, in Minuten",
  talk: {
    open: {
      what: "Am Beamer: am Arbeitsplatz Bilder eine Ziffer zeichnen, ohne Training. Dann öffnen alle Lektion 1.",
      ask: "Was macht das Netz daraus? Wo ist das Bild am kleinsten?",
    },
    same: {
      what: "Wer hatte was vorhergesagt? Zwei, die verschiedener Meinung waren, erklären es.",
      ask: "Warum ist der Verlust auf Ziffern, die es nie gesehen hat, etwa gleich groß?",
    },
    width: {
      what: "An der Tafel sammeln, was bei 32, 16, 8, 4 und 2 Zahlen gemessen wurde.",
      ask: "Um welchen Faktor wächst der Verlust bei jeder Halbierung? Welche Ziffer hält am längsten, und warum?",
    },
    noise: {
      what: "Am Beamer nacheinander 0,1, 0,5 und 0,9 zeigen.",
      ask: "Wann schadet es? Womit würdest du es für deine eigenen Fotos trainieren?",
    },
    odd: {
      what: "Am Beamer die Schwelle verschieben, dann die Kosten ändern.",
      ask: "Wer entscheidet, wo die Grenze liegt? Was sagt der Fehlerwert nicht?",
    },
    class: {
      what: "Alle geben ihren Code ab. Die Codes unter „Ergebnisse der Klasse“ einfügen: ein Bild von allen.",
      ask: "Jeder Lauf begann mit einem anderen Startwert. Was unterscheidet sich, und was nicht?",
    },
    pause: { what: "Eine kurze Pause. Netze und Antworten bleiben, wie sie sind.", ask: "" },
    think: {
      what: "Die Fragen am Ende des Arbeitsblatts, erst allein, dann zu zweit.",
      ask: "Welchen Satz vom Anfang würdest du jetzt zurücknehmen?",
    },
    home: {
      what: "Den Link zu einer anderen Lektion als Hausaufgabe geben; ihr Code kommt als Nachricht oder auf Papier zurück.",
      ask: "",
    },
  },
  each: "Jede Lektion",
  worksheet: "Arbeitsblatt",
  homework: "Link für zu Hause",
  copied: "Kopiert",
  byHand: "Diese Adresse von Hand kopieren:",
  notes: "Hinweise",
  help: "Wenn nichts geht",
  helps: [
    "Kein Netz im Raum: die Seite einmal dort öffnen, wo es eines gibt, dann geht sie ohne; oder die einzelne Datei hourglass.html auf einem Stick verteilen, die sich mit einem Doppelklick öffnet.",
    "Eine Firewall: alles kommt von einer Adresse, und nichts wird gesendet. Ist auch die gesperrt, hilft die einzelne Datei.",
    "„Diesem Browser fehlt WebAssembly-SIMD“: jeder Browser seit 2023 hat es. Zwei teilen sich einen Laptop, oder Sie zeigen den Schritt mit „Vorführen“.",
    "Alte Laptops: ein Lauf von fünf Epochen dauert einige zehn Sekunden. Andere Tabs schließen; die andere Hälfte der Klasse zeichnet solange.",
    "Ein zugeklappter Deckel, ein Neuladen, ein leerer Akku: was getan wurde, bleibt auf diesem Rechner; der Schritt bietet an, sein Netz noch einmal zu starten.",
    "Jemand hat sich verlaufen: „Zurück“ geht einen Schritt zurück, die Nummern oben gehen überallhin, „Noch einmal von vorn“ vergisst die Lektion.",
    "Seltsame Ergebnisse: am Ende der Lektion steht der Startwert, öffnen Sie ihn selbst. Gleicher Startwert, gleiche Einstellungen, gleiches Ergebnis, auf jedem Rechner.",
  ],
  sheet: {
    name: "Name",
    date: "Datum",
    aim: "Worum es geht",
    predict: "Was ich erwarte (bevor ich es probiere)",
    measured: "Was ich gemessen habe",
    saw: "Was ich gesehen habe, in einem Satz",
    code: "Code vom Ende der Lektion",
  },
};
