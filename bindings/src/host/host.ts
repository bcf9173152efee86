import { HourglassError } from "../base/errors.js";
import { call, loadModule, type LoadedModule, type Module } from "./module.js";
import type {
  FitArguments,
  HostMethods,
  ImageOutput,
  ModuleMethods,
  WindowArguments,
} from "../messages/methods.js";
import type {
  Loaded,
  LoadRequest,
  ModelDescription,
  RawHistory,
  RawProgress,
  Reply,
  Request,
} from "../messages/protocol.js";
import { HostFitRun } from "./fit-run.js";
import { runOnImage } from "./image-run.js";
import type { StartThread } from "./threads.js";

/** Owns a wasm module and its models, and does what requests ask for. It runs in a worker or in the caller's thread. */
export class Host {
  #loaded: LoadedModule | undefined;
  readonly #models = new Set<number>();
  readonly #runs = new Map<number, HostFitRun>();
  #lastModel = 0;
  #lastImage = 0;
  /** Images that nobody waits for any more. */
  readonly #stopped = new Set<number>();

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
    if (method === "create")
      return this.#adopt(call(this.#module, method, ++this.#lastModel, args as [string]));
    if (method === "open")
      return this.#adopt(call(this.#module, method, ++this.#lastModel, args as [Uint8Array]));
    if (model === undefined) return call(this.#module, method as keyof ModuleMethods, 0, args as never);
    if (!this.#models.has(model)) throw new HourglassError("disposed", "This model was disposed");
    if (method === "fit")
      return this.#fit(
        model,
        args as Parameters<HostMethods["fit"]>,
        emit as (progress: RawProgress) => void,
      );
    if (method === "feed") return this.#run(model).feed(args as WindowArguments);
    if (method === "image") return this.#image(model, args as Parameters<HostMethods["image"]>, emit);
    if (method === "stopImage") return void this.#stopped.add(args[0] as number);
    if (method === "abort") return this.#abort(model);
    if (method === "goOn") return this.#run(model).goOn();
    if (method === "pause") return this.#run(model).pause();
    if (method === "resume") return this.#run(model).resume(args[0] as number | undefined);
    if (method === "step") return this.#run(model).step();
    if (method === "dispose") return this.#dispose(model);
    return call(this.#module, method, model, args as never);
  }

  async #load(request: LoadRequest): Promise<Loaded> {
    this.#loaded = await loadModule(request, this.start);
    return this.#loaded.loaded;
  }

  get #module(): Module {
    return this.#loaded!.module;
  }

  /** The model that was made last. */
  #adopt(description: Omit<ModelDescription, "model">): ModelDescription {
    this.#models.add(this.#lastModel);
    return { ...description, model: this.#lastModel };
  }

  #fit(
    model: number,
    args: Parameters<HostMethods["fit"]>,
    emit: (progress: RawProgress) => void,
  ): Promise<RawHistory> {
    if (this.#runs.has(model)) {
      throw new HourglassError("busy", "This model is being trained: await or abort that run first");
    }
    const [every, paused, holds] = args.splice(9) as [number, boolean, boolean];
    const { warnings } = call(this.#module, "beginFit", model, args as unknown as FitArguments);
    const run = new HostFitRun(
      this.#module,
      model,
      warnings,
      { every, holds, emit, streams: args[0] === undefined },
      paused,
    );
    this.#runs.set(model, run);
    return run.history.finally(() => {
      this.#runs.delete(model);
      call(this.#module, "endFit", model, []);
    });
  }

  async #image(
    model: number,
    [image, ...args]: Parameters<HostMethods["image"]>,
    emit: (event: unknown) => void,
  ): Promise<ImageOutput> {
    const number = ++this.#lastImage;
    try {
      const isWanted = () => this.#models.has(model) && !this.#stopped.has(image);
      return await runOnImage(this.#module, model, number, args, isWanted, emit);
    } finally {
      this.#stopped.delete(image);
      call(this.#module, "endImage", model, [number]);
    }
  }

  #run(model: number): HostFitRun {
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
    call(this.#module, "dispose", model, []);
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
