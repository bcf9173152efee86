import { HourglassError } from "./errors.js";
import { call, loadModule, type LoadedModule, type Module } from "./module.js";
import type { History, Loaded, LoadRequest, ModelDescription, Progress, Reply, Request } from "./protocol.js";
import { Run } from "./run.js";
import type { StartThread } from "./threads.js";

/** Owns a wasm module and its models, and does what requests ask for. It runs in a worker or in the caller's thread. */
export class Host {
  #loaded: LoadedModule | undefined;
  readonly #models = new Set<number>();
  readonly #runs = new Map<number, Run>();
  #lastModel = 0;

  constructor(private readonly start: StartThread) {}

  /** Answers through `reply`. Arrays in the request are read before this returns. */
  handle(request: Request, reply: (reply: Reply) => void): void {
    const { id, method } = request;
    const fail = (error: unknown) => reply({ id, error: describe(error, method) });
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
    for (const run of this.#runs.values()) run.abort();
    this.#loaded?.endThreads();
  }

  #call({ method, model, args }: Request, emit: (event: unknown) => void): unknown {
    if (method === "load") return this.#load(args[0] as LoadRequest);
    if (method === "create" || method === "open") return this.#make(method, args);
    if (model === undefined) return call(this.#module, method, 0, args);
    if (!this.#models.has(model)) throw new HourglassError("disposed", "This model was disposed");
    if (method === "fit") return this.#fit(model, args, emit as (progress: Progress) => void);
    if (method === "abort") return this.#abort(model);
    if (method === "pause") return this.#run(model).pause();
    if (method === "resume") return this.#run(model).resume(args[0] as number | undefined);
    if (method === "step") return this.#run(model).step();
    if (method === "dispose") return this.#dispose(model);
    return call(this.#module, method, model, args);
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
    const [every, paused] = args.splice(9) as [number | undefined, boolean];
    const { warnings } = call(this.#module, "beginFit", model, args) as { warnings: string[] };
    const run = new Run(this.#module, model, warnings, { every: every ?? 100, emit }, paused);
    this.#runs.set(model, run);
    return run.history.finally(() => {
      this.#runs.delete(model);
      call(this.#module, "endFit", model);
    });
  }

  #run(model: number): Run {
    const run = this.#runs.get(model);
    if (!run) throw new HourglassError("disposed", "This run has ended");
    return run;
  }

  async #abort(model: number): Promise<void> {
    const run = this.#runs.get(model);
    run?.abort();
    await run?.history.catch(() => undefined);
  }

  async #dispose(model: number): Promise<void> {
    this.#models.delete(model);
    await this.#abort(model);
    call(this.#module, "dispose", model);
  }
}

function describe(error: unknown, method: string): { code: HourglassError["code"]; message: string } {
  if (error instanceof HourglassError) return { code: error.code, message: error.message };
  // What is left is the engine's, and its errors may be of another realm.
  const { name, message } = Object(error) as { name?: string; message?: string };
  const said = message ?? String(error);
  if (method === "load") return { code: "unsupported", message: said };
  if (name !== "RuntimeError" && /memory|alloc/i.test(said)) return { code: "out_of_memory", message: said };
  return {
    code: "internal",
    message: `${method} failed (${said}): this is a fault of hourglass, please report it`,
  };
}
