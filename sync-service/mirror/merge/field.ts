import type { FieldName, Side, ValuesOf } from "#sync/model/issue.ts";
import type { Refusal } from "#sync/trackers/tracker.ts";

/** What a value of one side is on the other. */
export type Translation<Value> =
  | { kind: "value"; value: Value }
  /** It has no counterpart and needs none: the other side stays as it is. */
  | { kind: "leave" }
  /** It has none yet: nothing is written and nothing agreed on, so that it is carried over once it has one. */
  | { kind: "wait" }
  /** It should have a counterpart and has none: shown to a person. */
  | { kind: "refused"; refusal: Refusal };

export const translated = <Value>(value: Value): Translation<Value> => ({ kind: "value", value });

/** One field as the merge knows it: equality in each side's own values, and the maps between them. */
export interface Field<Jira, Linear> {
  sameInJira(a: Jira, b: Jira): boolean;
  sameInLinear(a: Linear, b: Linear): boolean;
  /** `now` is the other side's present value, which keeps what a map or Markdown cannot carry. */
  toLinear(value: Jira, now: Linear | undefined): Translation<Linear>;
  toJira(value: Linear, now: Jira | undefined): Translation<Jira>;
  /**
   * Merges edits of both sides where the kind allows it; absent for values that cannot be merged, undefined
   * where there is nothing to merge by. Overlapping parts follow `owner`.
   */
  combine?(
    base: Partial<BothSides<Jira, Linear>>,
    now: BothSides<Jira, Linear>,
    owner: Side | "ask",
  ): Combined<Jira, Linear> | undefined;
  /** Of what was written on a side, as much as stands there now; absent for values that are one whole. */
  standing?(
    sent: BothSides<Jira, Linear>,
    side: Side,
    now: BothSides<Jira, Linear>,
  ): { pair: BothSides<Jira, Linear>; isWhole: boolean };
}

/** Every field of an issue. */
export type Fields = { [F in FieldName]: Field<ValuesOf["jira"][F], ValuesOf["linear"][F]> };

export interface BothSides<Jira, Linear> {
  jira: Jira;
  linear: Linear;
}

interface Combined<Jira, Linear> extends BothSides<Jira, Linear> {
  /** True when parts were edited differently on both sides and could not all be kept. */
  overlaps: boolean;
}

/** How a field is to be treated, from the mapping. */
export interface Rule {
  direction: "both" | "to-linear" | "to-jira" | "none";
  /** Who wins a true conflict; "newest" has already been resolved to a side. */
  owner: Side | "ask";
}

/** What is to be done about one field of one link. */
export interface Decision<Jira, Linear> {
  /** The pair both sides agree on without any write; absent: the earlier pair stands. */
  agreed?: BothSides<Jira, Linear>;
  /** What to write, and the other side's value it comes from (together the next base). */
  writeJira?: { value: Jira; from: Linear };
  writeLinear?: { value: Linear; from: Jira };
  conflict?: { resolution: Side | "ask"; jira: Jira; linear: Linear };
  refused?: { side: Side; refusal: Refusal; value: unknown };
}
