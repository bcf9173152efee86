// The lessons' sentences. What they claim was measured; numbers in them come from the pupil's own runs.

import { measuredOf, type LessonId, type LessonWords } from "../lesson-words";

const { auc, count, decibels, held, loss, one, percent, times } = measuredOf("en");

const each: Record<LessonId, LessonWords> = {
  "1": {
    title: "What an autoencoder is",
    purpose:
      "A network can learn, without any labels, to send a picture of 784 numbers through 32 and draw it again.",
    steps: [
      {
        name: "Draw",
        text: "This is a picture of 28 x 28 = 784 grey values. Draw a digit of your own, or take another with “Sample”.",
      },
      {
        name: "Look",
        text: "The network turns your 784 numbers into 32, the latent vector in the middle, and these 32 back into 784. On the right is what it makes of them. It has not learnt anything yet: all is grey. The loss says how wrong the output is: the mean of the squared differences over all pixels.",
      },
      {
        name: "Predict",
        text: "An epoch means that every training digit has been used once. 1,000 digits are held out: the network never learns from them.",
      },
      {
        name: "Run",
        text: "Now train for five epochs, and watch the output and the loss. “Slowly at first” shows the first hundred steps one by one.",
      },
      { name: "Compare", text: "Draw another digit, in your own way. Compare left and right. What is lost?" },
      {
        name: "Pull",
        text: "Take hold of one bar of the latent vector and pull. What does it change in the picture?",
      },
    ],
    question:
      "The network never sees the held-out digits. After five epochs, how large is the loss on them compared with that on the training digits?",
    answers: [
      "about the same, at most a quarter more",
      "about twice as large",
      "about ten times as large",
      "0.23, as before training: it does not know them",
    ],
    measured: "Loss before and after five epochs",
    points: ["before", "training digits", "held-out digits"],
    saw: (m) =>
      `Before training the loss was ${loss(held(m, "before"))}. After it: ${loss(m.all?.["figure-loss"])} on the training digits, ${loss(held(m, "all"))} on digits it never learnt from, ${times(held(m, "all"), m.all?.["figure-loss"])} times as much.`,
    summary:
      "Encoder 784 to 32, decoder 32 to 784, and a loss that says how different the two pictures are. Training changes the weights so that the loss falls. What was learnt holds for new digits, too.",
    think: [
      {
        question: "Why can the network not simply copy its input?",
        answer: "784 numbers do not fit into 32. It must find what digits have in common.",
      },
      {
        question: "Nobody told it which picture is a 3. What does it use as the right answer?",
        answer: "The input itself. That is why no labels are needed.",
      },
    ],
    wrong: [
      "“32 pixels are kept”: no, 32 newly calculated numbers, each depending on all pixels.",
      "“It recognises the digit”: it never learns a name for one.",
      "“Loss 0.015 means that 1.5% of the pixels are wrong”: it is a mean squared difference.",
    ],
    teacher:
      "Let the class say where the picture is smallest before naming the latent vector. The training figure is a mean over the last steps, the held-out one is measured at the end: while the network learns fast the held-out one may be lower. Drawn letters come back recognisable at 32 units: do not promise that they turn into digits; that happens in lesson 5.",
  },
  "2": {
    title: "How narrow can the waist be?",
    purpose:
      "The size of the latent vector decides how much of a picture survives, and digits need surprisingly few numbers.",
    steps: [
      { name: "Draw", text: "Draw a digit. It will go through ever fewer numbers." },
      { name: "Measure", text: "First a waist of 32 numbers." },
      { name: "Predict", text: "Next comes a waist of 2: 16 times fewer numbers. Before you try, decide." },
      { name: "Run", text: "Make a network with a waist of 2, and train it." },
      { name: "Compare", text: "Here are held-out digits through 2 numbers. Which digit is still good?" },
      {
        name: "Halve",
        text: "Now 16, 8 and 4: each halves the waist. By what factor does the loss grow each time?",
      },
      {
        name: "Try",
        text: "The network at hand has 4 numbers. Draw a letter, for example an E. What comes out?",
      },
    ],
    question: "From 32 numbers to 2: what happens to the held-out loss?",
    answers: [
      "it stays nearly the same",
      "it becomes about 3 to 5 times as large",
      "about 16 times as large",
      "training fails, the loss stays at 0.23",
    ],
    measured: "Held-out loss by numbers in the waist",
    points: ["32", "16", "8", "4", "2"],
    saw: (m) =>
      `Waist 32: ${loss(held(m, "32"))}. Waist 2: ${loss(held(m, "2"))}, ${times(held(m, "2"), held(m, "32"))} times as large, with 16 times fewer numbers.`,
    summary:
      "Narrower means blurrier, but slowly: each halving costs a factor of 1.2 to 1.9. What is common to all digits survives; what is individual is lost first.",
    think: [
      {
        question: "Why does the 1 survive best?",
        answer:
          "It has little ink and little variety: above all a slant. Few numbers describe it. (A mean of squares also counts less where there is less ink.)",
      },
      {
        question: "Which waist would you choose for sending digits over a slow line?",
        answer:
          "It depends on what blur is tolerable; 8 to 16 keep most digits readable. There is no single right answer: it is a trade.",
      },
    ],
    wrong: [
      "“A latent vector of 10 suffices, one number for each digit”: a unit is not a digit, and the same digit can be written in many ways.",
      "“More is always better”: with 784 it could copy, and would have learnt little.",
    ],
    teacher:
      "Five groups, one width each, one plot on the board: with 2, 4, 8, 16 and 32 evenly spaced the losses lie nearly on a line. The digit with the lowest loss is the 1 at every width; the highest changes with the width and the seed, so ask only for the lowest.",
  },
  "3": {
    title: "Learnt or calculated",
    purpose:
      "A linear autoencoder can at best find what principal component analysis (PCA) calculates at once; going beyond needs layers that bend.",
    steps: [
      {
        name: "PCA",
        text: "PCA calculates the best 32 directions for these digits, without any training. Its held-out loss will stand beside your runs.",
      },
      {
        name: "Predict",
        text: "A layer is linear when it only multiplies and adds. This network has linear layers alone.",
      },
      { name: "Run", text: "Train it for ten epochs." },
      {
        name: "Bend",
        text: "Now with a bend: ReLU cuts negative values off, the sigmoid keeps the output between 0 and 1. Same width, same number of weights.",
      },
      {
        name: "Deeper",
        text: "With only 2 numbers in the waist, and a hidden layer of 128 before it, which bends the space before it is squeezed.",
      },
    ],
    question: "All layers are linear, 784 to 32 to 784. Where does the held-out loss end?",
    answers: [
      "clearly below PCA: it has thousands of examples to learn from",
      "at PCA's loss or slightly above, never below",
      "half way between the grey picture and PCA",
      "it depends on luck: sometimes below, sometimes above",
    ],
    measured: "Held-out loss",
    points: ["PCA, 32", "linear, 32", "bent, 32", "PCA, 2", "128, then 2"],
    saw: (m) =>
      `PCA ${loss(m.linear?.["figure-pca"])}. Linear network ${loss(held(m, "linear"))}. With ReLU and sigmoid ${loss(held(m, "bent"))}, ${percent(held(m, "bent"), m.bent?.["figure-pca"])}% below what PCA reaches between 0 and 1. With 2 numbers and a hidden layer ${loss(held(m, "deep"))}, where PCA reaches ${loss(m.deep?.["figure-pca"])}.`,
    summary:
      "Linear layers after each other are one linear layer, and PCA is the best linear one for squared errors. Networks earn their keep where they bend.",
    think: [
      {
        question: "Why do three linear layers help no more than one?",
        answer:
          "Multiplying and adding, done three times, is still multiplying and adding: they merge into one.",
      },
      {
        question:
          "With a waist of 2 and no hidden layer even ReLU and sigmoid lose to PCA. What does the hidden layer add?",
        answer:
          "Without it the two numbers can only measure along two straight directions. A hidden layer lets the network bend the space before it squeezes.",
      },
    ],
    wrong: [
      "“PCA is old, so it is worse.”",
      "“PCA needs no data”: it is calculated from the same digits.",
      "“Deeper is better”: not deep is the point, but bent.",
    ],
    teacher:
      "Like is compared with like: beside the linear network PCA's output is left as it is, beside a network with a sigmoid it is cut to between 0 and 1, too, which makes it some 8% better. The linear network ends about 2% above PCA. Strictly, PCA is the optimum on the training digits; on held-out ones nothing forbids a lucky win.",
  },
  "4": {
    title: "Taking noise away",
    purpose: "A network learns to undo exactly the damage that it was trained on.",
    steps: [
      {
        name: "Look",
        text: "In training each digit gets fresh noise of strength 0.5. The network sees the noisy picture and is compared with the clean one.",
      },
      { name: "Train", text: "Train for five epochs." },
      {
        name: "Draw",
        text: "Draw a digit, and look at it noisy and cleaned. PSNR compares with the clean picture: more decibels, fewer errors.",
      },
      {
        name: "Predict",
        text: "Training is finished and stays so. Now only the noise that is shown is turned down to 0.1: the picture is almost clean.",
      },
      { name: "0.1", text: "Set “Noise shown” to 0.1, and look at the strokes." },
      { name: "0.9", text: "Now 0.9. What happens to the strokes here?" },
    ],
    question: "The picture is almost clean. What will the network make of it?",
    answers: [
      "a perfect picture: little noise is easy",
      "it leaves the picture as it is",
      "it makes the picture worse than it was",
      "it adds noise, as in training",
    ],
    measured: "PSNR of your picture",
    points: ["noisy 0.5", "0.5 cleaned", "noisy 0.1", "0.1 “cleaned”", "noisy 0.9", "0.9 cleaned"],
    saw: (m) =>
      `At 0.5: noisy ${decibels(m["0.5"]?.["figure-psnr-input"])}, cleaned ${decibels(m["0.5"]?.["figure-psnr"])}. At 0.1: noisy ${decibels(m["0.1"]?.["figure-psnr-input"])}, “cleaned” ${decibels(m["0.1"]?.["figure-psnr"])}.`,
    summary:
      "The noise is cut at 0 and 1, so it lightens the dark and darkens the empty. The network learnt to correct just that much. Where there is less noise it draws too much ink, thick strokes; where there is more, too little, thin and broken ones.",
    think: [
      {
        question: "How could one train a network for all strengths?",
        answer:
          "Train with noise of different strengths, so that it must find out from the picture how much there is.",
      },
      {
        question: "A photo app “improves” a picture that was good already. What could have happened?",
        answer: "The same: it was trained on worse pictures. One ought to measure the damage first.",
      },
    ],
    wrong: [
      "“It subtracts the noise”: it draws the digit that it believes in.",
      "“The narrow waist throws the noise away”: not here; training on noise makes the difference.",
    ],
    teacher:
      "At 0.1 every one of the 1,000 held-out digits got worse, in each of 15 runs. As PSNR over all of them about 9.4 to 17 dB at 0.5, and 22.7 to 14 dB at 0.1. A good picture for the board: the same digit, three noises, three widths of strokes.",
  },
  "5": {
    title: "A map of the digits",
    purpose:
      "With two latent units every digit is a point on a plane, and similar digits lie together although nobody named them.",
    steps: [
      {
        name: "Look",
        text: "The waist has 2 units now, so a digit is a point. Colours show the digits' names; the network does not get them.",
      },
      { name: "Predict", text: "Before you train: which digits will lie mixed together?" },
      { name: "Train", text: "Train, and watch the map." },
      {
        name: "Loop",
        text: "Choose “Lasso”, and draw a loop around the place where the 4s are. How many of other digits are inside?",
      },
      {
        name: "Walk",
        text: "Choose “Decode”, and move over the map: each point of the plane becomes a picture. Walk from the 0s to the 1s, and look what lies between.",
      },
      { name: "Draw", text: "Draw a letter or a face. Where does it land, and what comes out?" },
    ],
    question: "Which of these pairs will be mixed most on the map?",
    answers: ["0 and 1", "4 and 9", "1 and 6", "2 and 7"],
    measured: "Digits in your loop",
    points: ["0", "1", "4", "9"],
    saw: (m) =>
      `In your loop around the 4s were ${count(m.loop?.["inside-4"])} 4s and ${count(m.loop?.["inside-9"])} 9s, but ${count(m.loop?.["inside-0"])} 0s and ${count(m.loop?.["inside-1"])} 1s.`,
    summary:
      "The map is made from shapes, not from names. 1 and 0 lie apart; 4, 7 and 9, and 3, 5 and 8, run into each other.",
    think: [
      {
        question: "Why do 4 and 9 overlap?",
        answer:
          "Both have a loop or an open top above a stroke at the right; two numbers are too few to keep the small difference.",
      },
      {
        question:
          "Two pupils have maps that are turned or mirrored against each other. Is one of them wrong?",
        answer:
          "No. The axes have no fixed meaning; what counts is who lies next to whom. With another seed the map looks different.",
      },
    ],
    wrong: [
      "“The axes mean something, size or slant”: they need not.",
      "“Points between 0 and 1 are halves”: the decoder shows what it makes of them, often another digit.",
      "“It has understood digits”: it has put similar pictures together.",
    ],
    teacher:
      "Letters and shapes come out as digit-like blobs here: with seed 0 a face, a house, a square and a heart became 0s, the T a 7, the star a 6. Longer training sharpens the map. Do not ask for the most mixed of all 45 pairs: it is 4 and 9 in most runs, but 7 and 9 or 3 and 5 in some.",
  },
  "6": {
    title: "Rare and important features",
    purpose:
      "A price on activity makes a network describe each picture with few units, and too high a price silences it.",
    steps: [
      { name: "Free", text: "128 units, no price. Train, and see how many are active for an average digit." },
      { name: "Price", text: "Now each unit pays: 0.0001 times its activity is added to the loss." },
      {
        name: "Ten-fold",
        text: "Ten times the price. Look at the features: they look more like parts of digits than before. Grey noise belongs to silent units.",
      },
      { name: "Predict", text: "The price rises ten-fold once more, to 0.01." },
      { name: "Run", text: "Run it, and look at the output." },
    ],
    question: "From 0 to 0.001 the active units fell from about 114 to about 10. What will happen at 0.01?",
    answers: [
      "one or two very good units remain for each digit",
      "about five remain",
      "none: every input gives the same grey picture",
      "the network finds a way around: as before",
    ],
    measured: "Active units of 128, for an average digit",
    points: ["0", "0.0001", "0.001", "0.01"],
    saw: (m) =>
      `Active units: ${["0", "0.0001", "0.001", "0.01"].map((run) => one(m[run]?.["figure-active"])).join(", ")}. The reconstruction's loss: ${["0", "0.0001", "0.001", "0.01"].map((run) => loss(held(m, run))).join(", ")}.`,
    summary:
      "With a small price half or even three quarters of the activity goes, and the codes stay as useful. Past a threshold it is cheaper for the network to be silent and to draw the mean picture.",
    think: [
      {
        question: "Why does the network prefer silence at 0.01?",
        answer:
          "Being silent costs 0.073 in reconstruction and nothing in activity. Any code that draws digits would cost more in activity than it saves.",
      },
      {
        question: "What is a silent unit good for?",
        answer:
          "Nothing here: one could remove it. At 0.001 more than 100 of 128 are silent; it is then a network of about 20 units.",
      },
    ],
    wrong: [
      "“Sparse means a small network”: all 128 units exist, few speak for one picture, different ones for different pictures.",
      "“A feature that is rarely active is unimportant”: rare may be just what tells something apart.",
      "“Silent units come back”: with ReLU they get no gradient, and stay silent.",
    ],
    teacher:
      "The reconstruction gets worse at every step; only the usefulness stays (a softmax classifier on the codes: 0.91, 0.91, 0.86). Show both, or the lesson lies. The codes are as good for the classifier as without the price, not better.",
  },
  "7": {
    title: "Making new digits",
    purpose:
      "A variational autoencoder orders its latent space so that random codes can be decoded; a vanilla one does not.",
    steps: [
      {
        name: "Variational",
        text: "Train a variational model. Its code is not a point but a small cloud: a mean and a spread.",
      },
      {
        name: "Vanilla",
        text: "Train a vanilla model of the same size. Its loss is lower: it copies better.",
      },
      {
        name: "Predict",
        text: "Now new ones: 32 random numbers from a bell curve (mean 0, spread 1) are decoded, the same by both models.",
      },
      {
        name: "Count",
        text: "Here are 24 new pictures of each, drawn from “the prior N(0, 1)”. Count those that you can read as a digit, at the left and at the right. “Again” draws others.",
      },
      {
        name: "Measure",
        text: "The vanilla model's codes are spread about three times wider than the bell curve, and not around 0. Choose “a Gaussian fitted to the codes”: the page measures them and draws from such a curve.",
      },
      {
        name: "Beta",
        text: "Beta is the price for leaving the bell curve. Set it to 100, and look at the new ones.",
      },
    ],
    question: "Both models get the same random numbers. Whose pictures can be read as digits more often?",
    answers: [
      "the vanilla model's: its loss is lower",
      "the variational model's",
      "both about equally often",
      "nobody's: random numbers give noise",
    ],
    measured: "Of 24 new pictures, read as a digit",
    points: ["vanilla", "variational"],
    saw: (m) =>
      `Of 24 pictures drawn from the prior you could read ${count(m.prior?.theirs)} of the variational model's and ${count(m.prior?.mine)} of the vanilla one's. Your picture, copied: variational ${decibels(m.variational?.["figure-psnr"])}, vanilla ${decibels(m.vanilla?.["figure-psnr"])}, beta 100 ${decibels(m.dear?.["figure-psnr"])}: nothing passes the waist any more.`,
    summary:
      "The variational model pays with blurrier copies for a latent space in which one may draw. Beta sets the price. Too high, and every picture is the same grey blur.",
    think: [
      {
        question:
          "With the Gaussian fitted to the codes the vanilla model's pictures improved. What did we have to know for that?",
        answer:
          "All training codes, to measure their mean and spread. The variational model needs no such list: the rule is agreed on beforehand.",
      },
      {
        question: "Why does beta = 100 give one grey picture?",
        answer:
          "Telling the decoder anything costs more than it saves. So the codes say nothing, and the best that one picture can do is the average digit.",
      },
    ],
    wrong: [
      "“The variational model is the better autoencoder”: it copies worse.",
      "“Vanilla cannot generate”: with a curve fitted to its codes it is read as often.",
      "“Half of the new ones fail, so it does not work”: of real digits our judge passes 80% only.",
    ],
    teacher:
      "Keep the latent vector at 32: with 16 the vanilla pictures are nearly all the same blurred digit, which looks tidy and fools a judge. By a judge of ten neighbours 48 to 54% of the variational pictures pass from the bell curve, 20 to 34% of the vanilla ones, and 43 to 52% of those with a curve fitted to their codes.",
  },
  "8": {
    title: "Seeing with kernels",
    purpose:
      "One small kernel used everywhere needs few weights, and does not care where in the picture a stroke is.",
    steps: [
      { name: "Draw", text: "Draw a digit, or take a sample." },
      { name: "Dense", text: "First a dense network with a code of 392 numbers. It has 615,832 weights." },
      {
        name: "Move",
        text: "All training digits stood in the middle. Move yours by 4 pixels to the right and 4 down: drag the cross above the input, or use the arrow keys on it. Read the PSNR.",
      },
      {
        name: "Predict",
        text: "A convolutional network has an equally long code, and only 2,633 weights: little windows of 3 x 3 that slide over the picture.",
      },
      { name: "Run", text: "Train it; your digit stays where you moved it." },
      { name: "Kernels", text: "Click the first layer, and look at its 16 kernels." },
      { name: "Try", text: "Draw something that is no digit. What does it make of that?" },
    ],
    question:
      "Moving the digit made the dense network's copy much worse. How will the convolutional network copy the moved digit?",
    answers: [
      "as badly: the place is new for both",
      "hardly worse than one in the middle",
      "worse still: few weights break sooner",
      "not at all: it expects the middle",
    ],
    measured: "PSNR of your digit",
    points: ["dense, in the middle", "dense, moved", "convolutional, moved"],
    saw: (m) =>
      `${count(m.dense?.["figure-parameters"])} weights reached ${loss(held(m, "dense"))} on held-out digits, ${count(m["conv-moved"]?.["figure-parameters"])} weights ${loss(held(m, "conv-moved"))}. Your moved digit: ${decibels(m["dense-moved"]?.["figure-psnr"])} and ${decibels(m["conv-moved"]?.["figure-psnr"])}.`,
    summary:
      "234 times fewer weights, less than half the loss, and no fear of being moved: what was learnt in one place holds in all.",
    think: [
      {
        question: "Lessons 1 and 2 had a code of 32, this one of 392. Is the comparison with them fair?",
        answer:
          "No: a code of half the picture's length is a wide waist. Fair is the dense network with 392, or a convolutional one with 32: still better, by much less.",
      },
      {
        question: "The convolutional network copies letters and faces nearly as well as digits. Good or bad?",
        answer: "Good for compressing pictures; bad if unusual pictures should stand out by their loss.",
      },
    ],
    wrong: [
      "“Convolution always ignores the position”: with a dense layer in the middle it does not.",
      "“More filters are more pixels”: filters are channels.",
      "“The kernel is a picture of a digit”: it finds small edges and strokes.",
    ],
    teacher:
      "Move to the right and down. Towards the upper or left border the convolutional network suffers, too: probably because with a stride of 2 the padding lies at the right and at the bottom only. Seeds differ more than with dense networks.",
  },
  "9": {
    title: "Layer upon layer",
    purpose:
      "Deep networks were once trained layer by layer first; see when that helps, and when it no longer matters.",
    steps: [
      {
        name: "Sigmoid",
        text: "Three layers down, to 128, 64 and 32, and three up, all with sigmoid units, as in 2006. Train for five epochs.",
      },
      {
        name: "First",
        text: "Now layer by layer: the first is trained as a small autoencoder of its own, the second on the codes of the first, then the third; at last all together. The waiting time is about the same.",
      },
      { name: "Predict", text: "Today one mostly takes ReLU units. The same experiment, the same times." },
      { name: "Run", text: "First without pretraining." },
      { name: "Again", text: "And now with it." },
      { name: "One", text: "And the network of lesson 1, with one layer, for comparison." },
    ],
    question: "With sigmoid units pretraining cut the loss to less than half. With ReLU units it will ...",
    answers: [
      "cut it to less than half again",
      "lower it by less than a quarter",
      "raise it: pretraining disturbs",
      "make no difference in any digit",
    ],
    measured: "Held-out loss",
    points: ["sigmoid", "sigmoid, pretrained", "ReLU", "ReLU, pretrained", "one layer"],
    saw: (m) =>
      `Sigmoid: ${loss(held(m, "sigmoid"))} without, ${loss(held(m, "sigmoid-first"))} with pretraining. ReLU: ${loss(held(m, "relu"))} and ${loss(held(m, "relu-first"))}, ${percent(held(m, "relu-first"), held(m, "relu"))}% apart. One layer alone: ${loss(held(m, "one"))}.`,
    summary:
      "Sigmoid layers pass on weak signals; layer by layer each gets a strong one. ReLU and Adam solve most of that: pretraining saves some time. For copying digits in a few seconds the deep stack does not even beat one layer.",
    think: [
      {
        question: "Why can a deep network end behind a shallow one with the same waist?",
        answer:
          "It is harder to train, and this one also squeezes to 64 first and bends three times; in a few seconds it does not get far.",
      },
      {
        question: "Why do books still teach pretraining?",
        answer:
          "It made deep networks possible in 2006, and the idea lives on: train on plenty of unlabelled data first, fine-tune afterwards.",
      },
    ],
    wrong: [
      "“Pretraining uses labels”: none.",
      "“Six epochs in all against five”: epochs of a small layer cost less; seconds are the fair measure.",
      "“Deep learning means that deep wins”: on this task, here, not.",
    ],
    teacher:
      "The honest message is the point of the lesson: do not soften the last step. The margin of the answer: 22% at most, the limit asked for is 25%.",
  },
  "10": {
    title: "The odd one out",
    purpose:
      "A network that learnt only what is normal shows by its error what is not; and everything depends on what it was shown.",
    steps: [
      {
        name: "Normal",
        text: "500 heartbeats, 140 measurements each; 292 normal, 208 unusual. The network learns from 200 normal ones only.",
      },
      {
        name: "Read",
        text: "Two hills: errors of normal and of unusual beats that it has not seen. AUC: take one of each at random; how often has the unusual one the larger error?",
      },
      {
        name: "Drag",
        text: "Drag the threshold to a place with at most one false alarm. How many unusual beats are missed there?",
      },
      {
        name: "Cost",
        text: "If one missed beat costs as much as ten false alarms, where is the cheapest place? Press “Cheapest threshold”, and see it move.",
      },
      {
        name: "Predict",
        text: "What if we simply train on all beats, unusual ones, too, without naming them? It gets to see more.",
      },
      { name: "Run", text: "Run it." },
      {
        name: "Tissue",
        text: "Another world: 569 tissue samples, 30 measurements each. Compare the network with PCA and with the plain distance from the average.",
      },
      {
        name: "Scans",
        text: "And pictures: 2,000 healthy head scans, drawn by a formula, are learnt; 300 of 600 others have a lesion, a small spot that none of these had. Look where each is furthest off.",
      },
    ],
    question: "Trained on normal beats only, the AUC was about 0.98. Trained on all beats it will be ...",
    answers: [
      "higher: more data",
      "the same, within 0.05",
      "clearly lower",
      "0: it now takes unusual for normal",
    ],
    measured: "AUC",
    points: ["normal only", "all beats", "tissue", "PCA there", "distance there"],
    saw: (m) =>
      `Normal beats only: AUC ${auc(m.normal?.["figure-auc"])}. All beats: ${auc(m.all?.["figure-auc"])}; 0.5 is a coin. With at most one false alarm you missed ${count(m["one-alarm"]?.["figure-missed"])} unusual beats; at the cheapest place ${count(m.cheapest?.["figure-missed"])}, for ${count(m.cheapest?.["figure-false"])} false alarms.`,
    summary:
      "The score means “unlike the training data”, nothing else. If the unusual is in the training data, it becomes usual. The threshold is a decision about costs, not about mathematics.",
    think: [
      {
        question: "On the tissue the plain distance from the average does better than the network. Why?",
        answer:
          "Malignant samples simply have larger values; any measure of distance sees that. A network pays where the unusual hides in combinations, as in the shape of a heartbeat. One tries the simple thing first.",
      },
      {
        question: "A doctor asks: “Does this detect cancer?” Your answer?",
        answer:
          "No. It flags samples unlike 250 benign ones from one hospital; one in seven malignant ones lies under the usual threshold. It can order a queue, not give a diagnosis.",
      },
    ],
    wrong: [
      "“AUC 0.98 means 98% right”: it is about pairs, without any threshold.",
      "“A lower loss means a better detector”: on the tissue it hardly moves the AUC.",
      "“The narrow waist is what finds anomalies”: on the tissue it does not.",
    ],
    teacher:
      "An untrained network orders the beats by chance: its AUC may be 0.03 or 0.95, by seed, so the page shows none before training. PCA of equal width does as well as the network (0.98 to 1.0), the plain distance worse (0.91 to 0.97). On the tissue it is the other way round: the distance (0.965 to 0.971) beats the network. Show both: it is the most valuable minute of the lesson.",
  },
  "11": {
    title: "A photo learns from itself",
    purpose:
      "A network can take noise from a photo that it has never seen without it, and from no other photo.",
    steps: [
      {
        name: "Look",
        text: "Every pixel is off by a random amount. No clean photo is shown to the network: of two pixels side by side, which show almost the same with other noise, it learns to predict one from the other.",
      },
      {
        name: "Train",
        text: "Train for ten seconds. The noise cannot be predicted: what remains is the photo.",
      },
      {
        name: "Predict",
        text: "The noise is equally strong everywhere: about 20 dB. Under the lens stand the decibels of what is under it, before and after.",
      },
      { name: "Flat", text: "Move the lens to where there is nothing to see: the sky." },
      { name: "Detail", text: "Now to where there is much to see: the camera, or the face." },
      {
        name: "Blocks",
        text: "Another damage: the same photo as a small JPEG, whose errors hang together in blocks. Run it, and compare before and after.",
      },
    ],
    question: "Where does the network gain most?",
    answers: [
      "on flat places, such as the sky",
      "where there is much to see",
      "the same everywhere: the noise is the same",
      "nowhere: nobody has shown it the clean photo",
    ],
    measured: "PSNR before and after",
    points: ["flat, noisy", "flat, restored", "detail, noisy", "detail, restored", "JPEG", "JPEG “restored”"],
    saw: (m) =>
      `Flat: from ${decibels(m.flat?.["photo-lens-noisy"])} to ${decibels(m.flat?.["photo-lens-psnr"])}. Detail: from ${decibels(m.detail?.["photo-lens-noisy"])} to ${decibels(m.detail?.["photo-lens-psnr"])}. The whole photo: from ${decibels(m.alone?.["photo-psnr-noisy"])} to ${decibels(m.alone?.["photo-psnr"])}. JPEG: from ${decibels(m.blocks?.["photo-psnr-noisy"])} to ${decibels(m.blocks?.["photo-psnr"])}.`,
    summary:
      "What neighbours have in common can be predicted, noise cannot. On a flat place all neighbours agree, so that averaging them takes nearly all noise away; where there is detail, neighbours differ for good reason. Errors that hang together from pixel to pixel, as JPEG’s blocks do, look to such a network like a part of the photo; it keeps them, and blurs what was right.",
    think: [
      {
        question:
          "A phone’s photo is sharpened and compressed before you get it. What does that mean for this method?",
        answer:
          "Its noise hangs together from pixel to pixel, and can be predicted. The method needs the noise as the chip gave it, or another photo to learn from.",
      },
      {
        question: "Does the network find the detail that the noise has hidden?",
        answer:
          "No. It gives what is likely by what is around. A hair that vanished in the noise does not come back, and one that looks real may never have been there.",
      },
    ],
    wrong: [
      "“It has seen the clean photo”: it has seen one noisy photo, nothing else.",
      "“The more decibels, the better to look at”: smooth places win decibels, and look like plastic.",
      "“It takes away all damage”: only what cannot be predicted from the neighbours.",
    ],
    teacher:
      "Idea: Neighbor2Neighbor (Huang et al. 2021). On the sky the gain is about 17 dB, where there is detail several decibels less; the whole photo goes from 20 to about 29 dB, which non-local means reaches as well, and learns nothing. The JPEG becomes worse, by 1 to 2 dB: its blocks stay, and what was right is blurred.",
  },
  "12": {
    title: "Words as numbers",
    purpose:
      "Whether two sentences are near each other depends on what becomes numbers: letters, or meaning.",
    steps: [
      {
        name: "Letters",
        text: "601 English sentences on twelve topics. Each becomes 1,024 numbers that count four letters in a row, and a network squeezes these into 32. Run it; then it is counted how many of the five nearest sentences share the topic: of sentences that it has not learnt from.",
      },
      {
        name: "Look",
        text: "‘We changed trains in Vienna.’ Which sentences are near it, and by which words? Underlined is what brings them together.",
      },
      {
        name: "Predict",
        text: "Now each word gets 100 numbers of its own, which others have learnt from much English text: words that stand in the same company have similar ones. A sentence is the mean of its words. The same sentence is asked for again.",
      },
      { name: "Meaning", text: "Run it. The new network squeezes 100 numbers into 16." },
      {
        name: "Compare",
        text: "What is nearest to ‘We changed trains in Vienna.’ now? Look for the words that the two have in common. Then write a sentence of your own, in English.",
      },
      {
        name: "Groups",
        text: "Open “Groups”: the sentences are put in groups by their 16 numbers. Nobody tells the computer the topics. Do you find them again?",
      },
    ],
    question: "Which of these will be nearest to “We changed trains in Vienna.” by meaning?",
    answers: [
      "The team trains three times a week.",
      "The flight to Tokyo takes twelve hours.",
      "The kitten plays with a ball of wool.",
      "none: three words are too few to tell",
    ],
    measured: "Of 100 neighbours, so many share the topic",
    points: ["letters, 1,024", "letters, network", "meaning, 100", "meaning, PCA", "meaning, network"],
    saw: (m) =>
      `Of 100 neighbours by letters, ${count(m.letters?.["share-network-unseen"])} shared the topic (${count(m.letters?.["share-full-unseen"])} with all 1,024 numbers); by meaning ${count(m.meaning?.["share-network-unseen"])} with 16 numbers, ${count(m.meaning?.["share-full-unseen"])} with all 100. Chance alone gives 8.`,
    summary:
      "A network can keep only what its input holds. Four letters in a row say that “trains” and “train” are alike, also where a team trains; they do not say that a flight and a train have something in common. The word vectors do, since both words stand near “passengers” and “hours”. They were learnt by others, from text that people wrote: with its prejudices, too.",
    think: [
      {
        question: "PCA with 16 numbers does as well here. What is the network for, then?",
        answer:
          "For such a linear code, on so few sentences, for nothing more: it learns about the same plane. It may do better with more layers and far more sentences. One tries the simple thing first, and says so.",
      },
      {
        question:
          "In such vectors “doctor” often lies nearer to “he” and “nurse” nearer to “she”. Where does that come from?",
        answer:
          "From the texts: whoever wrote them wrote so. Vectors repeat what was common, not what is right. Who sorts applications by them sorts by these habits, too.",
      },
    ],
    wrong: [
      "“The computer understands the sentence”: it knows in which company words stand. “The dog bit the man” and “The man bit the dog” are the same to it.",
      "“It has learnt English here”: the word vectors were learnt elsewhere; here 16 of their directions were.",
      "“Unknown words do harm”: they are left out; a sentence of unknown words has no place at all.",
    ],
    teacher:
      "The word vectors are English (GloVe, 30,000 words); weaker classes may translate first. By meaning, “The flight to Tokyo takes twelve hours.” is the nearest in ten of eleven trials, without one word in common; by letters, the team that trains or the train that was full. Shares by letters: about 23 of 100 with 32 numbers, 33 with all; by meaning 75, whichever way: five splits differ by 3.",
  },
};

export const lessons = {
  heading: "Lessons",
  intro:
    "Twelve experiments of five to ten minutes, in an order; each asks what you expect before it lets you try.",
  of: (number: string, count: number) => `Lesson ${number} of ${count}`,
  minutes: (count: number) => `${count} min`,
  doneOnce: "done",
  leave: "Leave",
  next: "Next",
  back: "Back",
  run: "Run it",
  runAgain: "Run it again",
  slowly: "Slowly at first",
  fullSpeed: "Full speed",
  lost: "The network that this step speaks of is not there any more. Run it again: it will be the same.",
  countOf: (all: number) => `of ${all}`,
  runs: (count: number) =>
    count === 1
      ? "makes a network and trains it"
      : `makes ${count} networks and trains them, one after the other`,
  stop: "Stop",
  locked: "Choose an answer first: the experiment waits for it.",
  yours: (answer: string) => `Your prediction: ${answer}`,
  rightly: "You predicted it.",
  wrongly: (answer: string) => `You had predicted: ${answer}. It was: `,
  saw: "What you saw",
  summary: "In short",
  think: "To think about",
  thought: "Your thought",
  show: "One answer",
  again: "Once more from the start",
  code: "Code for your teacher",
  copy: "Copy",
  copied: "Copied",
  codeSays: (seed: number) =>
    `It holds your answer and what you measured. Your runs began with seed ${seed}, others' with theirs: so results differ a little.`,
  following: "Next lesson",
  measured: "What you measured",
  todo: {
    drawn: "Draw on the picture at the left.",
    there: "Do it above, or beside this text.",
    figure: "Set it above.",
    moved: "Move it by 4 and 4.",
    pressed: "Press it.",
    chosen: "Choose it.",
    counted: "Count both, and enter how many.",
  },
  trouble: (what: string) => `That did not work (${what}). Try it again.`,
  teacher: {
    heading: "For the teacher",
    wrong: "What pupils get wrong",
    notes: "Notes",
    answer: "Right answer",
    print: "Print",
    link: "Notes for teachers",
    back: "All lessons",
  },
  each: each as Record<string, LessonWords>,
};

export type LessonsWords = typeof lessons;
