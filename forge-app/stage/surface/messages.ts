/**
 * What a surface in its worker or its frame and the page that shows it say to each other. Plain data only, as
 * in Jira: a function is left behind and named by `{ handler: id }`.
 */

/** A node of the tree that UI Kit renders. */
export interface ForgeDoc {
  type: string;
  key: string;
  props: Record<string, unknown>;
  children: ForgeDoc[];
}

export type FromSurface =
  | { kind: "doc"; doc: ForgeDoc }
  | { kind: "call"; id: number; command: string; data: unknown }
  /** The surface itself broke. */
  | { kind: "broken"; message: string };

export type ToSurface =
  | { kind: "answer"; id: number; value: unknown }
  | { kind: "refusal"; id: number; message: string }
  | { kind: "event"; handler: string; argument: unknown };
