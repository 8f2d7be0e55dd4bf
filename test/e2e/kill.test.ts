import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { compareDumps } from "#sync/cli/compare.ts";
import { SIDES, type Side } from "#sync/model/issue.ts";
import type { JiraSeed } from "#sync/sandbox/jira/seed.ts";
import type { LinearSeed } from "#sync/sandbox/linear/seed.ts";
import { openStore } from "#sync/store/open.ts";
import { type Company, startCompany } from "#test/cli/company.ts";
import { seeded } from "#test/mirror/twins.ts";

/** Enough for every run of the tests; `npm run kills` is the long form, with 200. */
const KILLS = Number(process.env["KILLS"] ?? 6);
/** Not every kill falls while something is being written; beyond these runs the test says nothing. */
const MOST_RUNS = KILLS * 4;
const FINISHING_RUNS = 20;
const MAPPING = `
version: 1
mirrors:
  - id: shop
    jira: { project: SHOP }
    linear: { team: SHO }
    status:
      toLinear: { Cancelled: Canceled }
      toJira: { Canceled: Cancelled }
`;
const PEOPLE: readonly [string, string] = ["ada@acme.example", "jon@acme.example"];

const random = seeded(20261120);
const statusSchema = z.object({
  mirrors: z.tuple([z.object({ pausedReason: z.string().nullable(), dirty: z.int(), journal: z.int() })]),
});
const editsSchema = z.array(z.object({ sequence: z.int(), actor: z.object({ kind: z.string() }) }));

let company: Company;
const made = { jira: 0, linear: 0 };
/** The last title that a person gave an issue, by its key. */
const edited = new Map<string, string>();
/** Every comment that a person wrote. */
const comments: string[] = [];
/** What has been read of the twins' edit logs. */
const counted = { jira: { last: 0, byService: 0 }, linear: { last: 0, byService: 0 } };

beforeAll(async () => {
  company = await startCompany(MAPPING, { CREATION_MAY_LAND_SECONDS: "5" });
  await seedSites();
  await seedIssues({ jira: 80, linear: 50 });
}, 120_000);

afterAll(async () => {
  await company.close();
});

it(
  "killed again and again while it writes and people edit, a backfill ends with each issue and comment on both sides once and the same",
  async () => {
    await slow([{ kind: "latency", milliseconds: 40 }]);
    const kills = await killWhileWriting();
    expect(kills.all, "kills in the middle of writing").toBe(KILLS);
    expect(kills.jira, "kills while Jira was written to").toBeGreaterThanOrEqual(2);
    expect(kills.linear, "kills while Linear was written to").toBeGreaterThanOrEqual(2);

    await slow([]);
    await untilNothingWaits();

    const { jira, linear } = await company.dumps();
    const titles = new Set(jira.issues.map(({ summary }) => summary));
    expect([...edited.values()].filter((title) => !titles.has(title))).toEqual([]);
    const total = made.jira + made.linear;
    expect(jira.issues).toHaveLength(total);
    expect(linear.issues).toHaveLength(total);
    const counterparts = linear.issues.map(({ attachments }) =>
      attachments.flatMap(({ url }) => /\/browse\/(SHOP-\d+)$/.exec(url)?.[1] ?? []).join(" and "),
    );
    expect(counterparts.sort()).toEqual(jira.issues.map(({ key }) => key).sort());
    expect(compareDumps(jira, linear, ["SHOP"])).toEqual([]);
    expect(comments.length).toBeGreaterThan(KILLS);
    const inJira = jira.issues.flatMap((issue) => issue.comments.map(({ body }) => JSON.stringify(body)));
    const inLinear = linear.issues.flatMap((issue) => issue.comments.map(({ body }) => body));
    for (const texts of [inJira, inLinear]) {
      expect(comments.filter((text) => texts.filter((one) => one.includes(text)).length !== 1)).toEqual([]);
      expect(texts).toHaveLength(comments.length);
    }

    const before = { jira: await editsByService("jira"), linear: await editsByService("linear") };
    await company.run("backfill");
    expect({ jira: await editsByService("jira"), linear: await editsByService("linear") }).toEqual(before);
  },
  100_000 + KILLS * 50_000,
);

/** Counts the kills that left a journal behind: writes sent, or about to be, and nothing of them committed. */
async function killWhileWriting(): Promise<Record<Side | "all", number>> {
  const kills = { all: 0, jira: 0, linear: 0 };
  for (let run = 0; run < MOST_RUNS && kills.all < KILLS; run += 1) {
    const side = run % 2 === 0 ? "jira" : "linear";
    // New work for every run, of creations and edits, so that none finds only leftovers.
    if (run > 0) await seedIssues(run < 12 ? { jira: 12, linear: 9 } : { jira: 2, linear: 2 });
    if (run > 0) await workOnSome(run);
    // Mostly early in the writing: a request carries up to fifty issues, so a few requests are all of it.
    const enough = (await editsByService(side)) + Math.ceil(random.next() ** 3 * 60);
    const process = company.start("backfill");
    const people = sleep(random.next() * 2_500).then(() => workOnSome(MOST_RUNS + run));
    while (!process.isOver() && (await editsByService(side)) < enough) await sleep(10);
    await sleep(random.next() * 60);
    process.kill();
    await people;
    if ((await process.ended).signal !== "SIGKILL") continue;
    const hit = await sidesInJournal();
    if (hit.size > 0) kills.all += 1;
    for (const one of hit) kills[one] += 1;
  }
  return kills;
}

/** Runs `backfill` until it ends by itself and leaves nothing: a lost creation has its wait. */
async function untilNothingWaits(): Promise<void> {
  let last = "it was never run";
  for (let run = 0; run < FINISHING_RUNS; run += 1) {
    const { code, output } = await company.run("backfill");
    expect(code, output).toBe(0);
    const status = await company.run("status", "--json");
    const [mirror] = statusSchema.parse(JSON.parse(status.output)).mirrors;
    expect(mirror.pausedReason).toBeNull();
    if (mirror.dirty === 0 && mirror.journal === 0) return;
    last = `${status.output}${output}`;
    await sleep(1_000);
  }
  throw new Error(`Something is still waiting after ${FINISHING_RUNS} runs: ${last}`);
}

async function sidesInJournal(): Promise<Set<Side>> {
  const store = await openStore({ url: company.databaseUrl, random });
  try {
    const links = await store.mirror.links("shop", null, 1_000);
    const journal = await store.mirror.journalOf(links.map(({ id }) => id));
    return new Set(journal.map(({ side }) => side));
  } finally {
    await store.close();
  }
}

async function seedSites(): Promise<void> {
  const users = PEOPLE.map((email) => ({ email, name: email.slice(0, 3) }));
  await company.ask("jira", "POST", "/seed", {
    users: users.map(({ email, name }) => ({ email, displayName: name })),
    projects: [{ key: "SHOP", name: "Shop" }],
  } satisfies JiraSeed);
  await company.ask("linear", "POST", "/seed", {
    users,
    teams: [{ key: "SHO", name: "Shop", members: [...PEOPLE], estimation: "fibonacci" }],
  } satisfies LinearSeed);
}

async function seedIssues(count: Record<Side, number>): Promise<void> {
  const jira = Array.from({ length: count.jira }, (_, index) => ({
    project: "SHOP",
    summary: `From Jira ${made.jira + index + 1}`,
    description: `What number ${index + 1} is about\nand a line more`,
    status: pick(["To Do", "In Progress", "In Review", "Done"]),
    priority: pick(["Highest", "High", "Medium", "Low", "Lowest"]),
    assignee: pick([null, ...PEOPLE]),
    labels: pick([[], ["checkout"], ["checkout", "speed"]]),
    storyPoints: pick([null, 1, 2, 3, 5]),
    dueDate: pick([null, "2027-03-01", "2027-04-01"]),
  }));
  const linear = Array.from({ length: count.linear }, (_, index) => ({
    team: "SHO",
    title: `From Linear ${made.linear + index + 1}`,
    description: `# Number ${index + 1}\n\n* one\n* two`,
    state: pick(["Backlog", "Todo", "In Progress", "Done", "Canceled"]),
    priority: pick([1, 2, 3, 4]),
    assignee: pick(PEOPLE),
    estimate: pick([1, 2, 3, 5]),
    dueDate: pick(["2027-03-01", "2027-04-01"]),
  }));
  await company.ask("jira", "POST", "/seed", { issues: jira } satisfies JiraSeed);
  await company.ask("linear", "POST", "/seed", { issues: linear } satisfies LinearSeed);
  made.jira += count.jira;
  made.linear += count.linear;
}

/**
 * People go on working on what may be half mirrored, before a run and in the middle of it: each on an issue of
 * their own side, so that nothing is in conflict.
 */
async function workOnSome(round: number): Promise<void> {
  const { jira, linear } = await company.dumps();
  const some = <Issue>(issues: readonly Issue[]): Issue[] =>
    Array.from({ length: 3 }, (_, n) => issues[(round * 3 + n) % issues.length]).filter(
      (issue) => issue !== undefined,
    );
  const own = {
    jira: some(jira.issues.filter(({ summary }) => summary.startsWith("From Jira"))),
    linear: some(linear.issues.filter(({ title }) => title.startsWith("From Linear"))),
  };
  for (const [n, { key }] of own.jira.entries()) {
    const summary = `From Jira, edited in round ${round}: ${key}`;
    edited.set(key, summary);
    await company.ask("jira", "POST", "/act", { as: PEOPLE[0], do: "editIssue", issue: key, summary });
    if (n > 0) continue;
    const body = comment(`round ${round}, ${key}`);
    await company.ask("jira", "POST", "/act", { as: PEOPLE[0], do: "comment", issue: key, body });
  }
  for (const [n, { identifier }] of own.linear.entries()) {
    const title = `From Linear, edited in round ${round}: ${identifier}`;
    edited.set(identifier, title);
    await company.ask("linear", "POST", "/act", {
      as: PEOPLE[1],
      do: "updateIssue",
      issue: identifier,
      title,
    });
    if (n > 0) continue;
    const body = comment(`round ${round}, ${identifier}`);
    await company.ask("linear", "POST", "/act", { as: PEOPLE[1], do: "comment", issue: identifier, body });
  }
}

function comment(about: string): string {
  const text = `Said in ${about}.`;
  comments.push(text);
  return text;
}

function pick<Value>(values: readonly [Value, ...Value[]]): Value {
  return values[Math.floor(random.next() * values.length)] ?? values[0];
}

async function slow(faults: readonly object[]): Promise<void> {
  for (const side of SIDES) await company.ask(side, "PUT", "/faults", faults);
}

/** How many edits came through the API so far. */
async function editsByService(side: Side): Promise<number> {
  const seen = counted[side];
  const edits = editsSchema.parse(await company.ask(side, "GET", `/edits?since=${seen.last}`));
  seen.last = edits.at(-1)?.sequence ?? seen.last;
  seen.byService += edits.filter(({ actor }) => actor.kind === "app").length;
  return seen.byService;
}
