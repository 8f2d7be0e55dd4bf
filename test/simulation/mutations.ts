import type { Clock } from "#sync/model/effects.ts";
import type { EngineParts } from "#sync/mirror/parts.ts";
import type { MirrorStore } from "#sync/store/store.ts";

/** A deliberately broken engine: one of its parts does not keep its promise. */
export interface Mutation {
  name: string;
  store?: (store: MirrorStore, tools: { clock: Clock }) => MirrorStore;
  /** Changes the parts in place. */
  parts?: (parts: EngineParts) => void;
}
