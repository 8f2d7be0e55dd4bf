import { openDoor } from "./door.ts";
import type { ForgeDoc, FromSurface, ToSurface } from "./messages.ts";

/**
 * The bridge that @forge/bridge and @forge/react expect around them, inside a worker: no document, no cookies,
 * nothing but messages. Must be imported before the surface's entry, which takes hold of it when it is loaded.
 */

const send = (message: FromSurface) => {
  self.postMessage(message);
};
const door = openDoor(send);

Object.assign(globalThis, {
  __bridge: {
    callBridge: (command: string, data: unknown): Promise<unknown> => {
      if (command !== "reconcile") return door.callBridge(command, data);
      const { forgeDoc } = data as { forgeDoc: ForgeDoc };
      door.forget();
      send({ kind: "doc", doc: withoutFunctions(forgeDoc) });
      return Promise.resolve();
    },
  },
});

self.addEventListener("message", ({ data }: MessageEvent<ToSurface>) => door.receive(data));
self.addEventListener("error", ({ message }) => send({ kind: "broken", message }));
self.addEventListener("unhandledrejection", ({ reason }) => {
  send({ kind: "broken", message: reason instanceof Error ? reason.message : String(reason) });
});

function withoutFunctions({ type, key, props, children }: ForgeDoc): ForgeDoc {
  const plain = Object.entries(props).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, left(value)] as const],
  );
  return { type, key, props: Object.fromEntries(plain), children: children.map(withoutFunctions) };
}

/** A value as it can cross, functions at any depth left behind. */
function left(value: unknown): unknown {
  if (typeof value === "function") return door.keep(value as (argument: unknown) => unknown);
  if (Array.isArray(value)) return value.map(left);
  if (typeof value !== "object" || value === null) return value;
  if ("type" in value && "children" in value && "props" in value) return withoutFunctions(value as ForgeDoc);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, left(each)]));
}
