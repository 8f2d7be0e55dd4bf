import type { Issue } from "./model.ts";
import type { JiraState } from "./state.ts";

interface Held {
  /** The issue as search still sees it; null while search does not know it yet. */
  readonly issue: Issue | null;
  readonly until: number;
}

/** Search lags behind the records: until a change is indexed, the issue is seen as it was before it. */
export class SearchIndex {
  readonly #held = new Map<number, Held[]>();

  hold(id: number, before: Issue | null, now: number, lag: number): void {
    const held = (this.#held.get(id) ?? []).filter((version) => version.until > now);
    this.#held.set(id, [...held, { issue: before, until: now + lag }]);
  }

  /** What search sees now, newest issue first; issues in `reconciled` as they really are. */
  view(state: JiraState, now: number, reconciled: ReadonlySet<number>): Issue[] {
    const seen: Issue[] = [];
    for (const issue of state.issues.values()) {
      const visible = this.#held.size === 0 ? issue : this.#visible(issue.id, issue, now, reconciled);
      if (visible) seen.push(visible);
    }
    for (const id of this.#held.keys()) {
      if (state.issues.has(id)) continue;
      const ghost = this.#visible(id, null, now, reconciled);
      if (ghost) seen.push(ghost);
    }
    return seen.reverse();
  }

  /** One issue as search sees it now. */
  one(state: JiraState, id: number, now: number, reconciled: ReadonlySet<number>): Issue | null {
    return this.#visible(id, state.issues.get(id) ?? null, now, reconciled);
  }

  #visible(id: number, live: Issue | null, now: number, reconciled: ReadonlySet<number>): Issue | null {
    const held = this.#held.get(id);
    if (!held || reconciled.has(id)) return live;
    const version = held.find(({ until }) => until > now);
    if (version) return version.issue;
    this.#held.delete(id);
    return live;
  }
}
