import type { Dice } from "./dice.ts";
import { FIELD_KINDS } from "./fields.ts";
import { TYPES } from "./place.ts";
import { PROJECT, TEAM } from "./world.ts";

interface Rule {
  direction: string;
  owner: string;
}

/** The mirror as its file says it. */
export interface MirrorSettings extends Record<string, unknown> {
  fields: Record<string, Rule>;
}

const OWNERS = ["newest", "jira", "linear", "ask"];
const DIRECTIONS = ["both", "to-linear", "to-jira", "none"];

export function randomMirror(dice: Dice): MirrorSettings {
  const fields: Record<string, Rule> = {};
  for (const { name } of FIELD_KINDS) {
    if (dice.happens(0.4)) fields[name] = { direction: "both", owner: dice.pick(OWNERS) };
  }
  return { id: "shop", jira: { project: PROJECT }, linear: { team: TEAM }, types: TYPES, fields };
}

/** The mapping with one field's rule changed. */
export function remapped(
  mirror: MirrorSettings,
  dice: Dice,
): { mirror: MirrorSettings; kind: string; told: string } {
  const { name } = dice.pick(FIELD_KINDS);
  const before = mirror.fields[name] ?? { direction: "both", owner: "newest" };
  const kind = dice.pick(["owner", "direction"] as const);
  const value = dice.pick(kind === "owner" ? OWNERS : DIRECTIONS);
  const fields = { ...mirror.fields, [name]: { ...before, [kind]: value } };
  return { mirror: { ...mirror, fields }, kind: `${kind} of a field`, told: `${name}: ${value}` };
}
