import type { FieldOwners, RollupItem, RollupSource } from "./item.ts";
import { ruleStatements, select } from "./rules.ts";
import type { Measure, ProgressRule, Selection } from "./rules.ts";
import { collectWorks, workKey } from "./works.ts";
import type { Work } from "./works.ts";

export interface ProgressSettings {
  readonly rule: ProgressRule;
  readonly measure: Measure;
  readonly owners: FieldOwners;
  /** Points of different teams are not added: count issues, or let each team weigh the same by its own points. */
  readonly severalTeams: "count" | "shares";
}

export const defaultProgressSettings: ProgressSettings = {
  rule: "linear",
  measure: "points",
  owners: { status: "linear", points: "linear", time: "jira" },
  severalTeams: "count",
};

interface ProgressLine {
  readonly work: Work;
  readonly weight: number;
  /** 0 to 1. */
  readonly done: number;
  readonly why: string;
}

export interface Progress {
  /** Σ weight × done ÷ Σ weight over the lines, 0 to 1; null when nothing counts. */
  readonly share: number | null;
  readonly done: number;
  readonly total: number;
  readonly unit: "issues" | "points" | "hours" | "teams";
  /** The total by status: completed, started, and neither. */
  readonly completed: number;
  readonly started: number;
  readonly unstarted: number;
  readonly lines: readonly ProgressLine[];
  readonly leftOut: readonly { readonly work: Work; readonly reason: string }[];
  readonly statement: string;
  readonly warnings: readonly string[];
}

/** An initiative's progress over both trackers, with every line that makes it. */
export function progressOf(
  pool: readonly RollupItem[],
  sources: readonly RollupSource[],
  settings: ProgressSettings = defaultProgressSettings,
): Progress {
  return progressOfWorks(collectWorks(pool, sources, settings.owners), settings);
}

export function progressOfWorks(works: readonly Work[], settings: ProgressSettings): Progress {
  const selected = select(works, settings.rule, settings.measure);
  const teams = new Set<string>();
  works.forEach(({ team }, position) => {
    if (selected[position]?.counts === true) teams.add(team);
  });
  const mixed = settings.measure === "points" && teams.size > 1;
  const measure = mixed && settings.severalTeams === "count" ? "count" : settings.measure;
  const rate =
    mixed && settings.severalTeams === "shares" ? teamsAPoint(works, selected, settings.rule) : null;
  const lines: ProgressLine[] = [];
  const leftOut: { work: Work; reason: string }[] = [];
  const unweighed = `no ${measure === "time" ? "time" : "estimate"}: left out by this rule`;
  works.forEach((work, position) => {
    const selection = selected[position];
    if (selection === undefined) return;
    if (!selection.counts) {
      leftOut.push({ work, reason: selection.reason });
      return;
    }
    const own = weightOf(work, measure, settings.rule);
    if (own === null) leftOut.push({ work, reason: unweighed });
    else {
      const weight = rate === null ? own : own * (rate.get(work.team) ?? 1);
      lines.push({ work, weight, done: selection.done, why: selection.why });
    }
  });

  const notes = mixed ? [severalTeamsNote(teams.size, settings.severalTeams)] : [];
  return {
    ...sum(lines),
    unit: rate !== null ? "teams" : unitOf(measure),
    lines,
    leftOut,
    statement: ruleStatements[settings.rule],
    warnings: [...notes, ...warningsOf(works)],
  };
}

function sum(
  lines: readonly ProgressLine[],
): Pick<Progress, "share" | "done" | "total" | "completed" | "started" | "unstarted"> {
  let done = 0;
  let total = 0;
  let completed = 0;
  let started = 0;
  let unstarted = 0;
  for (const line of lines) {
    done += line.weight * line.done;
    total += line.weight;
    if (line.work.status === "completed") completed += line.weight;
    else if (line.work.status === "started") started += line.weight;
    else unstarted += line.weight;
  }
  return { share: total === 0 ? null : done / total, done, total, completed, started, unstarted };
}

/** In Linear's rule an issue without an estimate counts 1; in Jira's it is left out. */
function weightOf(work: Work, measure: Measure, rule: ProgressRule): number | null {
  if (measure === "count") return 1;
  if (measure === "points") return work.points ?? (rule === "linear" ? 1 : null);
  return work.time === null ? null : work.time.spent + work.time.remaining;
}

/** Per team: what share of the team one of its points is, so that each team weighs 1 in all. */
function teamsAPoint(
  works: readonly Work[],
  selected: readonly Selection[],
  rule: ProgressRule,
): ReadonlyMap<string, number> {
  const points = new Map<string, number>();
  works.forEach((work, position) => {
    if (selected[position]?.counts !== true) return;
    points.set(work.team, (points.get(work.team) ?? 0) + (weightOf(work, "points", rule) ?? 0));
  });
  return new Map([...points].map(([team, total]) => [team, total === 0 ? 0 : 1 / total]));
}

function unitOf(measure: Measure): "issues" | "points" | "hours" {
  if (measure === "count") return "issues";
  return measure === "points" ? "points" : "hours";
}

function severalTeamsNote(teams: number, choice: ProgressSettings["severalTeams"]): string {
  return choice === "count"
    ? `${teams} teams work on this and their points mean different things, so issues are counted instead.`
    : `${teams} teams work on this and their points mean different things, so each team weighs the same, by its own points.`;
}

/** Parents that are done above open issues, and rings: so many are named. */
const mostNamed = 20;

function warningsOf(works: readonly Work[]): readonly string[] {
  const done = works.filter((work) => work.status === "completed" && work.children.length > 0);
  const warnings: string[] = [];
  let unnamed = 0;
  for (const work of done) {
    const open = work.children.reduce((count, child) => count + (isOpen(works[child]) ? 1 : 0), 0);
    if (open === 0) continue;
    if (warnings.length === mostNamed) unnamed += 1;
    else
      warnings.push(
        `${workKey(work)} is done, but ${open} of the issues below it ${open === 1 ? "is" : "are"} not.`,
      );
  }
  if (unnamed > 0)
    warnings.push(`${unnamed === 1 ? "One more is" : `${unnamed} more are`} done above issues that are not.`);
  const ring = works.filter(({ inCycle }) => inCycle);
  if (ring.length > 0) {
    const more = ring.length > mostNamed ? ` and ${ring.length - mostNamed} more` : "";
    warnings.push(
      `${ring.slice(0, mostNamed).map(workKey).join(", ")}${more} are each other's parents; each counts by itself until that is undone.`,
    );
  }
  return warnings;
}

function isOpen(work: Work | undefined): boolean {
  return work !== undefined && work.status !== "completed" && work.status !== "canceled";
}
