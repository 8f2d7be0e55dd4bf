import { createHistory } from "./history.ts";
import type { FromSurface, ToSurface } from "./messages.ts";

type Handler = (argument: unknown) => unknown;

interface Door {
  /** What @forge/bridge and @forge/react find as `__bridge.callBridge`. */
  callBridge: (command: string, data?: unknown) => Promise<unknown>;
  receive: (message: ToSurface) => void;
  /** Leaves a function behind and names it; those kept before the last `forget` but one are gone. */
  keep: (handler: Handler) => { handler: string };
  /** The handlers that only the tree before needed: a click on it may still be on its way. */
  forget: () => void;
}

/** The only way out of a surface: messages, and promises of their answers. */
export function openDoor(send: (message: FromSurface) => void): Door {
  /** Of subscriptions, which stay. */
  const lasting = new Map<string, Handler>();
  let handlers = new Map<string, Handler>();
  let handlersBefore = handlers;
  let names = 0;
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (reason: Error) => void }>();
  let calls = 0;

  const ask = (command: string, data: unknown) => {
    const id = ++calls;
    send({ kind: "call", id, command, data: structuredClone(data) });
    return new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }));
  };
  const keepIn = (kept: Map<string, Handler>, handler: Handler) => {
    const name = String(++names);
    kept.set(name, handler);
    return { handler: name };
  };
  const subscribe = async (event: string, callback: Handler) => {
    const { handler } = keepIn(lasting, callback);
    await ask("on", { event, handler });
    return { unsubscribe: () => lasting.delete(handler) };
  };

  return {
    callBridge: (command, data) => {
      if (command === "on" && isSubscription(data)) return subscribe(data.event, data.callback);
      if (command === "createHistory") return createHistory(ask, (listener) => subscribe("ROUTE", listener));
      return ask(command, data);
    },
    receive: (message) => {
      if (message.kind === "event") {
        const { handler, argument } = message;
        void (handlers.get(handler) ?? handlersBefore.get(handler) ?? lasting.get(handler))?.(argument);
        return;
      }
      const call = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.kind === "answer") call?.resolve(message.value);
      else call?.reject(new Error(message.message));
    },
    keep: (handler) => keepIn(handlers, handler),
    forget: () => {
      handlersBefore = handlers;
      handlers = new Map();
    },
  };
}

function isSubscription(data: unknown): data is { event: string; callback: Handler } {
  return (
    typeof data === "object" &&
    data !== null &&
    "event" in data &&
    typeof data.event === "string" &&
    "callback" in data &&
    typeof data.callback === "function"
  );
}
