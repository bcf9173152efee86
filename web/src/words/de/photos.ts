// The sentences of the photos desk, in German.

import type { PhotosWords } from "../en/photos";
import { numbersOf } from "../numbers";

const { n, some } = numbersOf("de");

export const photos: PhotosWords = {
  examples: "Fotos",
  names: {
    astronaut: "Astronautin",
    coffee: "Kaffee",
    chelsea: "Eine Katze",
    rocket: "Rakete",
    camera: "Kamera",
    own: "Eigenes Foto",
  },
  credits: {
    astronaut: "Eileen Collins, NASA, gemeinfrei.",
    coffee: "Eine Tasse Kaffee, aus scikit-image, CC0.",
    chelsea: "Eine Katze, aus scikit-image, CC0.",
    rocket: "Eine Falcon 9 beim Start, NASA und SpaceX, gemeinfrei.",
    camera: "Ein Fotograf, aus scikit-image, CC0.",
    own: "Ein eigenes Foto. Es bleibt auf diesem Gerät.",
  },
  credit: "Quelle",
  own: "Eigenes Foto",
  ownHint: "irgendwo fallen lassen, es bleibt auf diesem Gerät",
  size: (width, height) => `${n(width)} × ${n(height)} Bildpunkte`,
  drag: "Linie ziehen, Lupe bewegen",
  noisy: "verrauscht",
  noisyShort: "Verrauscht",
  asIs: "wie es ist",
  network: "Netz",
  divider: "Linie zwischen verrauschtem und wiederhergestelltem Foto",
  dividerSays: (share) => `${n(share)} Prozent verrauscht`,
  lens: "Lupe. Pfeiltasten bewegen sie.",
  lensSays: (x, y) => `${n(x)} Bildpunkte von links, ${n(y)} von oben`,
  underLens: "Unter der Lupe",
  pixels: (side) => `${n(side)} Bildpunkte`,
  maps: (count) => some(count, "Karte", "Karten"),
  silent: (count) => `${n(count)} stumm`,
  restored: "Wiederhergestellt",
  found: "Rauschen gefunden und abgezogen",
  untrained: "„Trainieren“ drücken: das Netz findet das Rauschen und zieht es ab.",
  same: "Dieselben Bildpunkte",
  sameSays: "neben jedem Namen das PSNR des ganzen Fotos, dB",
  filters: {
    blur: "Unschärfe",
    median: "Median",
    bilateral: "Bilateral",
    means: "NL-Means",
    dct: "Gleitende DCT",
  },
  clean: "Ohne Rauschen",
  better: (name, by) => `${name} ist hier um ${by} dB besser: `,
  betterDct: "sie mittelt 64 verschobene Transformationen und muss nichts lernen.",
  betterOther: "das Filter muss nichts lernen.",
  best: (name, by) => `Das Netz ist besser als alle, um ${by} dB; das nächste ist ${name}.`,
  tuned: "Die Einstellungen der Filter wurden an solchen Fotos gewählt, zu ihren Gunsten.",
  unseen: "Das Netz hat dieses Foto nie gesehen.",
  oneOnly: "Das Netz hat nur dieses eine verrauschte Foto gesehen.",
  unjudged:
    "Wie dieses Foto ohne sein Rauschen aussieht, weiß niemand: messen lässt sich nichts, nur hinsehen.",
  train: "Trainieren",
  goOn: "Weiter",
  pause: "Pause",
  reset: "Zurücksetzen",
  time: "Zeit",
  of: (seconds) => `von ${n(seconds)}`,
  steps: "Schritte",
  loss: "Trainingsverlust",
  weights: "Gewichte",
  psnr: "PSNR",
  psnrHelp: "Spitzen-Signal-Rausch-Verhältnis in Dezibel: je höher, desto näher am Foto ohne Rauschen.",
  ssim: "SSIM",
  ssimHelp: "Strukturelle Ähnlichkeit: 1, wo beide Fotos für das Auge gleich sind.",
  noisyIs: (value) => `verrauscht ${value}`,
  save: "PNG, volle Größe",
  whole: (done, total) => `Das ganze Foto: Streifen ${n(done)} von ${n(total)}`,
  cancel: "Abbrechen",
  noise: "Rauschen",
  added: "Hinzugefügt",
  ofItsOwn: "Das des Fotos",
  kind: "Art",
  kinds: { gaussian: "Gaußsch", light: "wenig Licht", salt: "Salz und Pfeffer", jpeg: "JPEG" },
  kindHelp:
    "Gaußsch: jeder Bildpunkt weicht zufällig ab. Wenig Licht: es kamen wenige Photonen, und helle Stellen weichen stärker ab. Salz und Pfeffer: einige Bildpunkte sind schwarz oder weiß. JPEG: die Blöcke einer kleinen Datei.",
  quality: (value) => `Qualität ${n(value)}`,
  strength: "Stärke",
  strengthHelp:
    "Standardabweichung des Rauschens, von 255 Stufen: bei wenig Licht die von Weiß, bei Salz und Pfeffer, wie viele von 255 Bildpunkten getroffen sind.",
  estimated: (sigma) => `Aus dem verrauschten Foto geschätzt: σ ${sigma}`,
  correlated:
    "Das Rauschen von Handys und von JPEG hängt von Bildpunkt zu Bildpunkt zusammen: ein Netz, das nur aus dem Foto lernt, nimmt wenig davon weg.",
  learnsFrom: "Lernt aus",
  others: "Anderen Fotos",
  alone: "Nur diesem",
  othersHelp: "Drei andere Fotos, denen Rauschen dieser Stärke hinzugefügt wird: es lernt, es wegzunehmen.",
  aloneHelp:
    "Nachbarn zeigen dasselbe mit anderem Rauschen: aus dem einen lernt das Netz, den anderen vorherzusagen (Neighbor2Neighbor).",
  teachers: "Waschbär: SciPy, gemeinfrei. China: danielbuechele, CC BY 2.0. Blume: vultilion, CC BY 2.0.",
  teachersTerm: "Die anderen Fotos",
  teachOwn: "Aus eigenen Fotos lernen …",
  taughtBy: (count) => some(count, "eigenes Foto", "eigene Fotos"),
  forgetTaught: "Wieder entfernen",
  tooManyTaught: (millions, most) =>
    `Diese Fotos haben zusammen ${n(Math.round(millions))} Millionen Bildpunkte: lernen kann es aus höchstens ${n(most)} Millionen. Nichts wurde geändert.`,
  duration: "Dauer",
  durationHelp: "Wie lange trainiert wird. Die Lernrate fällt bis zum Ende auf 0.",
  seconds: (value) => (value === 0 ? "ohne Ende" : `${n(value)} s`),
  curve: "Verlust",
  curveLabel: (loss) =>
    `Trainingsverlust, jetzt ${loss}; die gestrichelte Linie ist die Varianz des Rauschens`,
  left: "Rauschen bleibt, σ²",
  floor: "σ²",
  floorSays: "Er endet über σ²: auch was vorhergesagt wird, ist verrauscht.",
  training: "Training",
  loading: "Das Foto wird gelesen …",
  notHere: "Das Foto dieses Links blieb auf dem Gerät, auf dem es geöffnet wurde: hier ist ein anderes.",
  tooLarge: (millions) =>
    `Dieses Foto hat ${n(Math.round(millions))} Millionen Bildpunkte: hier lassen sich höchstens 50 Millionen öffnen. Nichts wurde geändert.`,
  tooSmall: (name, side) =>
    `${name} ist kleiner als ${n(side)} × ${n(side)} Bildpunkte. Nichts wurde geändert.`,
  noPicture: (name) =>
    `${name} ist kein Bild, das dieser Browser zeigen kann. Nichts wurde geändert: PNG, JPEG oder WebP gehen.`,
  open: {
    other: (name) =>
      `${name} enthält ein Modell, das nichts von Fotos sagt: hier öffnet sich, was hier gespeichert wurde. Nichts wurde geändert.`,
    colours: (name, channels) =>
      channels === 1
        ? `${name} enthält ein Netz für graue Fotos, und dieses ist farbig. Nichts wurde geändert.`
        : `${name} enthält ein Netz für farbige Fotos, und dieses ist grau. Nichts wurde geändert.`,
  },
  retry: "Noch einmal",
};
