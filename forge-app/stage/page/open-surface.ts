import type { FromSurface, ToSurface } from "../surface/messages.ts";
import type { Opened } from "../views.ts";
import { answerOfProduct } from "./product.ts";
import type { Surroundings } from "./product.ts";

export interface OpenSurface {
  /** Hands on what the surface said. */
  heard: (message: Extract<FromSurface, { kind: "call" }>) => void;
  event: (handler: string, argument: unknown) => void;
  /** Tells all who subscribed to it. */
  emit: (event: string, payload: unknown) => void;
}

/** The product's end of a surface's door, whether it lives in a worker or in a frame. */
export function openSurface(
  opened: Opened,
  around: () => Omit<Surroundings, "subscribe">,
  tell: (message: ToSurface) => void,
): OpenSurface {
  const subscriptions: { event: string; handler: string }[] = [];
  const event = (handler: string, argument: unknown) => tell({ kind: "event", handler, argument });
  const subscribe = (name: string, handler: string) => void subscriptions.push({ event: name, handler });
  return {
    heard: ({ id, command, data }) => {
      answerOfProduct(opened, { ...around(), subscribe }, command, data).then(
        (value) => tell({ kind: "answer", id, value }),
        (error: unknown) =>
          tell({ kind: "refusal", id, message: error instanceof Error ? error.message : String(error) }),
      );
    },
    event,
    emit: (name, payload) => {
      for (const each of subscriptions) if (each.event === name) event(each.handler, payload);
    },
  };
}
