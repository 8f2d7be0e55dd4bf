import { SCORE_PROPERTY } from "#shared/contract/score-property.ts";
import type { IssueId, Snapshot } from "#sync/model/issue.ts";
import type { CallOptions } from "../tracker.ts";
import type { JiraClient, JiraRequest } from "./client.ts";
import { issuesSchema, type JiraIssue, SNAPSHOT_FIELDS } from "./schemas.ts";
import type { Site } from "./site.ts";
import { MARK_PROPERTY, type SnapshotFields, toSnapshot } from "./snapshot.ts";

/** Most issues that one bulk fetch takes. */
export const FETCH_PAGE = 100;

/** Reads whole issues, and remembers of each what a snapshot does not carry: its type. */
export class Issues {
  readonly #client: JiraClient;
  readonly #site: Site;
  readonly #siteUrl: string;
  readonly #types = new Map<string, string>();
  readonly #highestNumbers = new Map<string, number>();

  constructor(client: JiraClient, site: Site, siteUrl: string) {
    this.#client = client;
    this.#site = site;
    this.#siteUrl = siteUrl;
  }

  /** The issues that Jira shows; what it does not show is left out. */
  async fetch(ids: readonly string[], options: CallOptions): Promise<ReadonlyMap<string, Snapshot<"jira">>> {
    if (ids.length === 0) return new Map();
    const facts = await this.#site.facts(options);
    const { estimateFields, selectFields, sprintField } = facts;
    const custom = [...estimateFields, ...selectFields.values(), ...(sprintField ? [sprintField] : [])];
    const answers = await Promise.all(
      inPages(ids, FETCH_PAGE).map((page) =>
        this.#client.read(
          bulkFetch({
            issueIdsOrKeys: page,
            fields: [...SNAPSHOT_FIELDS, ...custom],
            properties: [MARK_PROPERTY, SCORE_PROPERTY],
          }),
          issuesSchema,
          options,
        ),
      ),
    );
    const issues = answers.flatMap((answer) => answer.issues);
    return new Map(issues.map((issue) => [issue.id, this.snapshot(issue, facts)]));
  }

  snapshot(issue: JiraIssue, fields: SnapshotFields): Snapshot<"jira"> {
    this.#types.set(issue.id, issue.fields.issuetype.id);
    this.noteKey(issue.fields.project.id, issue.key);
    return toSnapshot(issue, this.#siteUrl, fields);
  }

  /** The type of an issue that was read before. */
  typeOf(id: IssueId): string | undefined {
    return this.#types.get(id);
  }

  /** Numbers are given in order, so any key that was seen bounds those to come from below. */
  noteKey(projectId: string, key: string): void {
    const number = Number(key.slice(key.lastIndexOf("-") + 1));
    if (!Number.isSafeInteger(number)) return;
    this.#highestNumbers.set(projectId, Math.max(number, this.#highestNumbers.get(projectId) ?? 0));
  }

  /** The highest issue number seen in a project; a later one may exist. */
  highestNumber(projectId: string): number | undefined {
    return this.#highestNumbers.get(projectId);
  }
}

export function bulkFetch(body: {
  issueIdsOrKeys: readonly string[];
  fields: readonly string[];
  properties: readonly string[];
  expand?: readonly string[];
}): JiraRequest {
  return {
    method: "POST",
    endpoint: "/issue/bulkfetch",
    path: "/issue/bulkfetch",
    body,
    points: 1 + body.issueIdsOrKeys.length,
  };
}

export function inPages<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, page) =>
    items.slice(page * size, (page + 1) * size),
  );
}
