import type { StatusCategory } from "./item.ts";
import { workKey } from "./works.ts";
import type { Work } from "./works.ts";

/**
 * Which works count, and how far along each is, in the named rules of the tools people know. In every rule a
 * cancelled issue is scope taken away, and sub-tasks never count: both are ours, said wherever a number is shown.
 */
export type ProgressRule = "linear" | "jira-plans" | "jira-product-discovery";

export type Measure = "count" | "points" | "time";

/** `reason` is why the work counts no weight of its own. */
export type Selection =
  | { readonly counts: true; readonly done: number; readonly why: string }
  | { readonly counts: false; readonly reason: string };

const startedInLinear = 0.25;

/** The rule in one sentence, for the place where its number is shown. */
export const ruleStatements: Readonly<Record<ProgressRule, string>> = {
  linear:
    "Linear's rule: (completed + 0.25 × started) ÷ total, over the lowest level; an issue without an estimate counts 1.",
  "jira-plans":
    "Jira Plans' rule: by count the direct children alone, by points or time all descendants that have an estimate.",
  "jira-product-discovery":
    "Jira Product Discovery's rule: the share done of the children one level down; a link without children counts by its own status.",
};

export function select(works: readonly Work[], rule: ProgressRule, measure: Measure): readonly Selection[] {
  const carriers = carriedByDescendants(works);
  return works.map((work, position) => {
    if (work.status === "canceled") return cancelled;
    if (work.isSubtask) return subtask;
    const carried = carriers[position] === true;
    if (rule === "linear") {
      if (carried) return parent;
      return inLinear(work.status);
    }
    const inScope = rule === "jira-plans" && measure !== "count" ? isBelow(work) : isDirectChild(works, work);
    if (inScope || (work.isRoot && !carried)) return { counts: true, ...inJira(work, measure) };
    if (work.isRoot) return { counts: false, reason: "the linked issue itself: what is below it counts" };
    return { counts: false, reason: `deeper than one level: ${parentKey(works, work)} counts` };
  });
}

// One of each, however many thousand works there are.
const cancelled: Selection = { counts: false, reason: "cancelled: taken out of the scope" };
const subtask: Selection = { counts: false, reason: "a sub-task: its parent counts" };
const parent: Selection = { counts: false, reason: "a parent: the issues below it count" };
const doneInLinear: Selection = { counts: true, done: 1, why: "completed" };
const begunInLinear: Selection = { counts: true, done: startedInLinear, why: "started counts a quarter" };
const openInLinear: Selection = { counts: true, done: 0, why: "not started" };

function inLinear(status: StatusCategory): Selection {
  if (status === "completed") return doneInLinear;
  return status === "started" ? begunInLinear : openInLinear;
}

function inJira(work: Work, measure: Measure): { done: number; why: string } {
  if (work.status === "completed") return { done: 1, why: "done" };
  if (measure === "time" && work.time !== null && work.time.spent > 0) {
    const { spent, remaining } = work.time;
    return { done: spent / (spent + remaining), why: `${spent} h worked, ${remaining} h to do` };
  }
  return { done: 0, why: work.status === "started" ? "in progress" : "to do" };
}

/** Whether anything that counts lies below, at any depth: then the parent carries no weight of its own. */
function carriedByDescendants(works: readonly Work[]): readonly boolean[] {
  const carried = works.map(() => false);
  works.forEach((work) => {
    if (work.parents.length === 0 || work.status === "canceled" || work.isSubtask) return;
    const climb = [...work.parents];
    for (let above = climb.pop(); above !== undefined; above = climb.pop()) {
      if (carried[above] === true) continue;
      carried[above] = true;
      climb.push(...(works[above]?.parents ?? []));
    }
  });
  return carried;
}

function isDirectChild(works: readonly Work[], work: Work): boolean {
  return work.isTop || work.parents.some((parent) => works[parent]?.isRoot === true);
}

function isBelow(work: Work): boolean {
  return !work.isRoot || work.parents.length > 0;
}

function parentKey(works: readonly Work[], work: Work): string {
  const parent = works[work.parents[0] ?? -1];
  return parent === undefined ? "its parent" : workKey(parent);
}
