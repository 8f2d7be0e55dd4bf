import type { Side } from "#sync/model/issue.ts";
import { translated, type BothSides, type Field, type Translation } from "../merge/field.ts";
import type { LabelMeanings } from "../label-meanings.ts";

/** Chosen values by the name of Jira's field: an option there, a label of a group in Linear. */
type Chosen = Readonly<Record<string, string | null>>;

/**
 * Jira's select fields that the mapping names, each with a group of labels in Linear. An option and a label of
 * the same name are the same; what has no namesake is refused until somebody adds it. Each field is merged by
 * itself.
 */
export function customField({ custom }: LabelMeanings): Field<Chosen, Chosen> {
  const names = [...custom.keys()];
  const inLinear = (name: string, option: string | null): string | null | undefined =>
    option === null ? null : custom.get(name)?.find((label) => isSame(label, option));
  // An option that Jira does not have is Jira's to refuse.
  const inJira = (_name: string, label: string | null): string | null => label;
  const same = (a: Chosen, b: Chosen): boolean =>
    names.every((name) => (a[name] ?? null) === (b[name] ?? null));
  return {
    sameInJira: same,
    sameInLinear: same,
    toLinear: (options) => eachOf(names, options, inLinear),
    toJira: (labels) => eachOf(names, labels, inJira),
    combine: (base, now, owner) => {
      let overlaps = false;
      const jira: Record<string, string | null> = {};
      const linear: Record<string, string | null> = {};
      for (const name of names) {
        const merged = mergeOne(
          one(base, name),
          { jira: now.jira[name] ?? null, linear: now.linear[name] ?? null },
          {
            owner: owner === "linear" ? "linear" : "jira",
            toLinear: (option) => inLinear(name, option),
            toJira: (label) => inJira(name, label),
          },
        );
        if (merged === undefined) return undefined;
        overlaps ||= merged.overlaps;
        jira[name] = merged.jira;
        linear[name] = merged.linear;
      }
      return { jira, linear, overlaps };
    },
  };
}

interface Maps {
  owner: Side;
  toLinear: (option: string | null) => string | null | undefined;
  toJira: (label: string | null) => string | null;
}
type Choice = BothSides<string | null, string | null>;

/** Undefined where an option has no label: that is the whole field's to refuse. */
function mergeOne(
  base: Partial<Choice>,
  now: Choice,
  { owner, toLinear, toJira }: Maps,
): (Choice & { overlaps: boolean }) | undefined {
  const there = toLinear(now.jira);
  if (there === undefined) return undefined;
  if (there === now.linear) return { ...now, overlaps: false };
  const jiraEdited = base.jira === undefined ? now.jira !== null : base.jira !== now.jira;
  const linearEdited = base.linear === undefined ? now.linear !== null : base.linear !== now.linear;
  const fromJira = jiraEdited && linearEdited ? owner === "jira" : jiraEdited;
  const winner = fromJira
    ? { jira: now.jira, linear: there }
    : { jira: toJira(now.linear), linear: now.linear };
  return { ...winner, overlaps: jiraEdited && linearEdited };
}

function one(base: Partial<BothSides<Chosen, Chosen>>, name: string): Partial<Choice> {
  return {
    ...(base.jira === undefined ? {} : { jira: base.jira[name] ?? null }),
    ...(base.linear === undefined ? {} : { linear: base.linear[name] ?? null }),
  };
}

function eachOf(
  names: readonly string[],
  values: Chosen,
  map: (name: string, value: string | null) => string | null | undefined,
): Translation<Chosen> {
  const mapped: Record<string, string | null> = {};
  for (const name of names) {
    const value = values[name] ?? null;
    const there = map(name, value);
    if (there === undefined) {
      const message = `"${value ?? ""}" of "${name}" has no label of that name in Linear's group; add one there`;
      return { kind: "refused", refusal: { fields: ["custom"], code: "unmapped", message } };
    }
    mapped[name] = there;
  }
  return translated(mapped);
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
