import type { FieldName, Observation, Side, ValuesOf } from "#sync/model/issue.ts";
import type { Base, Conflict, JournalEntry, Link, LinkState, Pairs, Parked } from "#sync/model/link.ts";
import type { Refusal, ScalarField, SetChange } from "#sync/trackers/tracker.ts";
import type { Counterparts } from "./counterparts.ts";
import type { Translator } from "./translate.ts";

export interface PlanInput {
  link: Link;
  /** Null where the link knows no issue on that side. */
  jira: Observation<"jira"> | null;
  linear: Observation<"linear"> | null;
  translator: Translator;
  counterparts: Counterparts;
  /** The side whose filter no longer holds the issue; null while it is in the mirror's scope. */
  outside: Side | null;
  /** Writes of an earlier attempt whose outcome was never learnt. */
  journal: readonly JournalEntry[];
  /** Refused writes that are not to be tried again yet. */
  held: readonly Parked[];
  /** Open ones, and those a person has decided. */
  conflicts: readonly Conflict[];
}

export interface Plan {
  state: LinkState;
  note: string | null;
  /** The base as far as it is true before any write. */
  base: Base;
  generation: number;
  create: Creation | null;
  jira: SideWrites<"jira"> | null;
  linear: SideWrites<"linear"> | null;
  /** Sides whose mark is absent or names something else. */
  marks: readonly Side[];
  conflicts: readonly FoundConflict[];
  /** Conflicts that are over once what is written of their field has been taken. */
  over: readonly ConflictOver[];
  refused: readonly PlannedRefusal[];
  /** Writes that are still wanted and still held back. */
  held: readonly Parked[];
}

export type FoundConflict = Pick<Conflict, "field" | "resolution" | "jira" | "linear">;

export interface ConflictOver {
  id: string;
  field: FieldName;
  /** Whose value a person chose; null when both sides agree again by themselves. */
  resolution: Side | null;
}

export type Creation = {
  fields: Pairs;
  /** Fields that can only be written once the issue is there. */
  later: readonly FieldName[];
  /** Fields whose value has no counterpart yet: they are not agreed on. */
  waiting: readonly FieldName[];
} & (
  | { side: "jira"; values: Partial<ValuesOf["jira"]> & { title: string } }
  | { side: "linear"; values: Partial<ValuesOf["linear"]> & { title: string } }
);

export interface SideWrites<S extends Side> {
  set: Partial<Pick<ValuesOf[S], ScalarField>>;
  labels: SetChange | null;
  relations?: SetChange;
  components?: SetChange;
  /** Per written field what both sides will hold. */
  fields: Pairs;
  /** Where the other side is to be written as well: what is agreed on while it is not. */
  alone?: Pairs;
}

export interface PlannedRefusal {
  side: Side;
  field: FieldName | "issue";
  refusal: Refusal;
  fingerprint: string;
}

/** Nothing to write: the link only changes its state. */
export function rest(input: PlanInput, state: LinkState, note: string | null): Plan {
  return {
    state,
    note,
    base: input.link.base,
    generation: input.link.generation,
    create: null,
    jira: null,
    linear: null,
    marks: [],
    conflicts: [],
    over: [],
    refused: [],
    held: [],
  };
}

export const nameOf = { jira: "Jira", linear: "Linear" } as const satisfies Record<Side, string>;

export function placeOf(translator: Translator, side: Side): string {
  return side === "jira"
    ? `Jira project ${translator.jira.container.key}`
    : `Linear team ${translator.linear.container.key}`;
}
