import type { Day } from "../day.ts";
import type { StatusCategory } from "./item.ts";
import type { Progress } from "./progress.ts";
import { workKey } from "./works.ts";

/** What a page remembers of a day, so that any later day can be compared with it. */
export interface ScopeSnapshot {
  readonly on: Day;
  readonly unit: Progress["unit"];
  readonly share: number | null;
  readonly lines: readonly ScopeLine[];
}

interface ScopeLine {
  readonly key: string;
  readonly itemIds: readonly string[];
  readonly weight: number;
  readonly status: StatusCategory;
}

export function snapshotOf(progress: Progress, on: Day): ScopeSnapshot {
  const lines = progress.lines.map(({ work, weight }) => ({
    key: workKey(work),
    itemIds: work.items.map(({ id }) => id),
    weight,
    status: work.status,
  }));
  return { on, unit: progress.unit, share: progress.share, lines };
}

/** Everything between two days; `scopeThen + added − removed + reestimated` is exactly `scopeNow`. */
interface ScopeChange {
  readonly since: Day;
  readonly scopeThen: number;
  readonly scopeNow: number;
  readonly added: readonly Changed[];
  readonly removed: readonly Changed[];
  readonly reestimated: readonly (Changed & { readonly from: number })[];
  readonly completed: readonly Changed[];
  readonly reopened: readonly Changed[];
  readonly started: readonly Changed[];
  /** What changed, in words. */
  readonly sentence: string;
}

interface Changed {
  readonly key: string;
  readonly weight: number;
}

/** An issue is the same when any of its ids is: a pair that was linked in between is no new scope. */
export function scopeChange(then: ScopeSnapshot, now: ScopeSnapshot): ScopeChange {
  const before = new Map(then.lines.flatMap((line) => line.itemIds.map((id) => [id, line] as const)));
  const kept = new Set<ScopeLine>();
  const added: Changed[] = [];
  const reestimated: (Changed & { from: number })[] = [];
  const completed: Changed[] = [];
  const reopened: Changed[] = [];
  const started: Changed[] = [];
  for (const line of now.lines) {
    const { key, weight } = line;
    const old = line.itemIds
      .map((id) => before.get(id))
      .find((each) => each !== undefined && !kept.has(each));
    if (old === undefined) added.push({ key, weight });
    else kept.add(old);
    if (old !== undefined && old.weight !== weight) reestimated.push({ key, weight, from: old.weight });
    const was = old?.status ?? "unstarted";
    if (line.status === was) continue;
    if (line.status === "completed") completed.push({ key, weight });
    else if (was === "completed") reopened.push({ key, weight });
    else if (line.status === "started") started.push({ key, weight });
  }
  const removed = then.lines.filter((line) => !kept.has(line)).map(({ key, weight }) => ({ key, weight }));
  const change = {
    since: then.on,
    scopeThen: total(then.lines),
    scopeNow: total(now.lines),
    added,
    removed,
    reestimated,
    completed,
    reopened,
    started,
  };
  return { ...change, sentence: sentenceOf(then, now, change) };
}

function total(lines: readonly Changed[]): number {
  return lines.reduce((sum, { weight }) => sum + weight, 0);
}

function sentenceOf(then: ScopeSnapshot, now: ScopeSnapshot, change: Omit<ScopeChange, "sentence">): string {
  const parts = [
    counted(change.completed, "completed"),
    counted(change.started, "started"),
    counted(change.reopened, "reopened"),
    counted(change.added, "added"),
    counted(change.removed, "removed"),
    counted(change.reestimated, "re-estimated"),
  ].filter((part) => part !== "");
  if (then.unit !== now.unit) parts.push(`progress is now in ${now.unit} instead of ${then.unit}`);
  else if (then.share !== now.share)
    parts.push(`progress from ${percent(then.share)} to ${percent(now.share)}`);
  return parts.length === 0 ? `Nothing changed since ${then.on}.` : `Since ${then.on}: ${parts.join(", ")}.`;
}

const mostNamed = 3;

function counted(changed: readonly Changed[], word: string): string {
  if (changed.length === 0) return "";
  const names = changed.slice(0, mostNamed).map(({ key }) => key);
  const more = changed.length > mostNamed ? " …" : "";
  return `${changed.length} ${word} (${names.join(", ")}${more})`;
}

function percent(share: number | null): string {
  return share === null ? "nothing" : `${Math.round(share * 1000) / 10} %`;
}
