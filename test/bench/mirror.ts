import { people, type Twins, twinsAndEngine } from "#test/mirror/twins.ts";
import { straightforwardMirror } from "./mirror-straightforward.ts";

/** Comments and labels of an issue, on average. */
const COMMENTS = 2;
const LABELS = ["checkout", "speed", "design", "wording"];
const SIZES = [200, 1_000] as const;
/** The share of issues that people edit on each side. */
const EDITED = 0.1;

interface Count {
  requests: number;
  points: number;
}
interface Counts {
  jira: Count;
  linear: Count;
}

interface Row {
  what: string;
  size: number;
  counts: Counts;
  /** What the trackers' batch sizes allow at best; null where nothing is written. */
  bound: number | null;
  goal: string;
  /** Whether the goal was met. */
  met: boolean;
}

const without = { bound: null, goal: "–", met: true } as const;

/** Prints what a mirror costs in requests and points, beside its goals, the lower bound and the stock way. */
export async function run(): Promise<void> {
  const rows: Row[] = [];
  for (const size of SIZES) rows.push(...(await fromJira(size)), ...(await fromLinear(size)));
  const quiet = rows.filter(({ what }) => what === "quiet poll").map(total);
  console.log(table(rows));
  console.log(`A quiet poll costs the same for every N: ${new Set(quiet).size === 1 ? "yes" : "NO"}\n`);
  console.log(await comparison());
  if (rows.some(({ met }) => !met)) process.exitCode = 1;
}

async function fromJira(size: number): Promise<Row[]> {
  const twins = await twinsAndEngine();
  const rows: Row[] = [];
  try {
    seedJira(twins, size);
    const first = await counted(twins, () => settled(twins));
    assertEqual(twins);
    const comments = size * COMMENTS;
    const created = Math.ceil(size / 50);
    rows.push({
      what: "first mirror Jira → Linear",
      size,
      counts: first,
      // List and read in Jira; create, comment in Linear; mark in Jira.
      bound: 1 + Math.ceil(size / 100) + created + Math.ceil(comments / 50) + Math.ceil(size / 100),
      goal: `≤ 0.2 N = ${size * 0.2}`,
      met: sum(first) <= size * 0.2,
    });
    const echoes = await counted(twins, () => settled(twins));
    rows.push({ what: "the poll after it, which meets its own writes", size, counts: echoes, ...without });
    const quiet = await counted(twins, () => settled(twins));
    rows.push({ what: "quiet poll", size, counts: quiet, bound: null, goal: "≤ 6", met: sum(quiet) <= 6 });
    const sweep = await counted(twins, async () => {
      await twins.engine.sweep();
      await twins.engine.workUntilQuiet();
    });
    rows.push({ what: "full sweep", size, counts: sweep, ...without });
    const edited = Math.round(size * EDITED);
    for (const side of ["jira", "linear"] as const) {
      // Beyond the overlap of the polls, and before directories are read again.
      twins.clock.advance(4 * 60_000);
      edit(twins, side, edited);
      const counts = await counted(twins, () => settled(twins));
      await settled(twins);
      assertEqual(twins);
      const into = side === "jira" ? counts.linear.requests : counts.jira.requests;
      const isMet = side === "jira" ? into <= 10 : into <= 1.4 * edited;
      rows.push({
        what: `10 % edited in ${side === "jira" ? "Jira" : "Linear"}`,
        size,
        counts,
        bound: side === "jira" ? Math.ceil(edited / 50) : Math.ceil(edited * 1.2),
        goal: side === "jira" ? "into Linear ≤ 10" : `into Jira ≤ 1.4 an issue = ${1.4 * edited}`,
        met: isMet,
      });
    }
  } finally {
    await twins.close();
  }
  return rows;
}

async function fromLinear(size: number): Promise<Row[]> {
  const twins = await twinsAndEngine();
  try {
    seedLinear(twins, size);
    const counts = await counted(twins, () => settled(twins));
    assertEqual(twins);
    const comments = size * COMMENTS;
    return [
      {
        what: "first mirror Linear → Jira",
        size,
        counts,
        bound: 2 * Math.ceil(size / 250) + 2 * Math.ceil(size / 50) + comments,
        goal: `≤ 0.1 N + 15 + one a comment = ${0.1 * size + 15 + comments}`,
        met: sum(counts) <= 0.1 * size + 15 + comments,
      },
    ];
  } finally {
    await twins.close();
  }
}

/** The same first mirror by a program that asks for each thing when it needs it. */
async function comparison(): Promise<string> {
  const [size] = SIZES;
  const ours = await twinsAndEngine();
  const theirs = await twinsAndEngine();
  try {
    seedJira(ours, size);
    seedJira(theirs, size);
    const own = await counted(ours, () => settled(ours));
    const stock = await counted(theirs, () => straightforwardMirror(theirs));
    const line = (name: string, { jira, linear }: Counts): string =>
      `| ${name} | ${jira.requests} | ${linear.requests} | ${round(sum({ jira, linear }) / size)} | ${Math.round(linear.points)} |`;
    return [
      `| ${size} issues, Jira → Linear | requests to Jira | requests to Linear | an issue | points in Linear |`,
      "| - | -: | -: | -: | -: |",
      line("Throughline", own),
      line("a loop over the stock SDK's methods", stock),
      `The loop needs ${round(sum(stock) / sum(own))} times the requests.`,
    ].join("\n");
  } finally {
    await ours.close();
    await theirs.close();
  }
}

async function counted(twins: Twins, work: () => Promise<unknown>): Promise<Counts> {
  twins.jira.requests.clear();
  twins.linear.requests.clear();
  await work();
  return { jira: twins.jira.requests.summary(), linear: twins.linear.requests.summary() };
}

/** One poll, then all work there is: also what waits for a limit. */
async function settled(twins: Twins): Promise<void> {
  await twins.engine.poll();
  for (;;) {
    await twins.engine.workUntilQuiet();
    const due = await twins.store.mirror.nextDue("shop");
    if (due === null) return;
    twins.clock.advance(Math.max(250, due - twins.clock.now()));
  }
}

function assertEqual(twins: Twins): void {
  const differences: unknown[] = [...twins.differences()];
  const jira = twins.jira.dump().issues.reduce((sum, { comments }) => sum + comments.length, 0);
  const linear = twins.linear.dump().issues.reduce((sum, { comments }) => sum + comments.length, 0);
  if (jira !== linear) differences.push({ comments: { jira, linear } });
  if (differences.length === 0) return;
  throw new Error(`The sides differ, so the numbers say nothing: ${JSON.stringify(differences.slice(0, 3))}`);
}

const BEGAN = Date.parse("2026-11-01T09:00:00Z");

function seedJira(twins: Twins, size: number): void {
  twins.jira.seed({
    issues: Array.from({ length: size }, (_, n) => ({
      project: "SHOP",
      summary: `Issue ${n + 1}`,
      description: `What number ${n + 1} is about`,
      status: ["To Do", "In Progress", "In Review", "Done"][n % 4] ?? "To Do",
      priority: ["High", "Medium", "Low"][n % 3] ?? "Medium",
      assignee: people.ada,
      labels: labelsOf(n),
      created: BEGAN + n * 1_000,
      updated: BEGAN + n * 1_000,
      comments: commentsOf(n).map((body) => ({ author: people.jon, body, created: BEGAN + n * 1_000 })),
    })),
  });
}

function seedLinear(twins: Twins, size: number): void {
  const at = (n: number): string => new Date(BEGAN + n * 1_000).toISOString();
  twins.linear.seed({
    labels: LABELS.map((name) => ({ name })),
    issues: Array.from({ length: size }, (_, n) => ({
      team: "SHO",
      title: `Issue ${n + 1}`,
      description: `What number ${n + 1} is about`,
      state: ["Todo", "In Progress", "Done"][n % 3] ?? "Todo",
      priority: (n % 4) + 1,
      labels: labelsOf(n),
      createdAt: at(n),
      updatedAt: at(n),
      comments: commentsOf(n).map((body) => ({ by: people.ada, body, createdAt: at(n) })),
    })),
  });
}

/** 1, 2 or 3 labels; 0 to 4 comments: two of each on average. */
const labelsOf = (n: number): string[] => LABELS.slice(0, 1 + (n % 3));
const commentsOf = (n: number): string[] =>
  Array.from({ length: n % 5 }, (_, place) => `Remark ${place + 1} on ${n}`);

/** Fields 70 %, status 20 %, comments 10 %. */
function edit(twins: Twins, side: "jira" | "linear", count: number): void {
  const keys =
    side === "jira"
      ? twins.jira.dump().issues.map(({ key }) => key)
      : twins.linear.dump().issues.map(({ identifier }) => identifier);
  for (const [n, issue] of keys.slice(0, count).entries()) {
    const share = n % 10;
    if (side === "jira") {
      const as = { as: people.ada, issue };
      if (share < 7) twins.jira.act({ ...as, do: "editIssue", summary: `Edited in Jira ${n}` });
      else if (share < 9) twins.jira.act({ ...as, do: "transition", to: n % 2 === 0 ? "Done" : "In Review" });
      else twins.jira.act({ ...as, do: "comment", body: `Said in Jira ${n}` });
    } else {
      const as = { as: people.jon, issue };
      if (share < 7) twins.linear.act({ ...as, do: "updateIssue", title: `Edited in Linear ${n}` });
      else if (share < 9)
        twins.linear.act({ ...as, do: "updateIssue", state: n % 2 === 0 ? "Todo" : "In Progress" });
      else twins.linear.act({ ...as, do: "comment", body: `Said in Linear ${n}` });
    }
  }
}

const sum = ({ jira, linear }: Counts): number => jira.requests + linear.requests;
const total = ({ counts }: Row): number => sum(counts);
const round = (value: number): number => Math.round(value * 100) / 100;

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ what, size, counts, bound, goal, met }) => {
    const { jira, linear } = counts;
    const cells = [
      what,
      size,
      jira.requests,
      linear.requests,
      sum(counts),
      Math.round(jira.points),
      Math.round(linear.points),
      bound ?? "–",
      `${goal} ${goal === "–" ? "" : met ? "met" : "MISSED"}`.trim(),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return [
    "| what | N | requests to Jira | to Linear | in all | points in Jira | in Linear | bound by batch sizes | goal |",
    "| - | -: | -: | -: | -: | -: | -: | -: | - |",
    ...lines,
    "",
  ].join("\n");
}
