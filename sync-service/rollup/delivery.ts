import type { RollupItem, RollupSource, StatusCategory } from "#shared/rollup/item.ts";
import { progressOf, type Progress } from "#shared/rollup/progress.ts";
import { otherSide, SIDES, type IssueId, type Side, type Snapshot } from "#sync/model/issue.ts";
import type { MirrorStore } from "#sync/store/store.ts";
import type { Directory, Status, Tracker } from "#sync/trackers/tracker.ts";
import { sideOf, type Initiative, type InitiativeSource } from "./initiative.ts";

interface DeliveryParts {
  store: MirrorStore;
  jira: Tracker<"jira">;
  linear: Tracker<"linear">;
}

interface Directories {
  jira: Directory;
  linear: Directory;
}

/** An initiative's progress, and the issues behind each of its lines. */
export interface Delivery {
  progress: Progress;
  /** Every issue looked at, by its roll-up id. */
  snapshots: ReadonlyMap<string, Snapshot>;
}

/** The id of an issue in a roll-up: unique over both trackers. */
export const itemId = (side: Side, id: IssueId): string => `${side}:${id}`;
/** The issue behind such an id; null when it is the other side's. */
export const issueOfItem = (side: Side, item: string): string | null =>
  item.startsWith(`${side}:`) ? item.slice(side.length + 1) : null;

type IdsOfSides = Record<Side, Set<IssueId>>;

/** Asks both trackers which issues the initiative's sources hold, looks at them and rolls them up. */
export async function deliveryOf(
  parts: DeliveryParts,
  initiative: Initiative,
  directories: Directories,
): Promise<Delivery> {
  const ids: IdsOfSides = { jira: new Set(), linear: new Set() };
  const sources: RollupSource[] = [];
  for (const source of initiative.sources) {
    const listed = await listSource(parts, source, directories);
    const side = sideOf(source);
    for (const id of listed) ids[side].add(id);
    const itemIds = listed.map((id) => itemId(side, id));
    sources.push({ id: source.id, label: source.label, rootIds: [], itemIds });
  }
  const counterparts = await counterpartsOf(parts.store, ids);
  const snapshots = await observe(parts, ids);
  const pool = [...snapshots].map(([id, snapshot]) =>
    toItem(id, snapshot, counterparts.get(id) ?? null, directories[snapshot.side]),
  );
  return { progress: progressOf(pool, sources), snapshots };
}

async function listSource(
  parts: DeliveryParts,
  source: InitiativeSource,
  directories: Directories,
): Promise<IssueId[]> {
  const { kind } = source;
  // The other kinds are read by what gathers sources.
  if (kind !== "jira" && kind !== "linear") return [];
  const name = kind === "jira" ? source.project : source.team;
  const container = directories[kind].containers.find(({ key }) => key === name);
  if (!container) return [];
  const filter = source.kind === "jira" ? source.jql : JSON.stringify(source.filter);
  const ids: IssueId[] = [];
  const pages = parts[kind].list({ containers: [container.id], filter }, { priority: "interactive" });
  for await (const page of pages) ids.push(...page.map(({ id }) => id));
  return ids;
}

/** The other half of each mirrored pair by roll-up id; halves that no source named are added to `ids`. */
async function counterpartsOf(store: MirrorStore, ids: IdsOfSides): Promise<Map<string, string>> {
  const counterparts = new Map<string, string>();
  const mirrors = await store.mirrors();
  for (const side of SIDES) {
    for (const mirror of mirrors) {
      const links = await store.linksByIssue(mirror.id, side, [...ids[side]]);
      for (const [id, link] of links) {
        const other = link[otherSide[side]]?.id;
        if (other === undefined || link.state !== "linked") continue;
        ids[otherSide[side]].add(other);
        counterparts.set(itemId(side, id), itemId(otherSide[side], other));
        counterparts.set(itemId(otherSide[side], other), itemId(side, id));
      }
    }
  }
  return counterparts;
}

async function observe(parts: DeliveryParts, ids: IdsOfSides): Promise<Map<string, Snapshot>> {
  const options = { priority: "interactive" } as const;
  const [jira, linear] = await Promise.all([
    ids.jira.size === 0 ? [] : parts.jira.observe([...ids.jira], options),
    ids.linear.size === 0 ? [] : parts.linear.observe([...ids.linear], options),
  ]);
  const snapshots = new Map<string, Snapshot>();
  for (const [, observation] of [...jira, ...linear]) {
    if (observation.kind !== "present" || observation.snapshot.lifecycle === "trashed") continue;
    snapshots.set(itemId(observation.snapshot.side, observation.snapshot.id), observation.snapshot);
  }
  return snapshots;
}

function toItem(
  id: string,
  snapshot: Snapshot,
  counterpartId: string | null,
  directory: Directory,
): RollupItem {
  const container = directory.containers.find((one) => one.id === snapshot.container);
  const status = container?.statuses.find((one) => one.id === snapshot.values.status);
  return {
    id,
    tracker: snapshot.side,
    key: snapshot.key,
    title: snapshot.values.title,
    url: snapshot.url,
    counterpartId,
    parentIds: [],
    status: categoryOf(status),
    points: snapshot.values.estimate,
    time: null,
    isSubtask: false,
    team: container?.key ?? "",
  };
}

/** What has no place in a roll-up's five categories counts as not begun, or as given up. */
function categoryOf(status: Status | undefined): StatusCategory {
  switch (status?.category) {
    case "unstarted":
    case "started":
    case "completed":
    case "canceled":
      return status.category;
    case "duplicate":
      return "canceled";
    case "triage":
    case "backlog":
    case "unknown":
    case undefined:
      return "backlog";
  }
}
