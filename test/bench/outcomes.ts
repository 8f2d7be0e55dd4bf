import { performance } from "node:perf_hooks";
import { CSV_CHARACTERS } from "#shared/contract/outcomes/outcome.ts";
import { addDays } from "#shared/day.ts";
import { systemClock } from "#sync/cli/system.ts";
import { OutcomesDesk } from "#sync/outcomes/desk.ts";
import { outcomePage } from "#sync/outcomes/page-view.ts";
import { KINDS } from "#sync/outcomes/records.ts";
import { takeReadings } from "#sync/outcomes/take-readings.ts";
import { treeOf } from "#sync/outcomes/tree-view.ts";
import { saveOutcome } from "#sync/outcomes/write-outcome.ts";
import { importReadings, previewReadings } from "#sync/outcomes/write-readings.ts";
import { ScoringDesk } from "#sync/scoring/desk.ts";
import { openStore, type Store } from "#sync/store/open.ts";
import { seeded } from "#test/mirror/twins.ts";

const READINGS = 100_000;
const TODAY = new Date(systemClock.now()).toISOString().slice(0, 10);

/**
 * What 100,000 readings of one outcome cost: as a CSV of as many days, and as 100,000 deliveries of a webhook over
 * a year; on the database that DATABASE_URL names, else on SQLite in memory. The target: a page in under a second.
 */
export async function run(): Promise<void> {
  const store = await openStore({ url: process.env["DATABASE_URL"] ?? ":memory:", random: seeded(1) });
  const desk = deskOn(store);
  await make(desk, "days");
  await make(desk, "deliveries");

  const pieces = csvOf(READINGS);
  const [first = ""] = pieces;
  await timed(`preview of a piece of the CSV (${first.length} characters)`, () =>
    previewReadings(desk, { outcome: "days", csv: first }),
  );
  await timed(`import of ${READINGS} days from CSV, in ${pieces.length} pieces`, async () => {
    for (const [position, csv] of pieces.entries()) {
      await importReadings(desk, { request: `import-${position}`, why: null, outcome: "days", csv }, "ada");
    }
  });
  await timed("its page for the first time", () => outcomePage(desk, "days"));
  await timed("its page again", () => outcomePage(desk, "days"));

  await timed(`${READINGS} deliveries of one reading each, put into the store`, () => deliver(store));
  await timed("the page after them", () => outcomePage(desk, "deliveries"));
  await timed("one more delivery", () =>
    takeReadings(desk, "deliveries", {
      delivery: "delivery-of-the-bench",
      sentAt: new Date(systemClock.now()).toISOString(),
      readings: [{ on: TODAY, value: 1 }],
    }),
  );
  await timed("the page after it", () => outcomePage(desk, "deliveries"));
  await timed("the tree of both", () => treeOf(desk, null));
  await timed("a page from an empty memory, both outcomes read from the store", () =>
    outcomePage(deskOn(store), "days"),
  );
  const size = JSON.stringify(await outcomePage(desk, "days")).length;
  console.log(`  a page's answer is ${(size / 1e3).toFixed(0)} KB`);
  await store.close();
}

function deskOn(store: Store): OutcomesDesk {
  return new OutcomesDesk({
    scoring: new ScoringDesk({ store, clock: systemClock, mirrors: () => [] }),
    records: store.records,
    initiatives: () => Promise.resolve([]),
    labelsOf: () => Promise.resolve([]),
    conflicts: () => Promise.resolve([]),
    doneOn: () => Promise.resolve(new Map()),
  });
}

async function make(desk: OutcomesDesk, id: string): Promise<void> {
  const metric = {
    name: "Requests a second",
    kind: "own" as const,
    unit: "",
    direction: "increase" as const,
    baseline: 0,
    target: 100,
    startsOn: addDays(TODAY, -READINGS),
    dueOn: addDays(TODAY, 30),
  };
  const outcome = {
    ...{ id, title: id, forWhom: "us", change: "more", metric },
    ...{ projects: [], parentId: null, objectiveId: null, isClosed: false },
  };
  await saveOutcome(desk, { request: `outcome-${id}`, why: null, outcome, basedOn: 0 }, "ada");
}

const valueAt = (position: number): number =>
  Math.round((50 + 40 * Math.sin(position / 900) + 10 * Math.sin(position * 1.7)) * 100) / 100;

function csvOf(count: number): string[] {
  const header = "date,value";
  const pieces: string[] = [];
  let piece = header;
  for (let position = 0; position < count; position += 1) {
    const line = `\n${addDays(TODAY, position - count + 1)},${valueAt(position)}`;
    if (piece.length + line.length > CSV_CHARACTERS) {
      pieces.push(piece);
      piece = header;
    }
    piece += line;
  }
  return [...pieces, piece];
}

/** As the webhook keeps them, several hundred a day. */
async function deliver(store: Store): Promise<void> {
  await store.records.once({ id: "deliveries", who: "bench", at: systemClock.now() }, async (records) => {
    await records.append(
      Array.from({ length: READINGS }, (_, position) => ({
        kind: KINDS.readings,
        id: `deliveries/${position}`,
        revision: 1,
        body: {
          readings: [
            {
              on: addDays(TODAY, Math.floor((position * 365) / READINGS) - 364),
              value: valueAt(position),
              source: "webhook",
            },
          ],
        },
        who: "bench",
        why: null,
        at: systemClock.now(),
      })),
    );
    return null;
  });
}

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const used = process.cpuUsage(cpu);
  const processor = (used.user + used.system) / 1_000;
  const wall = (performance.now() - started).toFixed(0).padStart(6);
  console.log(`${what.padEnd(70)} ${wall} ms, of the processor ${processor.toFixed(0).padStart(6)} ms`);
}
