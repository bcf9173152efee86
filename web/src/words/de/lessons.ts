// Die Sätze der Lektionen auf Deutsch. Was sie behaupten, wurde gemessen; Zahlen kommen aus den eigenen Läufen.

import type { LessonsWords } from "../en/lessons";
import { measuredOf, type LessonId, type LessonWords } from "../lesson-words";
import { numbersOf } from "../numbers";

const { auc, count, decibels, held, loss, one, percent, times } = measuredOf("de");
const { n } = numbersOf("de");

const each: Record<LessonId, LessonWords> = {
  "1": {
    title: "Was ein Autoencoder ist",
    purpose:
      "Ein Netz kann ohne jede Kennzeichnung lernen, ein Bild aus 784 Zahlen durch 32 zu schicken und wieder zu zeichnen.",
    steps: [
      {
        name: "Zeichnen",
        text: "Das ist ein Bild aus 28 x 28 = 784 Grauwerten. Zeichne eine eigene Ziffer, oder nimm mit „Beispiel“ eine andere.",
      },
      {
        name: "Schauen",
        text: "Das Netz macht aus deinen 784 Zahlen 32, den latenten Vektor in der Mitte, und aus diesen 32 wieder 784. Rechts steht, was es daraus macht. Gelernt hat es noch nichts: alles ist grau. Der Verlust sagt, wie falsch die Ausgabe ist: das Mittel der quadrierten Unterschiede über alle Pixel.",
      },
      {
        name: "Vorhersagen",
        text: "Eine Epoche heißt: jede Trainingsziffer kam einmal dran. 1.000 Ziffern sind zurückgehalten: aus ihnen lernt das Netz nie.",
      },
      {
        name: "Starten",
        text: "Trainiere nun fünf Epochen, und achte auf die Ausgabe und den Verlust. „Anfangs langsam“ zeigt die ersten hundert Schritte einzeln.",
      },
      {
        name: "Vergleichen",
        text: "Zeichne eine andere Ziffer, auf deine Art. Vergleiche links und rechts. Was geht verloren?",
      },
      {
        name: "Ziehen",
        text: "Fass einen Balken des latenten Vektors an und zieh. Was ändert er im Bild?",
      },
    ],
    question:
      "Das Netz sieht die zurückgehaltenen Ziffern nie. Wie groß ist der Verlust auf ihnen nach fünf Epochen, verglichen mit dem auf den Trainingsziffern?",
    answers: [
      "etwa gleich, höchstens ein Viertel mehr",
      "etwa doppelt so groß",
      "etwa zehnmal so groß",
      "0,23 wie vor dem Training: es kennt sie ja nicht",
    ],
    measured: "Verlust vor und nach fünf Epochen",
    points: ["davor", "Trainingsziffern", "zurückgehaltene"],
    saw: (m) =>
      `Vor dem Training war der Verlust ${loss(held(m, "before"))}. Danach: ${loss(m.all?.["figure-loss"])} auf den Trainingsziffern, ${loss(held(m, "all"))} auf Ziffern, aus denen es nie gelernt hat, das ${times(held(m, "all"), m.all?.["figure-loss"])}-Fache.`,
    summary:
      "Encoder von 784 auf 32, Decoder von 32 auf 784, und ein Verlust, der sagt, wie verschieden die zwei Bilder sind. Training ändert die Gewichte so, dass der Verlust fällt. Was gelernt wurde, gilt auch für neue Ziffern.",
    think: [
      {
        question: "Warum kann das Netz seine Eingabe nicht einfach kopieren?",
        answer: "784 Zahlen passen nicht in 32. Es muss finden, was Ziffern gemeinsam haben.",
      },
      {
        question: "Niemand hat ihm gesagt, welches Bild eine 3 ist. Was nimmt es als richtige Antwort?",
        answer: "Die Eingabe selbst. Darum braucht es keine Kennzeichnungen.",
      },
    ],
    wrong: [
      "„32 Pixel bleiben übrig“: nein, 32 neu berechnete Zahlen, und jede hängt von allen Pixeln ab.",
      "„Es erkennt die Ziffer“: einen Namen dafür lernt es nie.",
      "„Verlust 0,015 heißt, 1,5 % der Pixel sind falsch“: es ist ein mittlerer quadrierter Unterschied.",
    ],
    teacher:
      "Lassen Sie die Klasse sagen, wo das Bild am kleinsten ist, bevor Sie den latenten Vektor benennen. Der Trainingswert ist ein Mittel über die letzten Schritte, der zurückgehaltene wird am Ende gemessen: solange das Netz schnell lernt, kann der zurückgehaltene kleiner sein. Gezeichnete Buchstaben kommen bei 32 Einheiten erkennbar zurück: versprechen Sie nicht, dass sie zu Ziffern werden; das geschieht in Lektion 5.",
  },
  "2": {
    title: "Wie eng darf die Taille sein?",
    purpose:
      "Die Größe des latenten Vektors entscheidet, wie viel von einem Bild übrig bleibt, und Ziffern brauchen erstaunlich wenige Zahlen.",
    steps: [
      { name: "Zeichnen", text: "Zeichne eine Ziffer. Sie wird durch immer weniger Zahlen gehen." },
      { name: "Messen", text: "Zuerst eine Taille aus 32 Zahlen." },
      {
        name: "Vorhersagen",
        text: "Als Nächstes kommt eine Taille aus 2: 16-mal weniger Zahlen. Entscheide dich, bevor du es probierst.",
      },
      { name: "Starten", text: "Mach ein Netz mit einer Taille aus 2 und trainiere es." },
      {
        name: "Vergleichen",
        text: "Hier sind zurückgehaltene Ziffern durch 2 Zahlen. Welche Ziffer ist noch gut?",
      },
      {
        name: "Halbieren",
        text: "Nun 16, 8 und 4: jedes halbiert die Taille. Um welchen Faktor wächst der Verlust jedes Mal?",
      },
      {
        name: "Probieren",
        text: "Das Netz, das jetzt da ist, hat 4 Zahlen. Zeichne einen Buchstaben, zum Beispiel ein E. Was kommt heraus?",
      },
    ],
    question: "Von 32 Zahlen auf 2: was geschieht mit dem Verlust auf zurückgehaltenen Ziffern?",
    answers: [
      "er bleibt fast gleich",
      "er wird etwa 3- bis 5-mal so groß",
      "etwa 16-mal so groß",
      "das Training scheitert, der Verlust bleibt bei 0,23",
    ],
    measured: "Testverlust nach Zahlen in der Taille",
    points: ["32", "16", "8", "4", "2"],
    saw: (m) =>
      `Taille 32: ${loss(held(m, "32"))}. Taille 2: ${loss(held(m, "2"))}, das ${times(held(m, "2"), held(m, "32"))}-Fache, mit 16-mal weniger Zahlen.`,
    summary:
      "Enger heißt unschärfer, aber langsam: jedes Halbieren kostet einen Faktor von 1,2 bis 1,9. Was alle Ziffern gemeinsam haben, überlebt; das Eigene geht zuerst verloren.",
    think: [
      {
        question: "Warum überlebt die 1 am besten?",
        answer:
          "Sie hat wenig Tinte und wenig Vielfalt: vor allem eine Neigung. Wenige Zahlen beschreiben sie. (Ein Mittel von Quadraten zählt auch weniger, wo weniger Tinte ist.)",
      },
      {
        question: "Welche Taille würdest du nehmen, um Ziffern über eine langsame Leitung zu schicken?",
        answer:
          "Es kommt darauf an, wie viel Unschärfe erträglich ist; mit 8 bis 16 bleiben die meisten Ziffern lesbar. Eine einzige richtige Antwort gibt es nicht: es ist ein Tausch.",
      },
    ],
    wrong: [
      "„Ein latenter Vektor aus 10 genügt, für jede Ziffer eine Zahl“: eine Einheit ist keine Ziffer, und dieselbe Ziffer lässt sich auf viele Arten schreiben.",
      "„Mehr ist immer besser“: mit 784 könnte es kopieren und hätte wenig gelernt.",
    ],
    teacher:
      "Fünf Gruppen, jede eine Breite, eine Zeichnung an der Tafel: mit 2, 4, 8, 16 und 32 in gleichen Abständen liegen die Verluste fast auf einer Geraden. Die Ziffer mit dem kleinsten Verlust ist bei jeder Breite die 1; die mit dem größten wechselt mit Breite und Startwert, fragen Sie also nur nach der kleinsten.",
  },
  "3": {
    title: "Gelernt oder berechnet",
    purpose:
      "Ein linearer Autoencoder findet bestenfalls, was die Hauptkomponentenanalyse (PCA) sofort berechnet; um weiterzukommen, braucht es Schichten, die biegen.",
    steps: [
      {
        name: "PCA",
        text: "PCA berechnet die besten 32 Richtungen für diese Ziffern, ganz ohne Training. Ihr Verlust auf zurückgehaltenen Ziffern wird neben deinen Läufen stehen.",
      },
      {
        name: "Vorhersagen",
        text: "Eine Schicht ist linear, wenn sie nur multipliziert und addiert. Dieses Netz hat nur lineare Schichten.",
      },
      { name: "Starten", text: "Trainiere es zehn Epochen." },
      {
        name: "Biegen",
        text: "Nun mit Knick: ReLU schneidet negative Werte ab, Sigmoid hält die Ausgabe zwischen 0 und 1. Gleiche Breite, gleich viele Gewichte.",
      },
      {
        name: "Tiefer",
        text: "Mit nur 2 Zahlen in der Taille und davor einer verborgenen Schicht aus 128, die den Raum biegt, bevor er gezwängt wird.",
      },
    ],
    question: "Alle Schichten sind linear, 784 auf 32 auf 784. Wo endet der Testverlust?",
    answers: [
      "deutlich unter PCA: es kann aus Tausenden von Beispielen lernen",
      "bei dem von PCA oder etwas darüber, nie darunter",
      "auf halbem Weg zwischen dem grauen Bild und PCA",
      "das ist Glückssache: mal darunter, mal darüber",
    ],
    measured: "Testverlust",
    points: ["PCA, 32", "linear, 32", "gebogen, 32", "PCA, 2", "128, dann 2"],
    saw: (m) =>
      `PCA ${loss(m.linear?.["figure-pca"])}. Lineares Netz ${loss(held(m, "linear"))}. Mit ReLU und Sigmoid ${loss(held(m, "bent"))}, ${percent(held(m, "bent"), m.bent?.["figure-pca"])} % unter dem, was PCA zwischen 0 und 1 erreicht. Mit 2 Zahlen und einer verborgenen Schicht ${loss(held(m, "deep"))}, wo PCA ${loss(m.deep?.["figure-pca"])} erreicht.`,
    summary:
      "Lineare Schichten nacheinander sind eine lineare Schicht, und PCA ist die beste lineare für quadrierte Fehler. Netze lohnen sich dort, wo sie biegen.",
    think: [
      {
        question: "Warum helfen drei lineare Schichten nicht mehr als eine?",
        answer:
          "Dreimal multiplizieren und addieren ist immer noch multiplizieren und addieren: sie verschmelzen zu einer.",
      },
      {
        question:
          "Mit einer Taille aus 2 und ohne verborgene Schicht verlieren selbst ReLU und Sigmoid gegen PCA. Was bringt die verborgene Schicht?",
        answer:
          "Ohne sie können die zwei Zahlen nur entlang zweier gerader Richtungen messen. Eine verborgene Schicht lässt das Netz den Raum biegen, bevor es ihn zwängt.",
      },
    ],
    wrong: [
      "„PCA ist alt, also schlechter.“",
      "„PCA braucht keine Daten“: sie wird aus denselben Ziffern berechnet.",
      "„Tiefer ist besser“: nicht auf tief kommt es an, sondern auf gebogen.",
    ],
    teacher:
      "Gleiches wird mit Gleichem verglichen: neben dem linearen Netz bleibt die Ausgabe von PCA, wie sie ist; neben einem Netz mit Sigmoid wird auch sie auf 0 bis 1 beschnitten, was sie um etwa 8 % besser macht. Das lineare Netz endet etwa 2 % über PCA. Streng genommen ist PCA das Optimum auf den Trainingsziffern; auf zurückgehaltenen verbietet nichts einen glücklichen Sieg.",
  },
  "4": {
    title: "Rauschen entfernen",
    purpose: "Ein Netz lernt, genau den Schaden zu beheben, an dem es trainiert wurde.",
    steps: [
      {
        name: "Schauen",
        text: "Beim Training bekommt jede Ziffer frisches Rauschen der Stärke 0,5. Das Netz sieht das verrauschte Bild und wird mit dem sauberen verglichen.",
      },
      { name: "Trainieren", text: "Trainiere fünf Epochen." },
      {
        name: "Zeichnen",
        text: "Zeichne eine Ziffer und sieh sie dir verrauscht und gereinigt an. PSNR vergleicht mit dem sauberen Bild: mehr Dezibel, weniger Fehler.",
      },
      {
        name: "Vorhersagen",
        text: "Das Training ist beendet und bleibt so. Nun wird nur das gezeigte Rauschen auf 0,1 gesenkt: das Bild ist fast sauber.",
      },
      { name: "0,1", text: "Stelle „Gezeigtes Rauschen“ auf 0,1 und sieh dir die Striche an." },
      { name: "0,9", text: "Nun 0,9. Was geschieht hier mit den Strichen?" },
    ],
    question: "Das Bild ist fast sauber. Was wird das Netz daraus machen?",
    answers: [
      "ein vollkommenes Bild: wenig Rauschen ist leicht",
      "es lässt das Bild, wie es ist",
      "es macht das Bild schlechter, als es war",
      "es gibt Rauschen dazu, wie im Training",
    ],
    measured: "PSNR deines Bildes",
    points: [
      "verrauscht 0,5",
      "0,5 gereinigt",
      "verrauscht 0,1",
      "0,1 „gereinigt“",
      "verrauscht 0,9",
      "0,9 gereinigt",
    ],
    saw: (m) =>
      `Bei 0,5: verrauscht ${decibels(m["0.5"]?.["figure-psnr-input"])}, gereinigt ${decibels(m["0.5"]?.["figure-psnr"])}. Bei 0,1: verrauscht ${decibels(m["0.1"]?.["figure-psnr-input"])}, „gereinigt“ ${decibels(m["0.1"]?.["figure-psnr"])}.`,
    summary:
      "Das Rauschen wird bei 0 und 1 abgeschnitten, also hellt es das Dunkle auf und verdunkelt das Leere. Genau so viel hat das Netz zu berichtigen gelernt. Wo weniger Rauschen ist, zeichnet es zu viel Tinte, dicke Striche; wo mehr ist, zu wenig, dünne und unterbrochene.",
    think: [
      {
        question: "Wie könnte man ein Netz für alle Stärken trainieren?",
        answer:
          "Mit Rauschen verschiedener Stärken trainieren, sodass es am Bild herausfinden muss, wie viel da ist.",
      },
      {
        question: "Eine Foto-App „verbessert“ ein Bild, das schon gut war. Was könnte geschehen sein?",
        answer: "Dasselbe: sie wurde an schlechteren Bildern trainiert. Man müsste erst den Schaden messen.",
      },
    ],
    wrong: [
      "„Es zieht das Rauschen ab“: es zeichnet die Ziffer, an die es glaubt.",
      "„Die enge Taille wirft das Rauschen hinaus“: hier nicht; das Training am Rauschen macht den Unterschied.",
    ],
    teacher:
      "Bei 0,1 wurde jede der 1.000 zurückgehaltenen Ziffern schlechter, in jedem von 15 Läufen. Als PSNR über alle etwa 9,4 auf 17 dB bei 0,5 und 22,7 auf 14 dB bei 0,1. Ein gutes Bild für die Tafel: dieselbe Ziffer, drei Rauschen, drei Strichbreiten.",
  },
  "5": {
    title: "Eine Karte der Ziffern",
    purpose:
      "Mit zwei latenten Einheiten ist jede Ziffer ein Punkt auf einer Ebene, und ähnliche liegen beisammen, obwohl niemand sie benannt hat.",
    steps: [
      {
        name: "Schauen",
        text: "Die Taille hat jetzt 2 Einheiten, eine Ziffer ist also ein Punkt. Farben zeigen die Namen der Ziffern; das Netz bekommt sie nicht.",
      },
      { name: "Vorhersagen", text: "Bevor du trainierst: welche Ziffern werden durcheinander liegen?" },
      { name: "Trainieren", text: "Trainiere, und beobachte die Karte." },
      {
        name: "Umranden",
        text: "Wähle „Lasso“ und umrande die Stelle, an der die 4en liegen. Wie viele andere Ziffern sind darin?",
      },
      {
        name: "Wandern",
        text: "Wähle „Decodieren“ und fahre über die Karte: jeder Punkt der Ebene wird ein Bild. Wandere von den 0en zu den 1en und sieh, was dazwischen liegt.",
      },
      {
        name: "Zeichnen",
        text: "Zeichne einen Buchstaben oder ein Gesicht. Wo landet es, und was kommt heraus?",
      },
    ],
    question: "Welches dieser Paare wird auf der Karte am meisten vermischt sein?",
    answers: ["0 und 1", "4 und 9", "1 und 6", "2 und 7"],
    measured: "Ziffern in deiner Umrandung",
    points: ["0", "1", "4", "9"],
    saw: (m) =>
      `In deiner Umrandung um die 4en lagen ${count(m.loop?.["inside-4"])} 4en und ${count(m.loop?.["inside-9"])} 9en, aber ${count(m.loop?.["inside-0"])} 0en und ${count(m.loop?.["inside-1"])} 1en.`,
    summary:
      "Die Karte entsteht aus Formen, nicht aus Namen. 1 und 0 liegen weit auseinander; 4, 7 und 9 und 3, 5 und 8 gehen ineinander über.",
    think: [
      {
        question: "Warum überlappen 4 und 9?",
        answer:
          "Beide haben eine Schleife oder einen offenen Kopf über einem Strich rechts; zwei Zahlen sind zu wenig, um den kleinen Unterschied zu behalten.",
      },
      {
        question: "Zwei haben Karten, die gegeneinander gedreht oder gespiegelt sind. Ist eine falsch?",
        answer:
          "Nein. Die Achsen haben keine feste Bedeutung; es zählt, wer neben wem liegt. Mit einem anderen Startwert sieht die Karte anders aus.",
      },
    ],
    wrong: [
      "„Die Achsen bedeuten etwas, Größe oder Neigung“: das müssen sie nicht.",
      "„Punkte zwischen 0 und 1 sind halb und halb“: der Decoder zeigt, was er daraus macht, oft eine andere Ziffer.",
      "„Es hat Ziffern verstanden“: es hat ähnliche Bilder zusammengelegt.",
    ],
    teacher:
      "Buchstaben und Formen kommen hier als ziffernartige Kleckse heraus: mit Startwert 0 wurden ein Gesicht, ein Haus, ein Quadrat und ein Herz zu 0en, das T zu einer 7, der Stern zu einer 6. Längeres Training macht die Karte schärfer. Fragen Sie nicht nach dem am meisten vermischten aller 45 Paare: es ist in den meisten Läufen 4 und 9, in manchen aber 7 und 9 oder 3 und 5.",
  },
  "6": {
    title: "Seltene und wichtige Merkmale",
    purpose:
      "Ein Preis auf Aktivität bringt ein Netz dazu, jedes Bild mit wenigen Einheiten zu beschreiben, und ein zu hoher bringt es zum Schweigen.",
    steps: [
      {
        name: "Frei",
        text: "128 Einheiten, kein Preis. Trainiere, und sieh, wie viele bei einer durchschnittlichen Ziffer aktiv sind.",
      },
      {
        name: "Preis",
        text: "Nun zahlt jede Einheit: 0,0001 mal ihre Aktivität kommt zum Verlust dazu.",
      },
      {
        name: "Zehnfach",
        text: "Der zehnfache Preis. Sieh dir die Merkmale an: sie sehen mehr nach Teilen von Ziffern aus als vorher. Graues Rauschen gehört zu stummen Einheiten.",
      },
      { name: "Vorhersagen", text: "Der Preis steigt noch einmal auf das Zehnfache, auf 0,01." },
      { name: "Starten", text: "Starte es, und sieh dir die Ausgabe an." },
    ],
    question:
      "Von 0 auf 0,001 fielen die aktiven Einheiten von etwa 114 auf etwa 10. Was wird bei 0,01 geschehen?",
    answers: [
      "ein oder zwei sehr gute Einheiten bleiben für jede Ziffer",
      "etwa fünf bleiben",
      "keine: jede Eingabe gibt dasselbe graue Bild",
      "das Netz findet einen Ausweg: wie vorher",
    ],
    measured: "Aktive von 128 Einheiten, bei einer durchschnittlichen Ziffer",
    points: ["0", "0,0001", "0,001", "0,01"],
    saw: (m) =>
      `Aktive Einheiten: ${["0", "0.0001", "0.001", "0.01"].map((run) => one(m[run]?.["figure-active"])).join("; ")}. Verlust der Rekonstruktion: ${["0", "0.0001", "0.001", "0.01"].map((run) => loss(held(m, run))).join("; ")}.`,
    summary:
      "Bei kleinem Preis geht die Hälfte oder sogar drei Viertel der Aktivität, und die Codes bleiben so brauchbar. Ab einer Schwelle ist es für das Netz billiger, zu schweigen und das mittlere Bild zu zeichnen.",
    think: [
      {
        question: "Warum zieht das Netz bei 0,01 das Schweigen vor?",
        answer:
          "Schweigen kostet 0,073 in der Rekonstruktion und nichts an Aktivität. Jeder Code, der Ziffern zeichnet, würde mehr an Aktivität kosten, als er spart.",
      },
      {
        question: "Wozu ist eine stumme Einheit gut?",
        answer:
          "Hier zu nichts: man könnte sie entfernen. Bei 0,001 sind mehr als 100 von 128 stumm; es ist dann ein Netz aus etwa 20 Einheiten.",
      },
    ],
    wrong: [
      "„Sparse heißt kleines Netz“: alle 128 Einheiten gibt es, wenige sprechen bei einem Bild, andere bei anderen.",
      "„Ein selten aktives Merkmal ist unwichtig“: selten kann gerade das sein, was etwas unterscheidet.",
      "„Stumme Einheiten kommen wieder“: mit ReLU bekommen sie keinen Gradienten und bleiben stumm.",
    ],
    teacher:
      "Die Rekonstruktion wird bei jedem Schritt schlechter; nur die Brauchbarkeit bleibt (ein Softmax-Klassifikator auf den Codes: 0,91, 0,91, 0,86). Zeigen Sie beides, sonst lügt die Lektion. Die Codes sind für den Klassifikator so gut wie ohne Preis, nicht besser.",
  },
  "7": {
    title: "Neue Ziffern machen",
    purpose:
      "Ein Variational Autoencoder (VAE) ordnet seinen latenten Raum so, dass sich zufällige Codes decodieren lassen; ein einfacher nicht.",
    steps: [
      {
        name: "VAE",
        text: "Trainiere einen Variational Autoencoder. Sein Code ist kein Punkt, sondern eine kleine Wolke: ein Mittelwert und eine Streuung.",
      },
      {
        name: "Einfach",
        text: "Trainiere ein einfaches Modell gleicher Größe. Sein Verlust ist kleiner: es kopiert besser.",
      },
      {
        name: "Vorhersagen",
        text: "Nun neue: 32 Zufallszahlen aus einer Glockenkurve (Mittel 0, Streuung 1) werden decodiert, für beide Modelle dieselben.",
      },
      {
        name: "Zählen",
        text: "Hier sind je 24 neue Bilder, gezogen aus „dem Prior N(0, 1)“. Zähle links und rechts die, die du als Ziffer lesen kannst. „Noch einmal“ zieht andere.",
      },
      {
        name: "Messen",
        text: "Die Codes des einfachen Modells streuen etwa dreimal so weit wie die Glockenkurve, und nicht um 0. Wähle „einer Gauß-Verteilung, an die Codes angepasst“: die Seite misst sie und zieht aus einer solchen Kurve.",
      },
      {
        name: "Beta",
        text: "Beta ist der Preis dafür, die Glockenkurve zu verlassen. Setze es auf 100 und sieh dir die neuen an.",
      },
    ],
    question:
      "Beide Modelle bekommen dieselben Zufallszahlen. Wessen Bilder lassen sich öfter als Ziffern lesen?",
    answers: [
      "die des einfachen: sein Verlust ist kleiner",
      "die des Variational Autoencoders",
      "bei beiden etwa gleich oft",
      "niemandes: Zufallszahlen geben Rauschen",
    ],
    measured: "Von 24 neuen Bildern als Ziffer gelesen",
    points: ["einfach", "variational"],
    saw: (m) =>
      `Von 24 Bildern aus dem Prior konntest du ${count(m.prior?.theirs)} des Variational Autoencoders lesen und ${count(m.prior?.mine)} des einfachen. Dein Bild, kopiert: variational ${decibels(m.variational?.["figure-psnr"])}, einfach ${decibels(m.vanilla?.["figure-psnr"])}, Beta 100 ${decibels(m.dear?.["figure-psnr"])}: nichts kommt mehr durch die Taille.`,
    summary:
      "Der Variational Autoencoder bezahlt mit unschärferen Kopien für einen latenten Raum, aus dem man ziehen darf. Beta setzt den Preis. Zu hoch, und jedes Bild ist derselbe graue Fleck.",
    think: [
      {
        question:
          "Mit der an die Codes angepassten Gauß-Verteilung wurden die Bilder des einfachen Modells besser. Was mussten wir dafür wissen?",
        answer:
          "Alle Codes des Trainings, um Mittel und Streuung zu messen. Der Variational Autoencoder braucht keine solche Liste: die Regel ist vorher ausgemacht.",
      },
      {
        question: "Warum gibt Beta = 100 ein einziges graues Bild?",
        answer:
          "Dem Decoder irgendetwas mitzuteilen kostet mehr, als es spart. Also sagen die Codes nichts, und das Beste, was ein einziges Bild kann, ist die durchschnittliche Ziffer.",
      },
    ],
    wrong: [
      "„Der Variational Autoencoder ist der bessere Autoencoder“: er kopiert schlechter.",
      "„Das einfache kann nichts erzeugen“: mit einer an seine Codes angepassten Kurve wird es ebenso oft gelesen.",
      "„Die Hälfte der neuen misslingt, also geht es nicht“: von echten Ziffern bestehen bei unserem Prüfer nur 80 %.",
    ],
    teacher:
      "Lassen Sie den latenten Vektor bei 32: mit 16 sind die einfachen Bilder fast alle dieselbe verwaschene Ziffer, was ordentlich aussieht und einen Prüfer täuscht. Nach einem Prüfer aus zehn Nachbarn bestehen 48 bis 54 % der Bilder des Variational Autoencoders aus der Glockenkurve, 20 bis 34 % derer des einfachen, und 43 bis 52 % derer mit einer an ihre Codes angepassten Kurve.",
  },
  "8": {
    title: "Mit Kernen sehen",
    purpose:
      "Ein kleiner Kern, überall benutzt, braucht wenige Gewichte, und ihm ist gleich, wo im Bild ein Strich ist.",
    steps: [
      { name: "Zeichnen", text: "Zeichne eine Ziffer, oder nimm ein Beispiel." },
      {
        name: "Dicht",
        text: "Zuerst ein dichtes Netz mit einem Code aus 392 Zahlen. Es hat 615.832 Gewichte.",
      },
      {
        name: "Schieben",
        text: "Alle Trainingsziffern standen in der Mitte. Schiebe deine um 4 Pixel nach rechts und 4 nach unten: zieh das Kreuz über der Eingabe, oder nimm darauf die Pfeiltasten. Lies die PSNR ab.",
      },
      {
        name: "Vorhersagen",
        text: "Ein Faltungsnetz hat einen ebenso langen Code und nur 2.633 Gewichte: kleine Fenster aus 3 x 3, die über das Bild gleiten.",
      },
      { name: "Starten", text: "Trainiere es; deine Ziffer bleibt, wohin du sie geschoben hast." },
      { name: "Kerne", text: "Klicke auf die erste Schicht und sieh dir ihre 16 Kerne an." },
      { name: "Probieren", text: "Zeichne etwas, das keine Ziffer ist. Was macht es daraus?" },
    ],
    question:
      "Das Verschieben machte die Kopie des dichten Netzes viel schlechter. Wie wird das Faltungsnetz die verschobene Ziffer kopieren?",
    answers: [
      "ebenso schlecht: die Stelle ist für beide neu",
      "kaum schlechter als eine in der Mitte",
      "noch schlechter: wenige Gewichte zerbrechen eher",
      "gar nicht: es erwartet die Mitte",
    ],
    measured: "PSNR deiner Ziffer",
    points: ["dicht, in der Mitte", "dicht, verschoben", "Faltung, verschoben"],
    saw: (m) =>
      `${count(m.dense?.["figure-parameters"])} Gewichte erreichten ${loss(held(m, "dense"))} auf zurückgehaltenen Ziffern, ${count(m["conv-moved"]?.["figure-parameters"])} Gewichte ${loss(held(m, "conv-moved"))}. Deine verschobene Ziffer: ${decibels(m["dense-moved"]?.["figure-psnr"])} und ${decibels(m["conv-moved"]?.["figure-psnr"])}.`,
    summary:
      "234-mal weniger Gewichte, weniger als der halbe Verlust, und keine Angst vor dem Verschieben: was an einer Stelle gelernt wurde, gilt an allen.",
    think: [
      {
        question:
          "Lektion 1 und 2 hatten einen Code aus 32, diese einen aus 392. Ist der Vergleich mit ihnen gerecht?",
        answer:
          "Nein: ein Code von der halben Länge des Bildes ist eine weite Taille. Gerecht ist das dichte Netz mit 392, oder ein Faltungsnetz mit 32: immer noch besser, um viel weniger.",
      },
      {
        question:
          "Das Faltungsnetz kopiert Buchstaben und Gesichter fast so gut wie Ziffern. Gut oder schlecht?",
        answer:
          "Gut, um Bilder zu komprimieren; schlecht, wenn ungewöhnliche Bilder durch ihren Verlust auffallen sollen.",
      },
    ],
    wrong: [
      "„Faltung übersieht immer den Ort“: mit einer dichten Schicht in der Mitte nicht.",
      "„Mehr Filter sind mehr Pixel“: Filter sind Kanäle.",
      "„Der Kern ist das Bild einer Ziffer“: er findet kleine Kanten und Striche.",
    ],
    teacher:
      "Verschieben Sie nach rechts und unten. Zum oberen oder linken Rand hin leidet auch das Faltungsnetz: vermutlich, weil bei Schrittweite 2 nur rechts und unten aufgefüllt wird. Startwerte unterscheiden sich mehr als bei dichten Netzen.",
  },
  "9": {
    title: "Schicht auf Schicht",
    purpose:
      "Tiefe Netze wurden einst zuerst Schicht für Schicht trainiert; sieh, wann das hilft und wann es nicht mehr zählt.",
    steps: [
      {
        name: "Sigmoid",
        text: "Drei Schichten hinab, auf 128, 64 und 32, und drei hinauf, alle mit Sigmoid-Einheiten, wie 2006. Trainiere fünf Epochen.",
      },
      {
        name: "Zuerst",
        text: "Nun Schicht für Schicht: die erste wird als kleiner Autoencoder für sich trainiert, die zweite auf den Codes der ersten, dann die dritte; zuletzt alle zusammen. Die Wartezeit ist etwa dieselbe.",
      },
      {
        name: "Vorhersagen",
        text: "Heute nimmt man meist ReLU-Einheiten. Dasselbe Experiment, dieselben Zeiten.",
      },
      { name: "Starten", text: "Zuerst ohne Vortraining." },
      { name: "Nochmal", text: "Und nun damit." },
      { name: "Eine", text: "Und das Netz aus Lektion 1, mit einer Schicht, zum Vergleich." },
    ],
    question:
      "Mit Sigmoid-Einheiten drückte Vortraining den Verlust auf weniger als die Hälfte. Mit ReLU-Einheiten wird es ihn ...",
    answers: [
      "wieder auf weniger als die Hälfte drücken",
      "um weniger als ein Viertel senken",
      "erhöhen: Vortraining stört",
      "in keiner Stelle ändern",
    ],
    measured: "Testverlust",
    points: ["Sigmoid", "Sigmoid, vortrainiert", "ReLU", "ReLU, vortrainiert", "eine Schicht"],
    saw: (m) =>
      `Sigmoid: ${loss(held(m, "sigmoid"))} ohne, ${loss(held(m, "sigmoid-first"))} mit Vortraining. ReLU: ${loss(held(m, "relu"))} und ${loss(held(m, "relu-first"))}, ${percent(held(m, "relu-first"), held(m, "relu"))} % auseinander. Eine Schicht allein: ${loss(held(m, "one"))}.`,
    summary:
      "Sigmoid-Schichten geben schwache Signale weiter; Schicht für Schicht bekommt jede ein starkes. ReLU und Adam lösen das meiste davon: Vortraining spart etwas Zeit. Um in wenigen Sekunden Ziffern zu kopieren, schlägt der tiefe Stapel nicht einmal eine Schicht.",
    think: [
      {
        question: "Warum kann ein tiefes Netz hinter einem flachen mit derselben Taille landen?",
        answer:
          "Es ist schwerer zu trainieren, und dieses zwängt außerdem erst auf 64 und biegt dreimal; in wenigen Sekunden kommt es nicht weit.",
      },
      {
        question: "Warum lehren Bücher Vortraining noch?",
        answer:
          "Es machte 2006 tiefe Netze möglich, und die Idee lebt weiter: erst auf vielen Daten ohne Kennzeichnung trainieren, danach fein einstellen.",
      },
    ],
    wrong: [
      "„Vortraining benutzt Kennzeichnungen“: keine.",
      "„Sechs Epochen insgesamt gegen fünf“: Epochen einer kleinen Schicht kosten weniger; Sekunden sind das gerechte Maß.",
      "„Deep Learning heißt, dass tief gewinnt“: bei dieser Aufgabe, hier, nicht.",
    ],
    teacher:
      "Die ehrliche Botschaft ist der Sinn der Lektion: schwächen Sie den letzten Schritt nicht ab. Der Abstand der Antwort: höchstens 22 %, die gefragte Grenze ist 25 %.",
  },
  "10": {
    title: "Was nicht dazugehört",
    purpose:
      "Ein Netz, das nur Normales gelernt hat, zeigt durch seinen Fehler, was nicht normal ist; und alles hängt davon ab, was man ihm gezeigt hat.",
    steps: [
      {
        name: "Normal",
        text: "500 Herzschläge mit je 140 Messwerten; 292 normal, 208 ungewöhnlich. Das Netz lernt nur aus 200 normalen.",
      },
      {
        name: "Lesen",
        text: "Zwei Hügel: Fehler von normalen und ungewöhnlichen Herzschlägen, die es nicht gesehen hat. AUC: nimm zufällig je einen; wie oft hat der ungewöhnliche den größeren Fehler?",
      },
      {
        name: "Ziehen",
        text: "Zieh die Schwelle dorthin, wo es höchstens einen Fehlalarm gibt. Wie viele ungewöhnliche werden dort übersehen?",
      },
      {
        name: "Kosten",
        text: "Wenn ein übersehener so viel kostet wie zehn Fehlalarme, wo ist die günstigste Stelle? Drücke „Günstigste Schwelle“ und sieh, wohin sie wandert.",
      },
      {
        name: "Vorhersagen",
        text: "Und wenn wir einfach mit allen Herzschlägen trainieren, auch mit ungewöhnlichen, ohne sie zu benennen? Es bekommt mehr zu sehen.",
      },
      { name: "Starten", text: "Starte es." },
      {
        name: "Gewebe",
        text: "Eine andere Welt: 569 Gewebeproben mit je 30 Messwerten. Vergleiche das Netz mit PCA und mit dem einfachen Abstand vom Durchschnitt.",
      },
      {
        name: "Scans",
        text: "Und Bilder: 2.000 gesunde Kopfscans, nach einer Formel gezeichnet, werden gelernt; von 600 anderen haben 300 eine Läsion, einen kleinen Fleck, den keiner von ihnen hatte. Sieh dir an, wo jeder am weitesten danebenliegt.",
      },
    ],
    question:
      "Nur mit normalen Herzschlägen trainiert, war die AUC etwa 0,98. Mit allen trainiert, wird sie ...",
    answers: [
      "höher: mehr Daten",
      "gleich, auf 0,05 genau",
      "deutlich niedriger",
      "0: es hält nun Ungewöhnliches für normal",
    ],
    measured: "AUC",
    points: ["nur normale", "alle", "Gewebe", "PCA dort", "Abstand dort"],
    saw: (m) =>
      `Nur normale: AUC ${auc(m.normal?.["figure-auc"])}. Alle: ${auc(m.all?.["figure-auc"])}; 0,5 ist ein Münzwurf. Bei höchstens einem Fehlalarm hast du ${count(m["one-alarm"]?.["figure-missed"])} ungewöhnliche übersehen; an der günstigsten Stelle ${count(m.cheapest?.["figure-missed"])}, bei ${count(m.cheapest?.["figure-false"])} Fehlalarmen.`,
    summary:
      "Der Fehlerwert heißt „anders als die Trainingsdaten“, sonst nichts. Steckt das Ungewöhnliche in den Trainingsdaten, wird es gewöhnlich. Die Schwelle ist eine Entscheidung über Kosten, nicht über Mathematik.",
    think: [
      {
        question: "Beim Gewebe ist der einfache Abstand vom Durchschnitt besser als das Netz. Warum?",
        answer:
          "Bösartige Proben haben einfach größere Werte; das sieht jedes Abstandsmaß. Ein Netz lohnt sich, wo sich das Ungewöhnliche im Zusammenspiel versteckt, wie in der Form eines Herzschlags. Man probiert das Einfache zuerst.",
      },
      {
        question: "Eine Ärztin fragt: „Findet das Krebs?“ Deine Antwort?",
        answer:
          "Nein. Es meldet Proben, die 250 gutartigen aus einem Krankenhaus nicht ähneln; eine von sieben bösartigen liegt unter der üblichen Schwelle. Es kann eine Warteschlange ordnen, keine Diagnose stellen.",
      },
    ],
    wrong: [
      "„AUC 0,98 heißt 98 % richtig“: es geht um Paare, ohne jede Schwelle.",
      "„Kleinerer Verlust heißt besserer Melder“: beim Gewebe bewegt er die AUC kaum.",
      "„Die enge Taille findet die Anomalien“: beim Gewebe nicht.",
    ],
    teacher:
      "Ein untrainiertes Netz ordnet die Herzschläge zufällig: seine AUC kann je nach Startwert 0,03 oder 0,95 sein; darum zeigt die Seite vor dem Training keine. PCA gleicher Breite ist so gut wie das Netz (0,98 bis 1,0), der einfache Abstand schlechter (0,91 bis 0,97). Beim Gewebe ist es umgekehrt: der Abstand (0,965 bis 0,971) schlägt das Netz. Zeigen Sie beides: es ist die wertvollste Minute der Lektion.",
  },
  "11": {
    title: "Ein Foto lernt aus sich selbst",
    purpose:
      "Ein Netz kann einem Foto Rauschen nehmen, das es nie ohne gesehen hat, und aus keinem anderen Foto.",
    steps: [
      {
        name: "Ansehen",
        text: "Jeder Bildpunkt ist um einen zufälligen Betrag daneben. Kein sauberes Foto wird dem Netz gezeigt: von zwei Bildpunkten nebeneinander, die fast dasselbe mit anderem Rauschen zeigen, lernt es, den einen aus dem anderen vorherzusagen.",
      },
      {
        name: "Trainieren",
        text: "Trainiere zehn Sekunden. Das Rauschen lässt sich nicht vorhersagen: was bleibt, ist das Foto.",
      },
      {
        name: "Vorhersagen",
        text: "Das Rauschen ist überall gleich stark: etwa 20 dB. Unter der Lupe stehen die Dezibel dessen, was unter ihr liegt, vorher und nachher.",
      },
      { name: "Glatt", text: "Bewege die Lupe dorthin, wo nichts zu sehen ist: in den Himmel." },
      { name: "Einzelheiten", text: "Nun dorthin, wo viel zu sehen ist: zur Kamera oder ins Gesicht." },
      {
        name: "Blöcke",
        text: "Ein anderer Schaden: dasselbe Foto als kleines JPEG, dessen Fehler in Blöcken zusammenhängen. Starte es und vergleiche vorher und nachher.",
      },
    ],
    question: "Wo gewinnt das Netz am meisten?",
    answers: [
      "auf glatten Stellen, etwa im Himmel",
      "wo viel zu sehen ist",
      "überall gleich viel: das Rauschen ist dasselbe",
      "nirgends: niemand hat ihm das saubere Foto gezeigt",
    ],
    measured: "PSNR vorher und nachher",
    points: [
      "glatt, verrauscht",
      "glatt, danach",
      "Einzelheiten, verrauscht",
      "Einzelheiten, danach",
      "JPEG",
      "JPEG, danach",
    ],
    saw: (m) =>
      `Glatt: von ${decibels(m.flat?.["photo-lens-noisy"])} auf ${decibels(m.flat?.["photo-lens-psnr"])}. Einzelheiten: von ${decibels(m.detail?.["photo-lens-noisy"])} auf ${decibels(m.detail?.["photo-lens-psnr"])}. Das ganze Foto: von ${decibels(m.alone?.["photo-psnr-noisy"])} auf ${decibels(m.alone?.["photo-psnr"])}. JPEG: von ${decibels(m.blocks?.["photo-psnr-noisy"])} auf ${decibels(m.blocks?.["photo-psnr"])}.`,
    summary:
      "Was Nachbarn gemeinsam haben, lässt sich vorhersagen, Rauschen nicht. Auf einer glatten Stelle sind sich alle Nachbarn einig, sodass ihr Mittel fast alles Rauschen nimmt; wo Einzelheiten sind, unterscheiden sich Nachbarn aus gutem Grund. Fehler, die von Bildpunkt zu Bildpunkt zusammenhängen wie die Blöcke von JPEG, sehen für so ein Netz aus wie ein Teil des Fotos; es behält sie und verwischt, was richtig war.",
    think: [
      {
        question:
          "Das Foto eines Telefons ist geschärft und komprimiert, bevor du es bekommst. Was heißt das für dieses Verfahren?",
        answer:
          "Sein Rauschen hängt von Bildpunkt zu Bildpunkt zusammen und lässt sich vorhersagen. Das Verfahren braucht das Rauschen, wie der Chip es lieferte, oder ein anderes Foto zum Lernen.",
      },
      {
        question: "Findet das Netz die Einzelheiten, die das Rauschen verdeckt hat?",
        answer:
          "Nein. Es zeigt, was nach der Umgebung wahrscheinlich ist. Ein Haar, das im Rauschen verschwand, kommt nicht wieder, und eines, das echt aussieht, war vielleicht nie da.",
      },
    ],
    wrong: [
      "„Es hat das saubere Foto gesehen“: es hat ein verrauschtes Foto gesehen, sonst nichts.",
      "„Mehr Dezibel sehen besser aus“: glatte Stellen gewinnen Dezibel und sehen aus wie Plastik.",
      "„Es nimmt jeden Schaden weg“: nur, was sich nicht aus den Nachbarn vorhersagen lässt.",
    ],
    teacher:
      "Idee: Neighbor2Neighbor (Huang u. a. 2021). Im Himmel sind etwa 17 dB zu gewinnen, wo Einzelheiten sind einige Dezibel weniger; das ganze Foto geht von 20 auf etwa 29 dB, was auch Non-Local Means erreicht, das nichts lernt. Das JPEG wird schlechter, um 1 bis 2 dB: seine Blöcke bleiben, und was richtig war, verwischt.",
  },
  "12": {
    title: "Wörter als Zahlen",
    purpose:
      "Ob zwei Sätze einander nah sind, hängt davon ab, was zu Zahlen wird: Buchstaben oder Bedeutung.",
    steps: [
      {
        name: "Buchstaben",
        text: "601 englische Sätze zu zwölf Themen. Jeder wird zu 1.024 Zahlen, die vier Buchstaben in Folge zählen, und ein Netz zwängt sie in 32. Lass es laufen; dann wird gezählt, wie viele der fünf nächsten Sätze dasselbe Thema haben: bei Sätzen, aus denen es nicht gelernt hat.",
      },
      {
        name: "Ansehen",
        text: "‚We changed trains in Vienna.‘ (Wir sind in Wien umgestiegen.) Welche Sätze sind ihm nah, und durch welche Wörter? Unterstrichen ist, was sie zusammenbringt.",
      },
      {
        name: "Vorhersagen",
        text: "Nun bekommt jedes Wort 100 eigene Zahlen, die andere aus viel englischem Text gelernt haben: Wörter, die in gleicher Gesellschaft stehen, haben ähnliche. Ein Satz ist das Mittel seiner Wörter. Nach demselben Satz wird noch einmal gefragt.",
      },
      { name: "Bedeutung", text: "Lass es laufen. Das neue Netz zwängt 100 Zahlen in 16." },
      {
        name: "Vergleichen",
        text: "Was ist ‚We changed trains in Vienna.‘ jetzt am nächsten? Suche die Wörter, die beide gemeinsam haben. Schreibe dann einen eigenen Satz, auf Englisch.",
      },
      {
        name: "Gruppen",
        text: "Öffne „Gruppen“: die Sätze werden nach ihren 16 Zahlen in Gruppen gelegt. Niemand sagt dem Computer die Themen. Findest du sie wieder?",
      },
    ],
    question: "Welcher dieser Sätze wird „We changed trains in Vienna.“ nach der Bedeutung am nächsten sein?",
    answers: [
      "The team trains three times a week.",
      "The flight to Tokyo takes twelve hours.",
      "The kitten plays with a ball of wool.",
      "keiner: drei Wörter sind zu wenig",
    ],
    measured: "Von 100 Nachbarn haben so viele dasselbe Thema",
    points: ["Buchstaben, 1.024", "Buchstaben, Netz", "Bedeutung, 100", "Bedeutung, PCA", "Bedeutung, Netz"],
    saw: (m) =>
      `Von 100 Nachbarn nach Buchstaben hatten ${count(m.letters?.["share-network-unseen"])} dasselbe Thema (${count(m.letters?.["share-full-unseen"])} mit allen 1.024 Zahlen); nach Bedeutung ${count(m.meaning?.["share-network-unseen"])} mit 16 Zahlen, ${count(m.meaning?.["share-full-unseen"])} mit allen 100. Zufall allein gibt 8.`,
    summary:
      "Ein Netz kann nur behalten, was in seiner Eingabe steckt. Vier Buchstaben in Folge sagen, dass „trains“ und „train“ sich ähneln, auch wo eine Mannschaft trainiert; sie sagen nicht, dass ein Flug und ein Zug etwas gemeinsam haben. Die Wortvektoren sagen es, denn beide Wörter stehen bei „passengers“ und „hours“. Gelernt haben sie andere, aus Text, den Menschen schrieben: mit seinen Vorurteilen.",
    think: [
      {
        question: "PCA mit 16 Zahlen ist hier ebenso gut. Wozu dann das Netz?",
        answer:
          "Für einen solchen linearen Code, bei so wenigen Sätzen, zu nichts weiter: es lernt etwa dieselbe Ebene. Mit mehr Schichten und weit mehr Sätzen kann es besser sein. Man probiert das Einfache zuerst, und sagt es.",
      },
      {
        question:
          "In solchen Vektoren liegt „doctor“ oft näher bei „he“ und „nurse“ näher bei „she“. Woher kommt das?",
        answer:
          "Aus den Texten: wer sie schrieb, schrieb so. Vektoren wiederholen, was üblich war, nicht, was richtig ist. Wer Bewerbungen damit ordnet, ordnet auch nach diesen Gewohnheiten.",
      },
    ],
    wrong: [
      "„Der Computer versteht den Satz“: er weiß, in welcher Gesellschaft Wörter stehen. „The dog bit the man“ und „The man bit the dog“ sind für ihn dasselbe.",
      "„Er hat hier Englisch gelernt“: die Wortvektoren wurden anderswo gelernt; hier nur 16 ihrer Richtungen.",
      "„Unbekannte Wörter schaden“: sie werden ausgelassen; ein Satz aus unbekannten Wörtern hat gar keinen Platz.",
    ],
    teacher:
      "Die Wortvektoren sind englisch (GloVe, 30.000 Wörter); schwächere Klassen übersetzen zuerst. Nach Bedeutung ist „The flight to Tokyo takes twelve hours.“ in zehn von elf Versuchen der nächste Satz, ohne ein gemeinsames Wort; nach Buchstaben die Mannschaft, die trainiert, oder der volle Zug. Anteile nach Buchstaben: etwa 23 von 100 mit 32 Zahlen, 33 mit allen; nach Bedeutung 75, auf jedem Weg: fünf Aufteilungen weichen um 3 ab.",
  },
};

export const lessons: LessonsWords = {
  heading: "Lektionen",
  intro:
    "Zwölf Experimente von fünf bis zehn Minuten, in einer Ordnung; jedes fragt, was du erwartest, bevor es dich probieren lässt.",
  of: (number, all) => `Lektion ${number} von ${all}`,
  minutes: (minutes) => `${minutes} min`,
  doneOnce: "gemacht",
  leave: "Verlassen",
  next: "Weiter",
  back: "Zurück",
  run: "Starten",
  runAgain: "Noch einmal starten",
  slowly: "Anfangs langsam",
  fullSpeed: "Volles Tempo",
  lost: "Das Netz, von dem dieser Schritt spricht, ist nicht mehr da. Starte es noch einmal: es wird dasselbe.",
  countOf: (all) => `von ${all}`,
  runs: (runs) =>
    runs === 1
      ? "macht ein Netz und trainiert es"
      : `macht ${n(runs)} Netze und trainiert sie, eines nach dem anderen`,
  stop: "Halt",
  locked: "Wähle erst eine Antwort: das Experiment wartet darauf.",
  yours: (answer) => `Deine Vorhersage: ${answer}`,
  rightly: "Du hast es vorhergesagt.",
  wrongly: (answer) => `Du hattest vorhergesagt: ${answer}. Es war: `,
  saw: "Was du gesehen hast",
  summary: "Kurz gesagt",
  think: "Zum Nachdenken",
  thought: "Dein Gedanke",
  show: "Eine Antwort",
  again: "Noch einmal von vorn",
  code: "Code für die Lehrkraft",
  copy: "Kopieren",
  copied: "Kopiert",
  codeSays: (seed) =>
    `Er enthält deine Antwort und was du gemessen hast. Deine Läufe begannen mit dem Startwert ${seed}, andere mit ihrem: darum weichen Ergebnisse etwas voneinander ab.`,
  following: "Nächste Lektion",
  measured: "Was du gemessen hast",
  todo: {
    drawn: "Zeichne auf dem Bild links.",
    there: "Tu es oben, oder neben diesem Text.",
    figure: "Stelle es oben ein.",
    moved: "Schiebe es um 4 und 4.",
    pressed: "Drücke es.",
    chosen: "Wähle es.",
    counted: "Zähle beide, und trage ein, wie viele.",
  },
  trouble: (what) => `Das ging nicht (${what}). Versuche es noch einmal.`,
  teacher: {
    heading: "Für die Lehrkraft",
    wrong: "Was oft falsch verstanden wird",
    notes: "Hinweise",
    answer: "Richtige Antwort",
    print: "Drucken",
    link: "Hinweise für Lehrkräfte",
    back: "Alle Lektionen",
  },
  each: each as Record<string, LessonWords>,
};
