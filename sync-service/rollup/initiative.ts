import { z } from "zod";
import { addDays, type Day } from "#shared/day.ts";
import {
  healthSchema,
  initiativeDefinitionSchema,
  type InitiativeDefinition,
  type RollupSettings,
} from "#shared/contract/initiatives/definition.ts";

/** What initiatives keep in the store, kind by kind: append-only, with who, when and why. */
export const KINDS = {
  /** `<initiative id>`: an initiative's definition. */
  initiative: "initiative",
  /** `<initiative id>/<request id>`: how a person says it goes. */
  update: "initiative-update",
  /** One for the connection. */
  settings: "rollup-settings",
  /** `<view id>`: a saved view of the overview; a body of null removes it. */
  view: "initiative-view",
} as const;

export const SETTINGS_ID = "connection";

/** Every source with its id: what memberships name it by. */
export interface Initiative extends Omit<InitiativeDefinition, "sources"> {
  sources: readonly InitiativeSource[];
}
export type InitiativeSource = InitiativeDefinition["sources"][number] & { id: string };

/** A definition as it is kept. A source without an id has its place in the list for one. */
export const initiativeSchema = initiativeDefinitionSchema.transform(({ sources, ...rest }): Initiative => ({
  ...rest,
  sources: sources.map((source, place) => ({ ...source, id: source.id ?? String(place) })),
}));

/** Which tracker a source is asked of. */
export function sideOf({ kind }: Pick<InitiativeSource, "kind">): "jira" | "linear" {
  return kind.startsWith("linear") ? "linear" : "jira";
}

export const updateRecordSchema = z.object({
  initiative: z.string().min(1),
  health: healthSchema,
  text: z.string(),
});
export type UpdateRecord = z.output<typeof updateRecordSchema>;

export const defaultRollupSettings: RollupSettings = {
  rule: "linear",
  measure: "points",
  severalTeams: "count",
};

/** The last moment of a day (UTC), ms: a page "as of" a day shows what was so then. */
export const endOf = (day: Day): number => Date.parse(addDays(day, 1)) - 1;
export const dayOf = (moment: number): Day => new Date(moment).toISOString().slice(0, 10);
