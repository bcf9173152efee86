import { HourglassError } from "./errors.js";
import { call, loadModule, startThread, type LoadedModule, type Module } from "./module.js";
import type { History, Loaded, LoadRequest, ModelDescription, Progress, Reply, Request } from "./protocol.js";
import type { StartThread } from "./threads.js";

/** Training stops this often, so that other calls are answered and aborting takes effect. */
const burstMilliseconds = 16;

interface Burst {
  progress: Progress;
  epochFinished: boolean;
  finished: boolean;
  stoppedEarly: boolean;
}

interface Run {
  aborted: boolean;
  done: Promise<unknown>;
}

/** Lets messages in: resolves in a task of its own. */
function nextTask(): Promise<void> {
  if (typeof setImmediate === "function") {
    const schedule = setImmediate;
    return new Promise((resolve) => void schedule(resolve));
  }
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Owns a wasm module and its models, and does what requests ask for. It runs in a worker or in the caller's thread. */
export class Host {
  #loaded: LoadedModule | undefined;
  readonly #models = new Set<number>();
  readonly #runs = new Map<number, Run>();
  #lastModel = 0;

  constructor(private readonly start: StartThread = startThread) {}

  /** Answers through `reply`. Arrays in the request are read before this returns. */
  handle(request: Request, reply: (reply: Reply) => void): void {
    const { id } = request;
    const fail = (error: unknown) => reply({ id, error: describe(error) });
    try {
      const result = this.#call(request, (event) => reply({ id, event }));
      if (result instanceof Promise) result.then((value) => reply({ id, value }), fail);
      else reply({ id, value: result });
    } catch (error) {
      fail(error);
    }
  }

  /** Ends what runs, and the threads. */
  close(): void {
    for (const run of this.#runs.values()) run.aborted = true;
    this.#loaded?.endThreads();
  }

  #call({ method, model, args }: Request, emit: (event: unknown) => void): unknown {
    if (method === "load") return this.#load(args[0] as LoadRequest);
    if (method === "create" || method === "open") return this.#make(method, args);
    if (method === "pca" || method === "probe") return call(this.#module, method, 0, args);
    if (!this.#models.has(model!)) throw new HourglassError("disposed", "This model was disposed");
    if (method === "fit") return this.#fit(model!, args, emit as (progress: Progress) => void);
    if (method === "abort") return this.#abort(model!);
    if (method === "dispose") return this.#dispose(model!);
    return call(this.#module, method, model!, args);
  }

  async #load(request: LoadRequest): Promise<Loaded> {
    this.#loaded = await loadModule(request, this.start);
    return this.#loaded.loaded;
  }

  get #module(): Module {
    return this.#loaded!.module;
  }

  #make(method: "create" | "open", args: unknown[]): ModelDescription {
    const model = ++this.#lastModel;
    const description = call(this.#module, method, model, args) as ModelDescription;
    this.#models.add(model);
    return { ...description, model };
  }

  #fit(model: number, args: unknown[], emit: (progress: Progress) => void): Promise<History> {
    if (this.#runs.has(model)) {
      throw new HourglassError("busy", "This model is being trained: await or abort that run first");
    }
    const every = (args[3] as number | undefined) ?? 100;
    call(this.#module, "beginFit", model, args);
    const run: Run = { aborted: false, done: Promise.resolve() };
    this.#runs.set(model, run);
    const history = train(this.#module, model, run, every, emit).finally(() => {
      this.#runs.delete(model);
      call(this.#module, "endFit", model);
    });
    run.done = history.catch(() => undefined);
    return history;
  }

  #abort(model: number): Promise<unknown> | undefined {
    const run = this.#runs.get(model);
    if (run) run.aborted = true;
    return run?.done;
  }

  async #dispose(model: number): Promise<void> {
    this.#models.delete(model);
    await this.#abort(model);
    call(this.#module, "dispose", model);
  }
}

async function train(
  module: Module,
  model: number,
  run: Run,
  every: number,
  emit: (progress: Progress) => void,
): Promise<History> {
  const epochs: Progress[] = [];
  let emitted = -Infinity;
  let pending: Progress | undefined;
  for (;;) {
    // The first burst waits, too: the caller may abort at once.
    await nextTask();
    if (run.aborted) {
      if (pending) emit(pending);
      return { epochs, reason: "aborted" };
    }
    const burst = call(module, "train", model, [burstMilliseconds]) as Burst;
    if (burst.epochFinished) epochs.push(burst.progress);
    pending = burst.progress;
    if (burst.epochFinished || performance.now() - emitted >= every) {
      emit(burst.progress);
      emitted = performance.now();
      pending = undefined;
    }
    if (burst.finished) return { epochs, reason: burst.stoppedEarly ? "early_stopping" : "finished" };
  }
}

function describe(error: unknown): { code: HourglassError["code"]; message: string } {
  if (error instanceof HourglassError) return { code: error.code, message: error.message };
  // What is left is the engine's: a trap or a failed allocation.
  const message = error instanceof Error ? error.message : String(error);
  const memory = error instanceof RangeError || /memory/i.test(message);
  return { code: memory ? "out_of_memory" : "unsupported", message };
}
