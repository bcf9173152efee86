// Finds what is among many lines, while the page answers.

import { answerTo, type Question } from "./arrange";

onmessage = ({ data }: MessageEvent<Question>) => {
  try {
    postMessage({ value: answerTo(data) });
  } catch (error) {
    postMessage({ error: (error as Error).message });
  }
};
