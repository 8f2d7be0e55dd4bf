import { AsyncLocalStorage } from "node:async_hooks";
import { createRequire } from "node:module";
import { join } from "node:path";
import { repository } from "../../check/manifest.ts";
import type { AppManifest } from "../../check/manifest.ts";
import { forgeFetch } from "./forge-fetch.ts";
import type { Outside, Running } from "./forge-fetch.ts";
import { InvocationRate, LIMITS, crossing, withinTime } from "./limits.ts";
import { SITE } from "./tokens.ts";
import type { Extension, Opened } from "../views.ts";

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

type Resolver = (
  invocation: {
    call: { functionKey: string; payload: unknown };
    context: Record<string, unknown>;
  },
  platform: Record<string, unknown>,
) => Promise<unknown>;

const SURFACES: readonly Extension["type"][] = ["jira:issueContext", "jira:projectPage", "jira:adminPage"];

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
    const resolver = this.#resolverOf(call.module);
    const stop = new AbortController();
    const answer = await running.run(
      { accountId: call.accountId, module: call.module, signal: stop.signal, outside: this.#outside },
      () =>
        withinTime(
          resolver(
            { call: { functionKey: call.functionKey, payload }, context: this.#contextOf(call) },
            { principal: { accountId: call.accountId } },
          ),
          this.#milliseconds,
          stop,
        ),
    );
    return crossing(answer, LIMITS.answerBytes, "The function's answer");
  }

  /** Jira's REST API for a page that asks it over the bridge, as the person who looks at it. */
  requestProduct(opened: Opened, path: string, init: ProductRequest): Promise<Response> {
    const running = { ...opened, signal: AbortSignal.timeout(this.#milliseconds) };
    const target = { type: "fpp", provider: "user", remote: "jira" };
    return forgeFetch(this.#outside, running, target, path, init);
  }

  #contextOf(call: Call): Record<string, unknown> {
    return {
      localId: `${SITE.installationId}/${call.module}`,
      cloudId: SITE.cloudId,
      environmentId: SITE.environmentId,
      environmentType: "DEVELOPMENT",
      moduleKey: call.module,
      extension: call.extension,
    };
  }

  #resolverOf(module: string): Resolver {
    const { modules } = this.#manifest;
    const surface = SURFACES.flatMap((type) => modules[type]).find(({ key }) => key === module);
    const handler = modules.function.find(({ key }) => key === surface?.resolver.function)?.handler;
    if (handler === undefined) throw new Error(`manifest.yml gives the module ${module} no resolver.`);
    const [file = "", name = ""] = handler.split(".");
    const load = createRequire(import.meta.url);
    const loaded: unknown = load(join(repository, "forge-app/dist/functions", `${file}.cjs`));
    const found: unknown = Reflect.get(Object(loaded), name);
    if (typeof found !== "function") throw new Error(`${file} exports no function ${name}.`);
    return (invocation, platform) => Promise.resolve(Reflect.apply(found, undefined, [invocation, platform]));
  }
}

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
