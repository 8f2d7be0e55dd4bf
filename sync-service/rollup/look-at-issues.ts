import { type IssueId, issueId, type Side, SIDES } from "#sync/model/issue.ts";
import type { PlannedIssue } from "#sync/model/planned-issue.ts";
import type { RollupStore } from "#sync/store/rollup.ts";
import type { CallOptions } from "#sync/trackers/tracker.ts";
import { issueOfItem, itemId } from "./item-id.ts";
import type { PlanningPorts } from "./resolve-sources.ts";

/** What history told of an issue before, by roll-up id, so that it is asked for once. */
type KnownHistories = ReadonlyMap<string, Pick<PlannedIssue, "startedAt" | "blockedBy">>;

/** Issues of both trackers by roll-up id; what is gone or hidden is left out. */
export async function readIssues(
  ports: PlanningPorts,
  items: Iterable<string>,
  known: KnownHistories,
  options: CallOptions,
): Promise<Map<string, PlannedIssue>> {
  const wanted = [...new Set(items)];
  const answers = await Promise.all(
    SIDES.map(async (side) => {
      const ids = issuesOf(side, wanted);
      if (ids.length === 0) return [];
      const histories = ids.flatMap((id) => {
        const history = known.get(itemId(side, id));
        return history ? [[id, history] as const] : [];
      });
      return await ports[side].read(ids, new Map(histories), options);
    }),
  );
  return new Map(answers.flat().map((issue) => [itemId(issue.side, issue.id), issue]));
}

/** The other half of each of these that is mirrored, by roll-up id and both ways around. */
export async function counterpartsOf(
  store: Pick<RollupStore, "pairs">,
  items: Iterable<string>,
): Promise<Map<string, string>> {
  const wanted = [...new Set(items)];
  const counterparts = new Map<string, string>();
  if (wanted.length === 0) return counterparts;
  const ids = { jira: issuesOf("jira", wanted), linear: issuesOf("linear", wanted) };
  for (const { jira, linear } of await store.pairs(ids)) {
    const [one, other] = [itemId("jira", jira), itemId("linear", linear)];
    counterparts.set(one, other).set(other, one);
  }
  return counterparts;
}

/** Those of one side, by its own ids. */
export function issuesOf(side: Side, items: Iterable<string>): IssueId[] {
  const ids: IssueId[] = [];
  for (const item of items) {
    const id = issueOfItem(side, item);
    if (id !== null) ids.push(issueId(id));
  }
  return ids;
}
