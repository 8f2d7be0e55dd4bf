import { translated, type Field } from "./field.ts";

type Labels = readonly string[];

/**
 * Labels: what either side added is added on the other, what either side removed is removed there; nothing
 * is ever written whole. `toLinear` and `toJira` map one label; undefined leaves it on its own side.
 */
export function labelsField(maps: {
  toLinear: (label: string) => string | undefined;
  toJira: (label: string) => string | undefined;
}): Field<Labels, Labels> {
  const all = (labels: Labels, map: (label: string) => string | undefined): string[] => [
    ...new Set(labels.map(map).filter((label) => label !== undefined)),
  ];
  return {
    sameInJira: sameSet,
    sameInLinear: sameSet,
    toLinear: (labels, now = []) => {
      const own = now.filter((label) => maps.toJira(label) === undefined);
      return translated([
        ...new Set([...keepKnown(all(labels, maps.toLinear), now, labels, maps.toJira), ...own]),
      ]);
    },
    toJira: (labels, now = []) => {
      const own = now.filter((label) => maps.toLinear(label) === undefined);
      return translated([
        ...new Set([...keepKnown(all(labels, maps.toJira), now, labels, maps.toLinear), ...own]),
      ]);
    },
    combine: (base, now) => {
      const added = (from: Labels, to: Labels): Labels => to.filter((label) => !from.includes(label));
      const before = { jira: base.jira ?? [], linear: base.linear ?? [] };
      const jira = apply(
        now.jira,
        all(added(before.linear, now.linear), maps.toJira),
        // Gone from Linear, and no label that is left there stands for the same one.
        all(added(now.linear, before.linear), maps.toJira).filter(
          (label) => !all(now.linear, maps.toJira).includes(label),
        ),
      );
      const linear = apply(
        now.linear,
        all(added(before.jira, now.jira), maps.toLinear),
        all(added(now.jira, before.jira), maps.toLinear).filter(
          (label) => !all(now.jira, maps.toLinear).includes(label),
        ),
      );
      return { jira, linear, overlaps: false };
    },
  };
}

/** Labels of the other side that already stand for one of `labels` stay, although the map would name another. */
function keepKnown(
  wanted: readonly string[],
  now: Labels,
  labels: Labels,
  back: (label: string) => string | undefined,
): string[] {
  const covered = now.filter((label) => {
    const original = back(label);
    return original !== undefined && labels.includes(original);
  });
  const coveredOriginals = new Set(covered.map(back));
  return [...covered, ...wanted.filter((label) => !coveredOriginals.has(back(label)))];
}

function apply(labels: Labels, add: Labels, remove: Labels): string[] {
  return [...new Set([...labels.filter((label) => !remove.includes(label)), ...add])];
}

function sameSet(a: Labels, b: Labels): boolean {
  return a.length === b.length && a.every((label) => b.includes(label));
}
