import { isOnSide, type Side, type Snapshot } from "#sync/model/issue.ts";
import type { ClaimedLink, Link, LinkId } from "#sync/model/link.ts";
import { projectOf } from "#sync/model/project-id.ts";
import { becomesProject } from "./translate/epics.ts";
import type { EngineParts } from "./parts.ts";
import { endOf } from "./prepare.ts";
import type { Translator } from "./translate.ts";

/** The cursor that says that this has been done. */
const ADOPTED = "adopted";
/** One tracker's page of whole issues. */
const PAGE = 250;

/**
 * Both sides may hold the same issues already, from an earlier import or a lost database. Before anything is
 * created, issues without a link are matched: by the counterpart's URL that an import left behind, or by a
 * title that is the only one of its kind on both sides. Marks are read later, when each link is looked at.
 */
export async function adopt(parts: EngineParts, translator: Translator): Promise<void> {
  const mirror = translator.mirror.id;
  if ((await parts.store.cursor(mirror, ADOPTED)) !== null) return;
  await matchAndJoin(parts, translator);
  // A crash before this line matches once more what is still alone.
  await parts.store.setCursor(mirror, ADOPTED, new Date(parts.clock.now()).toISOString());
}

async function matchAndJoin(parts: EngineParts, translator: Translator): Promise<void> {
  const mirror = translator.mirror.id;
  const [jiraLinks, linearLinks] = await Promise.all([
    parts.store.unmatched(mirror, "jira"),
    parts.store.unmatched(mirror, "linear"),
  ]);
  if (jiraLinks.length === 0 || linearLinks.length === 0) return;
  const jira = await observeAll(parts, "jira", jiraLinks);
  const linear = await observeAll(parts, "linear", linearLinks);
  const linkOf = new Map<Snapshot, Link>([...jira, ...linear]);
  const pairs = matchAll(translator, [...jira.keys()], [...linear.keys()]);
  await joinPairs(parts, translator, pairs, linkOf);
}

async function observeAll(
  parts: EngineParts,
  side: Side,
  links: readonly Link[],
): Promise<Map<Snapshot, Link>> {
  const snapshots = new Map<Snapshot, Link>();
  for (let start = 0; start < links.length; start += PAGE) {
    const page = links.slice(start, start + PAGE);
    const ids = page.map((link) => link[side]?.id).filter((id) => id !== undefined);
    const observed = await parts[side].observe(ids, { priority: "backfill" });
    for (const link of page) {
      const id = link[side]?.id;
      const one = id === undefined ? undefined : observed.get(id);
      // A marked issue names its link by itself.
      if (one?.kind === "present" && one.snapshot.mark === null && one.snapshot.lifecycle === "active") {
        snapshots.set(one.snapshot, link);
      }
    }
  }
  return snapshots;
}

function matchAll(
  translator: Translator,
  jira: readonly Snapshot[],
  linear: readonly Snapshot[],
): [Snapshot, Snapshot, string][] {
  const pairs: [Snapshot, Snapshot, string][] = [];
  const taken = new Set<Snapshot>();
  const take = (there: Snapshot | undefined, here: Snapshot | undefined, how: string): void => {
    if (!there || !here || taken.has(there) || taken.has(here)) return;
    taken.add(there).add(here);
    pairs.push([there, here, how]);
  };
  const jiraByUrl = new Map(jira.map((snapshot) => [snapshot.url.toLowerCase(), snapshot]));
  for (const here of linear) {
    const there = here.counterpartUrls.map((url) => jiraByUrl.get(url.toLowerCase())).find((found) => found);
    take(there, here, "by the Jira link it carries");
  }
  const left = (some: readonly Snapshot[]): Snapshot[] => some.filter((snapshot) => !taken.has(snapshot));
  const jiraByTitle = uniqueByTitle(left(jira), (snapshot) => isEpic(translator, snapshot));
  const linearByTitle = uniqueByTitle(left(linear), ({ id }) => projectOf(id) !== null);
  for (const [title, there] of jiraByTitle) take(there, linearByTitle.get(title), "by its title");
  return pairs;
}

function isEpic(translator: Translator, snapshot: Snapshot): boolean {
  return isOnSide(snapshot, "jira") && becomesProject(translator, snapshot);
}

/** An issue and a project are never the same, whatever their titles. */
function uniqueByTitle(
  snapshots: readonly Snapshot[],
  isProject: (snapshot: Snapshot) => boolean,
): Map<string, Snapshot> {
  const groups = Map.groupBy(
    snapshots,
    (snapshot) =>
      `${isProject(snapshot) ? "project" : "issue"} ${snapshot.values.title.trim().toLowerCase()}`,
  );
  return new Map(
    [...groups].flatMap(([title, group]) => (group.length === 1 && group[0] ? [[title, group[0]]] : [])),
  );
}

async function joinPairs(
  parts: EngineParts,
  translator: Translator,
  pairs: readonly [Snapshot, Snapshot, string][],
  linkOf: ReadonlyMap<Snapshot, Link>,
): Promise<void> {
  if (pairs.length === 0) return;
  const mirror = translator.mirror.id;
  const now = parts.clock.now();
  const wanted = new Map<LinkId, { into: LinkId; snapshot: Snapshot; message: string }>();
  for (const [there, here, how] of pairs) {
    const [into, from] = [linkOf.get(there), linkOf.get(here)];
    if (!into || !from) continue;
    const message = `${there.key} and ${here.key} are the same work (${how}); they are linked`;
    wanted.set(from.id, { into: into.id, snapshot: here, message });
  }
  const leaseUntil = now + 60_000;
  const claimed: ClaimedLink[] = [];
  for (;;) {
    const page = await parts.store.claim({ mirror, worker: parts.worker, limit: 1_000, now, leaseUntil });
    if (page.length === 0) break;
    claimed.push(...page);
  }
  for (const link of claimed) {
    const match = wanted.get(link.id);
    if (!match) continue;
    const { side } = match.snapshot;
    const end = { ...endOf(match.snapshot), version: null };
    if (!(await parts.store.join(link, match.into, side, end))) continue;
    await parts.store.addAudit({
      at: now,
      link: match.into,
      mirror,
      what: "linked",
      side: null,
      message: match.message,
    });
  }
  await parts.store.release(
    claimed.filter((link) => !wanted.has(link.id)),
    now,
  );
}
