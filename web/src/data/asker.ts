// A worker that is asked one thing at a time; whoever starts it ends it.

/** What a worker answers: progress any number of times, then one of the others. */
export interface Answer<T, Broken> {
  progress?: { done: number; total: number };
  value?: T;
  broken?: Broken;
  error?: string;
}

export class Asker<Question, Broken> {
  /** `errorOf` makes an error of what is wrong with somebody's file. */
  constructor(
    private readonly worker: Worker,
    private readonly errorOf: (broken: Broken) => Error,
  ) {}

  ask<T>(question: Question, onprogress?: (done: number, total: number) => void): Promise<T> {
    const { worker } = this;
    return new Promise<T>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Answer<T, Broken>>) => {
        if (data.progress) onprogress?.(data.progress.done, data.progress.total);
        else if (data.value !== undefined) resolve(data.value);
        else reject(data.broken ? this.errorOf(data.broken) : new Error(data.error));
      };
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(question);
    });
  }

  /** Also while it works. */
  end(): void {
    this.worker.terminate();
  }
}
