import { forecast } from "#shared/rollup/forecast.ts";
import { addDays } from "#shared/day.ts";
import { seededRandom } from "#shared/random.ts";
import { pageAnswer, worksAnswer } from "#sync/rollup/answers.ts";
import { InitiativesDesk } from "#sync/rollup/desk.ts";
import { KINDS, type InitiativeSource } from "#sync/rollup/initiative.ts";
import type { ItemVersion, Membership, TrackedItem } from "#sync/rollup/tracked-item.ts";
import { systemClock, systemRandom } from "#sync/cli/system.ts";
import { openStore } from "#sync/store/open.ts";

const ISSUES = 100_000;
const INITIATIVES = 1_000;
const LARGE = "large";
const LARGE_HOLDS = 10_000;
/** Of an ordinary one; each issue is in about two. */
const HOLDS = 200;
const RUNS = 21;
const TRIALS = 10_000;

/**
 * A company's worth of roll-up: 100,000 issues of both trackers, a fifth of them mirrored pairs, in 1,000 overlapping
 * initiatives, one of which holds 10,000. Times are medians of one process, with the store's records in SQLite in memory.
 */
export async function run(): Promise<void> {
  const random = seededRandom(7);
  const today = new Date(systemClock.now()).toISOString().slice(0, 10);
  const items = Array.from({ length: ISSUES }, (_, at) => issueOf(at, today, random));
  const members = membersOf(items, random);
  const store = await openStore({ url: ":memory:", random: systemRandom });
  const desk = new InitiativesDesk({
    records: store.records,
    history: historyOf(items, members),
    outcomes: { look: () => Promise.resolve(""), outcome: () => null, bets: () => [], results: () => [] },
    clock: systemClock,
    random: systemRandom,
    nameOf: () => null,
  });
  await defineAll(store.records, [...members.keys()], addDays(today, 60));
  await desk.look();
  const { index } = desk;

  const filling = await timeOf(() => {
    index.put(items);
    for (const [id, held] of members) index.setMembers(id, "0", held);
  });
  print("filling the index", filling, null);

  print("full recompute of every number", await timeOf(() => {
    for (const id of index.ids) index.progress(id);
  }), 2_000); // prettier-ignore
  const wrong: string[] = [];
  print("again, as the self-check", await timeOf(() => wrong.push(...index.differences())), 2_000);

  const pick = (): TrackedItem => items[Math.floor(random() * ISSUES)] ?? issueOf(0, today, random);
  const inLarge = (): TrackedItem => {
    const held = members.get(LARGE) ?? [];
    const item = index.item(held[Math.floor(random() * held.length)]?.item ?? "");
    return item ?? pick();
  };
  const flipped = (item: TrackedItem): TrackedItem =>
    item.status === "completed"
      ? { ...item, status: "started", completedOn: null }
      : { ...item, status: "completed", completedOn: today };
  const change = (of: () => TrackedItem) => () => {
    const touched = index.put([flipped(of())]);
    for (const id of touched) index.progress(id);
  };
  print("one issue's status, its initiatives' numbers made", await medianOf(change(pick)), 5);
  print("one issue's status in the large one", await medianOf(change(inLarge)), 5);
  const moved = (): void => {
    const item = inLarge();
    for (const id of index.put([{ ...item, parentIds: [pick().id] }])) index.progress(id);
  };
  print("one issue under another parent in the large one", await medianOf(moved), null);
  wrong.push(...index.differences());
  console.log(`initiatives whose followed number is not the recomputed one: ${wrong.length}`);

  const ordinary = index.ids.find((id) => id !== LARGE) ?? LARGE;
  await pageAnswer(desk, { initiative: ordinary, asOf: null, each: "week" });
  await pageAnswer(desk, { initiative: LARGE, asOf: null, each: "week" });
  const page = (initiative: string) => async () => {
    // Another issue of it changed, so that nothing is remembered from the last time.
    const held = members.get(initiative) ?? [];
    const item = index.item(held[Math.floor(random() * held.length)]?.item ?? "");
    if (item) index.put([flipped(item)]);
    await pageAnswer(desk, { initiative, asOf: null, each: "week" });
  };
  print("page data of one, after a change of it", await medianOf(page(ordinary)), 50);
  print("page data of the large one, after a change of it", await medianOf(page(LARGE)), 200);
  const listed = { asOf: null, after: 0, limit: 200, source: null, status: null, counts: null, blocked: false, key: "", sort: "source", descending: false } as const; // prettier-ignore
  print(
    "200 of its 10,000 issues, explained",
    await medianOf(() => worksAnswer(desk, { ...listed, initiative: LARGE })),
    200,
  );
  const past = { initiative: ordinary, asOf: addDays(today, -30), each: "week" } as const;
  print("page data of one as of a month ago, first asked", await timeOf(() => pageAnswer(desk, past)), null);

  // Each forecast is made once for each state of its issues, by the first who asks; here for a tenth of them.
  const some = index.ids.slice(0, INITIATIVES / 10);
  const making = await timeOf(() => {
    for (const id of some) desk.sight(id);
  });
  print(`forecasts of ${some.length} initiatives, none known before`, making, null);

  const history = Array.from({ length: 26 }, () => ({
    completed: 3 + Math.floor(random() * 6),
    added: Math.floor(random() * 3),
  }));
  print(`a forecast of ${TRIALS} trials`, await medianOf(() => {
    forecast({ history, remaining: 80, startsOn: today, seed: 1, trials: TRIALS });
  }), 100); // prettier-ignore
  await store.close();
}

/** Milliseconds: as a clock on the wall tells them, and those that this thread ran, which no neighbour lengthens. */
interface Took {
  wall: number;
  thread: number;
}

function print(what: string, { wall, thread }: Took, goal: number | null): void {
  const wanted = goal === null ? "" : `  (goal ${goal} ms: ${wall <= goal ? "met" : "missed"})`;
  const shown = (milliseconds: number) => milliseconds.toFixed(1).padStart(9);
  console.log(`${what.padEnd(54)}${shown(wall)} ms, on the processor${shown(thread)} ms${wanted}`);
}

async function timeOf(what: () => unknown): Promise<Took> {
  const start = performance.now();
  const before = process.threadCpuUsage();
  await what();
  const { user, system } = process.threadCpuUsage(before);
  return { wall: performance.now() - start, thread: (user + system) / 1_000 };
}

async function medianOf(what: () => unknown, runs = RUNS): Promise<Took> {
  const times: Took[] = [];
  for (let run = 0; run < runs; run += 1) times.push(await timeOf(what));
  const middle = (of: (time: Took) => number) =>
    times.map(of).sort((one, other) => one - other)[Math.floor(runs / 2)] ?? 0;
  return { wall: middle(({ wall }) => wall), thread: middle(({ thread }) => thread) };
}

const STATUSES = [
  "backlog",
  "unstarted",
  "unstarted",
  "started",
  "completed",
  "completed",
  "canceled",
] as const;

function issueOf(at: number, today: string, random: () => number): TrackedItem {
  // Of every ten, the first two are a pair; every fifth stands below one of the twenty before it.
  const tracker = at % 2 === 0 ? "jira" : "linear";
  const idOf = (number: number) => `${number % 2 === 0 ? "jira" : "linear"}:${number}`;
  const counterpartId = at % 10 === 0 ? idOf(at + 1) : at % 10 === 1 ? idOf(at - 1) : null;
  const status = STATUSES[Math.floor(random() * STATUSES.length)] ?? "unstarted";
  const createdOn = addDays(today, -30 - Math.floor(random() * 300));
  const doneOn = addDays(today, -Math.floor(random() * 180));
  return {
    id: idOf(at),
    tracker,
    key: `${tracker === "jira" ? "SHOP" : "ENG"}-${at}`,
    counterpartId,
    parentIds: at % 5 === 4 ? [idOf(at - 2 * (1 + Math.floor(random() * 10)))] : [],
    status,
    points: random() < 0.2 ? null : 1 + Math.floor(random() * 8),
    time: null,
    isSubtask: false,
    team: tracker === "jira" ? "SHOP" : "ENG",
    isPrivate: false,
    createdOn,
    startedOn: status === "started" ? doneOn : null,
    completedOn: status === "completed" ? doneOn : null,
    canceledOn: status === "canceled" ? doneOn : null,
    startsOn: null,
    dueOn: random() < 0.1 ? addDays(today, Math.floor(random() * 120)) : null,
    blocked: random() < 0.01 ? { since: addDays(today, -3), by: ["OPS-1"] } : null,
    assignee: null,
    updatedAt: Date.parse(doneOn),
  };
}

/** Stretches of neighbouring issues that lie over each other, as projects and labels do. */
function membersOf(
  items: readonly TrackedItem[],
  random: () => number,
): ReadonlyMap<string, readonly Membership[]> {
  const held = (initiative: string, from: number, count: number): Membership[] =>
    items.slice(from, from + count).map(({ id }) => ({
      initiative,
      source: "0",
      item: id,
      isRoot: false,
      since: null,
      until: null,
    }));
  const members = new Map([[LARGE, held(LARGE, 0, LARGE_HOLDS)]]);
  for (let at = 1; at < INITIATIVES; at += 1) {
    const id = `initiative-${at}`;
    members.set(id, held(id, Math.floor(random() * (ISSUES - HOLDS)), HOLDS));
  }
  return members;
}

function historyOf(
  items: readonly TrackedItem[],
  members: ReadonlyMap<string, readonly Membership[]>,
): ConstructorParameters<typeof InitiativesDesk>[0]["history"] {
  const versions = new Map(
    items.map((item): [string, ItemVersion] => [item.id, { item, since: 0, until: null }]),
  );
  return {
    rows: (initiative) => {
      const held = members.get(initiative) ?? [];
      return Promise.resolve({
        versions: held.flatMap(({ item }) => versions.get(item) ?? []),
        members: held,
      });
    },
  };
}

async function defineAll(
  records: Awaited<ReturnType<typeof openStore>>["records"],
  ids: readonly string[],
  targetOn: string,
): Promise<void> {
  const source: InitiativeSource = { kind: "jql", id: "0", label: "Everything", jql: "project = SHOP" };
  const at = systemClock.now();
  await records.once({ id: "bench", who: "bench", at }, async (writing) => {
    await writing.append(
      ids.map((id) => ({
        kind: KINDS.initiative,
        id,
        revision: 1,
        body: { name: id, sources: [source], targetOn },
        who: "bench",
        why: null,
        at: at - 86_400_000 * 90,
      })),
    );
    return null;
  });
}
