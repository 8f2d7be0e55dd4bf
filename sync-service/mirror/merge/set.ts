import { translated, type Field } from "./field.ts";

type Labels = readonly string[];

type LabelMap = (label: string) => string | undefined;

/**
 * Sets, of labels first of all: what either side added is added on the other, what either side removed is
 * removed there; nothing is ever written whole. `toLinear` and `toJira` map one label; undefined leaves it on
 * its own side.
 */
export function setField(maps: { toLinear: LabelMap; toJira: LabelMap }): Field<Labels, Labels> {
  const all = (labels: Labels, map: LabelMap): string[] => [
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
    standing: (sent, side, now) => {
      const { toJira, toLinear } = maps;
      if (side === "linear") {
        const linear = sent.linear.filter((label) => now.linear.includes(label));
        const isGone = (label: string): boolean =>
          missing(sent.linear, linear).includes(toLinear(label) ?? "");
        const pair = { jira: sent.jira.filter((label) => !isGone(label)), linear };
        return { pair, isWhole: linear.length === sent.linear.length };
      }
      const jira = sent.jira.filter((label) => now.jira.includes(label));
      const isGone = (label: string): boolean => missing(sent.jira, jira).includes(toJira(label) ?? "");
      const pair = { jira, linear: sent.linear.filter((label) => !isGone(label)) };
      return { pair, isWhole: jira.length === sent.jira.length };
    },
    combine: (base, now) => {
      const { toJira, toLinear } = maps;
      const linearEdits = edited(base.linear ?? [], now.linear);
      const jiraEdits = edited(base.jira ?? [], now.jira);
      return {
        jira: carryOver(linearEdits, now.linear, now.jira, toJira, toLinear),
        linear: carryOver(jiraEdits, now.jira, now.linear, toLinear, toJira),
        overlaps: false,
      };
    },
  };
}

function missing(sent: Labels, standing: Labels): Labels {
  return sent.filter((label) => !standing.includes(label));
}

function edited(before: Labels, now: Labels): { added: Labels; gone: Labels } {
  return {
    added: now.filter((label) => !before.includes(label)),
    gone: before.filter((label) => !now.includes(label)),
  };
}

/** What one side added and took away, done to the other side's set, where several labels may stand for one. */
function carryOver(
  { added, gone }: { added: Labels; gone: Labels },
  here: Labels,
  there: Labels,
  across: LabelMap,
  back: LabelMap,
): string[] {
  const standsFor = (own: string, other: string): boolean => across(own) === other || back(other) === own;
  const left = there.filter(
    (other) => !gone.some((own) => standsFor(own, other)) || here.some((own) => standsFor(own, other)),
  );
  const missing = added.filter((own) => !there.some((other) => standsFor(own, other)));
  return [...new Set([...left, ...missing.map(across).filter((label) => label !== undefined)])];
}

/** Labels of the other side that already stand for one of `labels` stay, although the map would name another. */
function keepKnown(wanted: readonly string[], now: Labels, labels: Labels, back: LabelMap): string[] {
  const covered = now.filter((label) => {
    const original = back(label);
    return original !== undefined && labels.includes(original);
  });
  const coveredOriginals = new Set(covered.map(back));
  return [...covered, ...wanted.filter((label) => !coveredOriginals.has(back(label)))];
}

function sameSet(a: Labels, b: Labels): boolean {
  return a.length === b.length && a.every((label) => b.includes(label));
}
