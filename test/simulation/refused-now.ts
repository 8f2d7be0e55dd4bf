import type { Parked } from "#sync/model/link.ts";
import type { JiraIssue, LinearIssue } from "./field-kind.ts";
import type { Pair } from "./pairs.ts";
import { mayBePart } from "./place.ts";
import type { World } from "./world.ts";

/** Whether the tracker would refuse the write today, by what its own dump shows. */
export function isRefusedNow(parked: Parked, pairs: readonly Pair[], world: World): boolean {
  const pair = pairs.find(({ link }) => link === parked.link);
  if (!pair) return false;
  const { jira, linear } = pair;
  switch (parked.field) {
    case "title":
    case "issue":
      // Jira's summaries hold 255 characters.
      return parked.side === "jira" && (linear?.title.length ?? 0) > 255;
    case "status": {
      if (!jira || !linear || parked.side !== "jira") return false;
      const workflow = world.jira.dump(new Set()).projects[0]?.workflow;
      // A closing screen asks for a resolution, which nobody gives; a linear workflow lacks some statuses.
      return workflow === "required-fields" || workflow === "linear";
    }
    case "parent": {
      if (parked.code === "waits") return waitsForParent(pair, pairs);
      if (!jira || !linear) return false;
      if (parked.side === "linear") return isAbove(linear, partIn(jira, pairs), world);
      const above = pairs.find(({ linearId }) => linearId === linear.parent?.id);
      return !mayBePart(jira.type, above?.jira?.type ?? null);
    }
    default:
      return false;
  }
}

function partIn(jira: JiraIssue, pairs: readonly Pair[]): LinearIssue | undefined {
  return pairs.find(({ jiraId }) => jiraId === jira.parent?.id)?.linear;
}

/** Linear lets no issue be its own ancestor; Jira's levels do, where the same two stand the other way round. */
function isAbove(linear: LinearIssue, wanted: LinearIssue | undefined, world: World): boolean {
  const byId = new Map(world.linear.dump().issues.map((issue) => [issue.id, issue]));
  for (let above = wanted; above !== undefined; above = byId.get(above.parent?.id ?? "")) {
    if (above.id === linear.id) return true;
  }
  return false;
}

/** The parent has no counterpart either. */
function waitsForParent({ jira, linear }: Pair, pairs: readonly Pair[]): boolean {
  const above = pairs.find(
    ({ jiraId, linearId }) =>
      (linear && linearId === linear.parent?.id) || (jira && jiraId === jira.parent?.id),
  );
  return above !== undefined && (above.jira === undefined || above.linear === undefined);
}
