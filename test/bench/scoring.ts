import { performance } from "node:perf_hooks";
import { systemClock } from "#sync/cli/system.ts";
import { derivedScores, importedScoringSettings } from "#sync/cli/imported-scores.ts";
import { recordsOf } from "#sync/cli/seed-scores.ts";
import { cardOf } from "#sync/scoring/card.ts";
import { backlogOf } from "#sync/scoring/backlog.ts";
import { scoringContext } from "#sync/scoring/context.ts";
import { ScoringDesk } from "#sync/scoring/desk.ts";
import { KINDS, SETTINGS_ID } from "#sync/scoring/records.ts";
import { carryOut } from "#sync/scoring/writes.ts";
import { openStore, type Store } from "#sync/store/open.ts";
import { commitOf, end, random, sceneIn } from "#test/store/scene.ts";
import { seeded } from "#test/mirror/twins.ts";

const ISSUES = 5_000;
const RUNS = 7;
const TODAY = "2026-11-22";

/**
 * What scoring costs with 5,000 linked issues, nine in ten scored by RICE and some by three more: on the database
 * that DATABASE_URL names, else on SQLite in memory. The desk has no tracker to ask: what works here asks Jira nothing.
 */
export async function run(): Promise<void> {
  const store = await openStore({ url: process.env["DATABASE_URL"] ?? ":memory:", random: seeded(1) });
  const mirror = await fill(store);
  const newDesk = () =>
    new ScoringDesk({
      store,
      clock: systemClock,
      mirrors: () => [{ id: mirror, jira: () => Promise.resolve(null) }],
    });
  const print = (what: string, taken: readonly Taken[]): void => {
    const median = (of: (one: Taken) => number): string => {
      const sorted = taken.map(of).sort((one, other) => one - other);
      return (sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(0).padStart(5);
    };
    console.log(
      `${what.padEnd(74)} ${median(({ wall }) => wall)} ms, of the processor ${median(({ cpu }) => cpu)} ms`,
    );
  };
  console.log(`${ISSUES} issues of one project; ${RUNS} runs each, the median`);

  const query = { project: "BENCH", framework: "rice", after: 0, limit: 5_000 } as const;
  print(
    "ledger and ranks from an empty memory, with 1,000 trials of stability",
    await times(async () => {
      const desk = newDesk();
      const known = await desk.look();
      await desk.ranking(known, "BENCH", "rice").spans();
    }),
  );
  const desk = newDesk();
  await backlogOf(desk, query, "ada");
  print("the backlog's answer when nothing changed", await times(() => backlogOf(desk, query, "ada")));
  const size = JSON.stringify(await backlogOf(desk, query, "ada")).length;
  console.log(`  the whole answer is ${(size / 1e6).toFixed(2)} MB (Forge takes 5); reads from Jira: 0`);

  const issue = { id: "10010", key: "BENCH-10" };
  let reach = 1;
  const score = async () => {
    const revision = desk.ledger.scoreOf(issue.id, "rice")?.revision ?? 0;
    const inputs = { reach: (reach += 1), impact: 1, confidence: 80, effort: 1 };
    const changes = [{ issue, framework: "rice" as const, inputs, basedOn: revision }];
    const request = `bench-${process.pid}-${reach}-${Date.now()}`;
    await carryOut(desk, { kind: "scores", request, why: null, batch: null, changes }, "ada");
  };
  print("one score taken", await times(score));
  print(
    "the context's answer when nothing changed",
    await times(() => scoringContext(desk, issue, "ada", null)),
  );
  print(
    "the context's answer right after a score (every rank is made anew)",
    await times(() => scoringContext(desk, issue, "ada", null), score),
  );
  print("the backlog's answer right after a score", await times(() => backlogOf(desk, query, "ada"), score));
  const words = {
    outcomes: new Map(),
    initiatives: [],
    jiraUrl: "https://x.test",
    today: TODAY,
    isThere: false,
  };
  print(
    "what 5,000 cards in Linear should say",
    await times(() => {
      for (const jira of desk.ledger.scores.keys()) cardOf(desk.ledger, { jira, linear: jira }, words);
      return Promise.resolve();
    }),
  );
  await store.close();
}

/** A busy machine makes a step wait, not work. */
interface Taken {
  wall: number;
  cpu: number;
}

async function times(step: () => Promise<unknown>, before?: () => Promise<unknown>): Promise<Taken[]> {
  const taken: Taken[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await before?.();
    const [start, used] = [performance.now(), process.cpuUsage()];
    await step();
    const { user, system } = process.cpuUsage(used);
    taken.push({ wall: performance.now() - start, cpu: (user + system) / 1_000 });
  }
  return taken;
}

/** Linked issues with descriptions of a usual size, and scores as the demo derives them. */
async function fill(store: Store): Promise<string> {
  const scene = await sceneIn(store, random.uuid());
  const issues = Array.from({ length: ISSUES }, (_, n) => ({
    id: String(10_001 + n),
    key: `BENCH-${n + 1}`,
  }));
  const text = "As a visitor I want to pay without an account, so that I am done sooner. ".repeat(20);
  const description = {
    type: "doc" as const,
    version: 1 as const,
    content: [{ type: "paragraph" as const, content: [{ type: "text" as const, text }] }],
  };
  for (let start = 0; start < ISSUES; start += 500) {
    const some = issues.slice(start, start + 500);
    await scene.hint(some.map(({ id }) => ({ side: "jira", id: end(id).id, version: null })));
    const links = await scene.claim({ limit: 500 });
    for (const link of links) {
      const id = link.jira?.id ?? "";
      const key = `BENCH-${Number(id) - 10_000}`;
      const base = { status: { jira: "1", linear: "a" }, description: { jira: description, linear: text } };
      const linear = { ...end(`linear-${id}`, 1), key: `ENG-${id}` };
      await store.mirror.commit(
        commitOf(link, { state: "linked", jira: { ...end(id, 1), key }, linear, base }),
      );
    }
  }
  const record = (kind: string, id: string, body: unknown) => ({
    kind,
    id,
    revision: 1,
    body,
    who: "ada",
    why: null,
    at: 1,
  });
  const scored = derivedScores(
    issues.map((issue, row) => ({ issue, points: 1 + (row % 13) })),
    TODAY,
  ).flatMap((one) => recordsOf(one, record));
  await store.records.once({ id: random.uuid(), who: "ada", at: 1 }, async (records) => {
    await records.append([...scored, record(KINDS.settings, SETTINGS_ID, importedScoringSettings)]);
    return null;
  });
  return scene.mirror;
}
