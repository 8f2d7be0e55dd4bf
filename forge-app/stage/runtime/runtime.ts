import { AsyncLocalStorage } from "node:async_hooks";
import { createRequire } from "node:module";
import { join } from "node:path";
import { repository } from "../../check/manifest.ts";
import type { AppManifest } from "../../check/manifest.ts";
import type { Extension, Opened } from "../views.ts";
import { forgeFetch } from "./forge-fetch.ts";
import type { Outside, Running } from "./forge-fetch.ts";
import { InvocationRate, LIMITS, crossing, withinTime } from "./limits.ts";
import { SITE } from "./tokens.ts";

/** A surface calls its resolver for the person who looks at it. */
interface Call extends Opened {
  functionKey: string;
  payload: unknown;
}

interface ProductRequest {
  method: string;
  headers: Record<string, string>;
  body?: string;
}

const SURFACES: readonly Extension["type"][] = [
  "jira:issueContext",
  "jira:projectPage",
  "jira:globalPage",
  "jira:adminPage",
];

/** Whose invocation is running; @forge/api reaches everything through globals, several calls run at once. */
const running = new AsyncLocalStorage<Running & { outside: Outside }>();

/**
 * Runs the app's functions unchanged, as `npm run forge:build` left them, and enforces around them what Forge
 * enforces: time, sizes, rate, scopes, and the acting person.
 */
export class ForgeRuntime {
  readonly #manifest: AppManifest;
  readonly #outside: Outside;
  readonly #now: () => number;
  readonly #milliseconds: number;
  readonly #rate = new InvocationRate();

  constructor(options: {
    manifest: AppManifest;
    outside: Outside;
    now: () => number;
    milliseconds?: number;
  }) {
    this.#manifest = options.manifest;
    this.#outside = options.outside;
    this.#now = options.now;
    this.#milliseconds = options.milliseconds ?? LIMITS.milliseconds;
    openDoor();
  }

  /** @throws ForgeRefusal when Forge itself would refuse; whatever the function throws otherwise */
  async invoke(call: Call): Promise<unknown> {
    this.#rate.count(call.accountId, this.#now());
    const payload = crossing(call.payload, LIMITS.requestBytes, "The surface's request");
    const answer = await this.#run(this.#surface(call.module).resolver.function, call, this.#milliseconds, [
      { call: { functionKey: call.functionKey, payload }, context: this.#contextOf(call) },
      { principal: { accountId: call.accountId } },
    ]);
    return crossing(answer, LIMITS.answerBytes, "The function's answer");
  }

  /** What Jira shows beside the name of a collapsed issue context; null when the manifest names no function. */
  async status(opened: Opened): Promise<unknown> {
    const key = this.#surface(opened.module).dynamicProperties?.function;
    if (key === undefined) return null;
    this.#rate.count(opened.accountId, this.#now());
    const { cloudId, extension } = this.#contextOf(opened);
    const answer = await this.#run(key, opened, this.#milliseconds, [{ cloudId, extension }]);
    return crossing(answer, LIMITS.answerBytes, "The function's answer");
  }

  /** Runs all scheduled triggers of an interval, as the app itself. */
  async schedule(interval: string): Promise<void> {
    for (const trigger of this.#manifest.modules.scheduledTrigger) {
      if (trigger.interval !== interval) continue;
      const running = { accountId: null, module: trigger.key };
      await this.#run(trigger.function, running, LIMITS.scheduledMilliseconds, [
        { context: { cloudId: SITE.cloudId, moduleKey: trigger.key } },
      ]);
    }
  }

  /** Jira's REST API for a page that asks it over the bridge, as the person who looks at it. */
  requestProduct({ accountId, module }: Opened, path: string, init: ProductRequest): Promise<Response> {
    const running = { accountId, module, signal: AbortSignal.timeout(this.#milliseconds) };
    const target = { type: "fpp", provider: "user", remote: "jira" };
    return forgeFetch(this.#outside, running, target, path, init);
  }

  #run(
    functionKey: string,
    { accountId, module }: Pick<Running, "accountId" | "module">,
    milliseconds: number,
    parameters: readonly unknown[],
  ): Promise<unknown> {
    const handler = this.#handler(functionKey);
    const stop = new AbortController();
    const current = { accountId, module, signal: stop.signal, outside: this.#outside };
    return running.run(current, () =>
      withinTime(Promise.resolve(Reflect.apply(handler, undefined, parameters)), milliseconds, stop),
    );
  }

  #contextOf({ accountId, module, extension }: Opened) {
    return {
      accountId,
      localId: `${SITE.installationId}/${module}`,
      cloudId: SITE.cloudId,
      environmentId: SITE.environmentId,
      environmentType: "DEVELOPMENT",
      moduleKey: module,
      extension,
    };
  }

  #surface(module: string) {
    const { modules } = this.#manifest;
    const found = SURFACES.flatMap((type) => modules[type]).find(({ key }) => key === module);
    if (found === undefined) throw new Error(`manifest.yml has no surface ${module}.`);
    return found;
  }

  #handler(key: string): (...parameters: unknown[]) => unknown {
    const handler = this.#manifest.modules.function.find((each) => each.key === key)?.handler;
    if (handler === undefined) throw new Error(`manifest.yml has no function ${key}.`);
    const [file = "", name = ""] = handler.split(".");
    const load = createRequire(import.meta.url);
    const loaded: unknown = load(join(repository, "forge-app/dist/functions", `${file}.cjs`));
    const found: unknown = Reflect.get(Object(loaded), name);
    if (!isFunction(found)) throw new Error(`${file} exports no function ${name}.`);
    return found;
  }
}

const isFunction = (value: unknown): value is (...parameters: unknown[]) => unknown =>
  typeof value === "function";

function openDoor(): void {
  const silent = { incr: () => undefined, measure: () => ({ stop: () => undefined }) };
  Object.assign(globalThis, {
    __forge_fetch__: (target: unknown, path: string, init: unknown) => {
      const current = running.getStore();
      if (current === undefined) throw new Error(`${path} was asked for outside an invocation.`);
      return forgeFetch(current.outside, current, target, path, init);
    },
    __forge_runtime__: {
      appContext: { environmentType: "DEVELOPMENT", installationId: SITE.installationId },
      metrics: { counter: () => silent, timing: () => silent },
    },
  });
}
