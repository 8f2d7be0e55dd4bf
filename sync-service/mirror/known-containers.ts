import { SIDES, type Side } from "#sync/model/issue.ts";
import type { Mirror } from "#sync/model/mapping.ts";
import type { MirrorStore } from "#sync/store/store.ts";
import type { Directory } from "#sync/trackers/tracker.ts";

/**
 * The mirror with its project and team named by the ids that their names stood for at first: keys and names
 * change, and may even be given to another team. What was never found, or is gone, stays named as it is.
 */
export async function byKnownIds(
  store: MirrorStore,
  mirror: Mirror,
  directories: Readonly<Record<Side, Directory>>,
): Promise<Mirror> {
  const named: Record<Side, string> = { jira: mirror.jira.project, linear: mirror.linear.team };
  for (const side of SIDES) {
    const { containers } = directories[side];
    const name = named[side];
    const cursor = `${side}-container ${name}`;
    const known = await store.cursor(mirror.id, cursor);
    const found =
      containers.find(({ id }) => id === known) ??
      containers.find((candidate) => [candidate.key, candidate.id, candidate.name].includes(name));
    if (!found) continue;
    if (found.id !== known) await store.setCursor(mirror.id, cursor, found.id);
    named[side] = found.id;
  }
  return {
    ...mirror,
    jira: { ...mirror.jira, project: named.jira },
    linear: { ...mirror.linear, team: named.linear },
  };
}
