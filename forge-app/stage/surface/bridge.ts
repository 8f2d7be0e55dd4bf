import type { ForgeDoc, FromSurface, ToSurface } from "./messages.ts";

/**
 * The bridge that @forge/bridge and @forge/react expect around them, inside a worker: no document, no cookies,
 * nothing but messages. Must be imported before the surface's entry, which takes hold of it when it is loaded.
 */

type Handler = (argument: unknown) => unknown;

/** Those of the tree shown now and of the one before: a click may have been on its way. */
let handlers = new Map<string, Handler>();
let handlersBefore = handlers;
let handlerCount = 0;
const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (reason: Error) => void }>();
let calls = 0;

const send = (message: FromSurface) => {
  self.postMessage(message);
};

Object.assign(globalThis, {
  __bridge: {
    callBridge: (command: string, data: unknown): Promise<unknown> => {
      if (command === "reconcile") {
        show(data);
        return Promise.resolve();
      }
      const id = ++calls;
      send({ kind: "call", id, command, data: structuredClone(data) });
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    },
  },
});

self.addEventListener("message", ({ data }: MessageEvent<ToSurface>) => {
  if (data.kind === "event") {
    void (handlers.get(data.handler) ?? handlersBefore.get(data.handler))?.(data.argument);
    return;
  }
  const call = waiting.get(data.id);
  waiting.delete(data.id);
  if (data.kind === "answer") call?.resolve(data.value);
  else call?.reject(new Error(data.message));
});

self.addEventListener("error", ({ message }) => {
  send({ kind: "broken", message });
});
self.addEventListener("unhandledrejection", ({ reason }) => {
  send({ kind: "broken", message: reason instanceof Error ? reason.message : String(reason) });
});

function show(data: unknown): void {
  const { forgeDoc } = data as { forgeDoc: ForgeDoc };
  handlersBefore = handlers;
  handlers = new Map();
  send({ kind: "doc", doc: withoutFunctions(forgeDoc) });
}

function withoutFunctions({ type, key, props, children }: ForgeDoc): ForgeDoc {
  const plain = Object.entries(props).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return [[name, typeof value === "function" ? { handler: keep(value as Handler) } : value] as const];
  });
  return { type, key, props: Object.fromEntries(plain), children: children.map(withoutFunctions) };
}

function keep(handler: Handler): string {
  const id = String(++handlerCount);
  handlers.set(id, handler);
  return id;
}
