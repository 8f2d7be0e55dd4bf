import type { Conflict, Parked } from "#sync/model/link.ts";
import type { MirrorStore } from "#sync/store/store.ts";
import { inWordsOfJira } from "./called-alike.ts";
import type { FieldKind, JiraIssue, LinearIssue, Value } from "./field-kind.ts";
import { FIELD_KINDS } from "./fields.ts";
import { judgeEdits } from "./lost-edits.ts";
import { pairsOf, type Pair } from "./pairs.ts";
import { recordsFor, show, type Recorded } from "./recorded.ts";
import type { Look } from "./process.ts";
import { isRefusedNow } from "./refused-now.ts";
import { judgeTalk } from "./talk.ts";
import { judgeTies } from "./ties.ts";
import type { Change, World } from "./world.ts";

export interface Verdict {
  violations: readonly string[];
  /** How often what the engine counts came about. */
  counts: Readonly<Record<string, number>>;
}

/** All that is judged. Only conflicts, parked writes and link states come from the service's own database. */
interface Evidence {
  world: World;
  store: MirrorStore;
  forgotten: readonly Conflict[];
  /** Fields that went one way, or none, for a while: what was edited meanwhile stays where it is. */
  oneWay: ReadonlySet<string>;
  /** Whether an older database was put back. */
  restored: boolean;
  /** Whether a machine's clock was wrong. */
  skewed: boolean;
  /** The steps at which a request arrived that its sender had given up by then. */
  late: ReadonlySet<number>;
  /** Rounds of work whose answers may have been lost, by the step at which each began: crashes, pauses, faults. */
  troubled: ReadonlySet<number>;
  /** Rounds of work that nothing befell, and the links each looked at. */
  looks: readonly Look[];
  /** What the service wrote in a run in which nothing was to be done. */
  idle: readonly Change[];
  bugs: readonly string[];
  overdrawn: readonly string[];
}

/** What both trackers hold in the end, judged by their own logs and dumps. */
export async function judge(evidence: Evidence): Promise<Verdict> {
  const { world, store } = evidence;
  const jira = world.jira.dump().issues;
  const linear = world.linear.dump().issues;
  const parked = await store.parked("shop");
  const { pairs, violations: ofPairs } = await pairsOf(
    world,
    store,
    jira,
    linear,
    parked,
    evidence.restored || evidence.skewed || evidence.late.size > 0,
  );
  const isParked = parkedOn(parked, pairs);
  const { kinds, changes, isJudged } = inWordsOfJira(world.changes, pairs);
  const records = await recordsOf(evidence, kinds);
  const lost = judgeEdits({ ...evidence, kinds, changes, isJudged, pairs, records });
  const violations = [
    ...evidence.bugs.map((bug) => `the engine failed: ${bug}`),
    ...evidence.overdrawn.map((label) => `a request over the limit: ${label}`),
    ...evidence.idle.map(
      ({ side, key, field }) => `a run with nothing to do wrote ${field} of ${key} in ${side}`,
    ),
    ...ofPairs,
    ...pairs.flatMap((pair) =>
      differencesOf(pair, kinds, records, (field) => {
        return isParked(pair, field) || evidence.oneWay.has(field) || !isJudged(pair, field);
      }),
    ),
    ...parked
      .filter((one) => !isRefusedNow(one, pairs, world))
      .map((one) => `parked, but not refused now: ${one.side} ${one.field} ${one.code} ${one.message}`),
    ...lost.violations,
    ...judgeTalk(world, pairs),
    ...(await judgeTies(world, store, pairs)),
    ...lifecycle(world.changes),
    ...madeTwice(evidence),
    ...grown(jira, linear),
  ];
  return {
    violations,
    counts: {
      "conflicts recorded": records.length,
      "writes parked at the end": parked.length,
      "edits covered by a write, unseen": lost.covered,
      "edits covered by a write, recorded": lost.rescued,
      pairs: pairs.length,
    },
  };
}

async function recordsOf(
  { store, forgotten, world }: Evidence,
  kinds: readonly FieldKind[],
): Promise<Recorded[]> {
  const rows = [...forgotten, ...(await store.conflicts("shop", { openOnly: false }))];
  const records: Recorded[] = [];
  for (const row of new Map(rows.map((one) => [one.id, one])).values()) {
    const kind = kinds.find(({ name }) => name === row.field);
    if (!kind) continue;
    const link = await store.linkById(row.link);
    records.push({
      field: row.field,
      jiraIssue: link?.jira?.id ?? null,
      linearIssue: link?.linear?.id ?? null,
      jira: kind.read.jira(row.jira, world.names),
      linear: kind.read.linear(row.linear, world.names),
      resolution: row.resolution,
      open: row.settledAt === null,
    });
  }
  return records;
}

function parkedOn(parked: readonly Parked[], pairs: readonly Pair[]) {
  return (pair: Pair, field: string): boolean =>
    parked.some(
      (one) => pairs.find(({ link }) => link === one.link) === pair && [field, "issue"].includes(one.field),
    );
}

/** Both sides equal under the mapping, but for what waits for a person or is refused. */
function differencesOf(
  pair: Pair,
  kinds: readonly FieldKind[],
  records: readonly Recorded[],
  isExcused: (field: string) => boolean,
): string[] {
  const { jira, linear } = pair;
  if (!jira || !linear || pair.resting) return [];
  return kinds.flatMap((kind) => {
    const [there, here] = [kind.dumped.jira(jira), kind.dumped.linear(linear)];
    if (kind.same(there, here) || isExcused(kind.name)) return [];
    if (recordsFor(pair, kind.name, records).some(({ open, resolution }) => open && resolution === "ask"))
      return [];
    return [`${jira.key} and ${linear.identifier} differ in ${kind.name}: ${show(there)} and ${show(here)}`];
  });
}

/** The service takes away nothing but its own second copies, and brings nothing back. */
function lifecycle(changes: readonly Change[]): string[] {
  return changes.flatMap(({ by, field, side, issue, key, new: value }) => {
    if (by !== "service") return [];
    if (field === "deleted" || (field === "trashed" && value !== null)) {
      const isOurs = changes.some(
        (one) => one.side === side && one.issue === issue && one.field === "created" && one.by === "service",
      );
      return isOurs ? [] : [`the service deleted ${key} in ${side}, which a person made`];
    }
    if (field === "trashed" || field === "archived") return [`the service brought ${key} back in ${side}`];
    return [];
  });
}

/**
 * The service makes one counterpart an issue, although it may take a second one away again: unless a creation
 * came later than anybody waits for it, or what was known of it is forgotten.
 */
function madeTwice({ world, restored, skewed, late }: Evidence): string[] {
  if (restored || skewed) return [];
  const made = world.changes.filter(
    ({ by, field, side }) => by === "service" && field === "created" && side === "jira",
  );
  const deleted = (one: Change): boolean =>
    world.changes.some(
      ({ by, field, issue }) => by === "person" && field === "deleted" && issue === one.issue,
    );
  const sources = Map.groupBy(
    made.filter((one) => !deleted(one)),
    ({ source }) => source,
  );
  return [...sources].flatMap(([source, copies]) =>
    source === undefined || copies.length < 2 || copies.some(({ step }) => late.has(step))
      ? []
      : [`the service made ${copies.map(({ key }) => key).join(" and ")} for one issue`],
  );
}

/** Each word was written once and stands once. */
function grown(jira: readonly JiraIssue[], linear: readonly LinearIssue[]): string[] {
  const [text] = FIELD_KINDS.filter(({ name }) => name === "description");
  if (!text) return [];
  const told = (key: string, words: Value): string[] =>
    Array.isArray(words) && new Set(words).size < words.length
      ? [`the description of ${key} grew: ${show(words)}`]
      : [];
  return [
    ...jira.flatMap((issue) => told(issue.key, text.dumped.jira(issue))),
    ...linear.flatMap((issue) => told(issue.identifier, text.dumped.linear(issue))),
  ];
}
