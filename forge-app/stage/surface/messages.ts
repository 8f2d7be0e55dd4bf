/** What a surface in its worker and the page that shows it say to each other. Plain data only, as in Jira. */

/** A node of the tree that UI Kit renders; functions in `props` are replaced by `{ handler: id }`. */
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
