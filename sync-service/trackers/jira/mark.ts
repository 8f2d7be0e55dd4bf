import fastStringify from "fast-json-stable-stringify";
import type { Clock } from "#sync/model/effects.ts";
import { type CallOptions, type MarkIssue, type MarkOutcome, TrackerUnavailable } from "../tracker.ts";
import type { JiraClient } from "./client.ts";
import { bulkFetch, inPages } from "./issues.ts";
import { statusRefusal } from "./refusal.ts";
import { propertiesSchema, taskSchema } from "./schemas.ts";
import { MARK_PROPERTY, markValue, readMark } from "./snapshot.ts";

const MARKS_A_REQUEST = 100;
/** The asynchronous way costs at least three requests, so that many marks go one by one. */
const FEW = 3;
/** How long the task behind a request is waited for: ms between looks, and how many of them. */
const LOOKS = [100, 200, 400, 800, 1600, 3200, 6400, 6400, 6400];
const ENDED = new Set(["COMPLETE", "FAILED", "CANCELLED", "DEAD"]);

/** Writes marks, which does not raise the issues' `updated`. */
export async function markIssues(
  client: JiraClient,
  clock: Clock,
  items: readonly MarkIssue[],
  options: CallOptions,
): Promise<readonly MarkOutcome[]> {
  if (items.length <= FEW) return markEach(client, items, options);
  const pages = await Promise.all(
    inPages(items, MARKS_A_REQUEST).map((page) => markPage(client, clock, page, options)),
  );
  return pages.flat();
}

/**
 * One asynchronous request for all. How its task reports single failures is not documented, so the marks are
 * read back, and those that are not there go one by one.
 */
async function markPage(
  client: JiraClient,
  clock: Clock,
  page: readonly MarkIssue[],
  options: CallOptions,
): Promise<readonly MarkOutcome[]> {
  const written = await client.write(
    {
      method: "POST",
      endpoint: "/issue/properties/multi",
      path: "/issue/properties/multi",
      body: {
        issues: page.map(({ id, mark }) => ({
          issueID: Number(id),
          properties: { [MARK_PROPERTY]: markValue(mark) },
        })),
      },
      points: page.length,
    },
    options,
  );
  if (written.kind !== "answered") return page.map(() => written);
  const task = /\/task\/([^/?]+)/.exec(written.location ?? "")?.[1];
  if (written.status !== 303 || task === undefined) return markEach(client, page, options);
  try {
    if (!(await ended(client, clock, task, options))) {
      const reason = "Jira has not finished the task that writes the marks";
      return page.map(() => ({ kind: "unknown", reason }));
    }
    const stored = await readMarks(client, page, options);
    const done = page.map(({ id, mark }) => stored.get(id) === fastStringify(markValue(mark)));
    const rest = page.filter((_, index) => done[index] !== true);
    const outcomes = await markEach(client, rest, options);
    return done.map((isDone, index): MarkOutcome => {
      const item = page[index];
      if (isDone || item === undefined) return { kind: "applied" };
      return outcomes[rest.indexOf(item)] ?? { kind: "applied" };
    });
  } catch (error) {
    if (!(error instanceof TrackerUnavailable)) throw error;
    return page.map(() => ({ kind: "unknown", reason: error.message }));
  }
}

async function ended(client: JiraClient, clock: Clock, task: string, options: CallOptions): Promise<boolean> {
  for (const wait of LOOKS) {
    await clock.sleep(wait);
    const { status } = await client.read(
      { method: "GET", endpoint: "/task/{id}", path: `/task/${task}` },
      taskSchema,
      options,
    );
    if (ENDED.has(status)) return true;
  }
  return false;
}

async function readMarks(
  client: JiraClient,
  page: readonly MarkIssue[],
  options: CallOptions,
): Promise<ReadonlyMap<string, string>> {
  const { issues } = await client.read(
    bulkFetch({
      issueIdsOrKeys: page.map(({ id }) => id),
      fields: ["updated"],
      properties: [MARK_PROPERTY],
    }),
    propertiesSchema,
    options,
  );
  return new Map(
    issues.flatMap(({ id, properties }) => {
      const mark = readMark(properties);
      return mark === null ? [] : [[id, fastStringify(markValue(mark))] as const];
    }),
  );
}

function markEach(
  client: JiraClient,
  items: readonly MarkIssue[],
  options: CallOptions,
): Promise<readonly MarkOutcome[]> {
  return Promise.all(items.map((item) => markOne(client, item, options)));
}

async function markOne(
  client: JiraClient,
  { id, mark, counterpart }: MarkIssue,
  options: CallOptions,
): Promise<MarkOutcome> {
  const written = await client.write(
    {
      method: "PUT",
      endpoint: "/issue/{id}/properties/{key}",
      path: `/issue/${id}/properties/${MARK_PROPERTY}`,
      body: markValue(mark),
    },
    options,
  );
  if (written.kind !== "answered") return written;
  if (written.status < 300) return { kind: "applied" };
  const name = `the issue that mirrors ${counterpart.key}`;
  return { kind: "refused", refused: [statusRefusal(name, written.status, written.body)] };
}
