import { afterEach, beforeEach } from "vitest";
import { twinsAndEngine, type Twins } from "../twins.ts";

/**
 * What breaks issue mirrors in the field, by the numbers of the list of failure cases: a mirrored shop for each
 * test of this folder. Beside each test stands the change to the service that makes it fail; each was tried.
 * Where two guards stand one behind the other, both have to go. Case 18, the webhooks' signatures, is in
 * test/trackers; 22 in test/mirror/comments; 24 in test/mirror/parents.test.ts.
 */
export let twins: Twins;

/** Each test of the file has twins and an engine of its own. */
export function shopForEachTest(): void {
  beforeEach(async () => {
    twins = await twinsAndEngine();
  });
  afterEach(() => twins.close());
}

/** The same shop begun anew, otherwise. */
export async function openAnew(options: Parameters<typeof twinsAndEngine>[0]): Promise<void> {
  await twins.close();
  twins = await twinsAndEngine(options);
}

export const jiraIssues = () => twins.jira.dump().issues;
export const linearIssues = () => twins.linear.dump().issues;
export const linearOf = (key: string) =>
  linearIssues().find((issue) => issue.attachments.some(({ url }) => url.endsWith(`/browse/${key}`)));
