import { z } from "zod";
import type { Comment, IssueId } from "#sync/model/issue.ts";
import type { CommentOutcome, CommentPort, CreateComment, FoundComment } from "../comment-port.ts";
import { type CallOptions, TrackerUnavailable } from "../tracker.ts";
import type { JiraClient, Written } from "./client.ts";
import { commentOf, COPY_PROPERTY, copyMarkOf } from "./comment-fields.ts";
import { commentRefusal } from "./comment-refusal.ts";
import { inPages } from "./issues.ts";
import { commentSchema } from "./schemas.ts";

type Outcome = CommentOutcome<"jira">;

/** What is asked for at once; Jira may give less, and the total tells. */
const PAGE = 1_000;
/** Ids that one listing takes. */
const LISTED = 1_000;
/** Readings of an issue's pages, when comments come or go meanwhile. */
const ATTEMPTS = 3;
/** Tells a service desk that a comment is for agents: what the other side writes is not for customers. */
const INTERNAL = { key: "sd.public.comment", value: { internal: true } };

/** Comments in Jira: read a page of an issue at a time, written one a request. */
export function jiraComments(client: JiraClient): CommentPort<"jira"> {
  return {
    read: async (issues, options) => {
      const read = await Promise.all(
        issues.map(async (issue) => [issue, await readAll(client, issue, options)] as const),
      );
      return new Map(read.flatMap(([issue, comments]) => (comments === null ? [] : [[issue, comments]])));
    },
    find: (ids, options) => find(client, ids, options),
    // A comment raises its issue's `updated`.
    changes: null,
    create: (items, options) => create(client, items, options),
    update: (items, options) =>
      Promise.all(
        items.map(async ({ issue, issueKey, id, body }) => {
          const request = {
            method: "PUT",
            endpoint: "/issue/{id}/comment/{id}",
            path: `/issue/${issue}/comment/${id}?notifyUsers=false`,
            body: { body },
          } as const;
          return outcomeOf(await client.write(request, options), issueKey);
        }),
      ),
    remove: (items, options) =>
      Promise.all(
        items.map(async ({ issue, issueKey, id }): Promise<Outcome> => {
          const request = {
            method: "DELETE",
            endpoint: "/issue/{id}/comment/{id}",
            path: `/issue/${issue}/comment/${id}`,
          } as const;
          const written = await client.write(request, options);
          const isDone = written.kind === "answered" && written.status < 300;
          return isDone ? { kind: "gone" } : outcomeOf(written, issueKey);
        }),
      ),
  };
}

const pageSchema = z.object({ total: z.int(), comments: z.array(commentSchema) });

/**
 * All comments of one issue; null when Jira does not show the issue. A comment that comes or goes while one
 * pages shifts the others, so the pages overlap by one and must fit together.
 */
async function readAll(
  client: JiraClient,
  issue: IssueId,
  options: CallOptions,
): Promise<readonly Comment<"jira">[] | null> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const comments: Comment<"jira">[] = [];
    for (;;) {
      const last = comments.at(-1);
      const startAt = Math.max(0, comments.length - 1);
      const page = await client.readOrMissing(
        {
          method: "GET",
          endpoint: "/issue/{id}/comment",
          path: `/issue/${issue}/comment?orderBy=created&startAt=${startAt}&maxResults=${PAGE}`,
          points: 2,
        },
        pageSchema,
        options,
      );
      if (page === null) return null;
      const read = page.comments.map(commentOf);
      if (last !== undefined && read[0]?.id !== last.id) break;
      const more = last === undefined ? read : read.slice(1);
      comments.push(...more);
      if (comments.length === page.total) return comments;
      if (comments.length > page.total || more.length === 0) break;
    }
  }
  const message = `The comments of issue ${issue} changed while they were read`;
  throw new TrackerUnavailable("jira", "server", message);
}

const listSchema = z.object({ isLast: z.boolean().optional(), values: z.array(commentSchema) });

/** Comments by id, many issues a request; with their properties, which no other reading shows. */
async function find(
  client: JiraClient,
  ids: readonly string[],
  options: CallOptions,
): Promise<ReadonlyMap<string, FoundComment<"jira">>> {
  const pages = await Promise.all(
    inPages(ids, LISTED).map((page) =>
      client.read(
        {
          method: "POST",
          endpoint: "/comment/list",
          path: "/comment/list?expand=properties",
          body: { ids: page.map(Number) },
          points: 1 + page.length,
        },
        listSchema,
        options,
      ),
    ),
  );
  const found = new Map(
    pages
      .flatMap(({ values }) => values)
      .map((read) => [read.id, { comment: commentOf(read), mark: copyMarkOf(read) }] as const),
  );
  // A page that holds less than was asked for says nothing of what it leaves out: that is asked for again.
  const rest = pages.some(({ isLast }) => isLast === false) ? ids.filter((id) => !found.has(id)) : [];
  if (rest.length === 0 || rest.length === ids.length) return found;
  return new Map([...found, ...(await find(client, rest, options))]);
}

/** The comments of one issue go one after the other, so that they stand in their order. */
async function create(
  client: JiraClient,
  items: readonly CreateComment<"jira">[],
  options: CallOptions,
): Promise<readonly Outcome[]> {
  const outcomes = new Map<CreateComment<"jira">, Outcome>();
  const byIssue = Map.groupBy(items, ({ issue }) => issue);
  await Promise.all(
    [...byIssue.values()].map(async (ofIssue) => {
      let stopped: Outcome | null = null;
      for (const item of ofIssue) {
        const outcome: Outcome = stopped ?? (await createOne(client, item, options));
        outcomes.set(item, outcome);
        stopped ??= whatStops(outcome);
      }
    }),
  );
  return items.map((item) => outcomes.get(item) ?? { kind: "unknown", reason: "The comment got no answer" });
}

/** What one outcome says of those that would follow it. */
function whatStops(outcome: Outcome): Outcome | null {
  switch (outcome.kind) {
    case "unknown":
      return { kind: "not-sent", reason: "an earlier comment got no answer", retryAt: null };
    case "not-sent":
      return outcome;
    case "refused":
      return outcome.refusal.code === "permission" ? outcome : null;
    case "applied":
    case "gone":
      return null;
  }
}

async function createOne(
  client: JiraClient,
  { issue, issueKey, body, mark }: CreateComment<"jira">,
  options: CallOptions,
): Promise<Outcome> {
  const properties = [...(mark === null ? [] : [{ key: COPY_PROPERTY, value: mark }]), INTERNAL];
  const written = await client.write(
    {
      method: "POST",
      endpoint: "/issue/{id}/comment",
      path: `/issue/${issue}/comment`,
      body: { body, properties },
    },
    options,
  );
  return outcomeOf(written, issueKey);
}

function outcomeOf(written: Written, issueKey: string): Outcome {
  if (written.kind !== "answered") return written;
  const { status, body } = written;
  if (status < 300) {
    const comment = commentSchema.safeParse(body);
    if (comment.success) return { kind: "applied", comment: commentOf(comment.data) };
    return { kind: "unknown", reason: `Jira wrote a comment on ${issueKey} and did not show it` };
  }
  return commentRefusal(issueKey, status, body);
}
