import type { z } from "zod";
import type { CallOptions } from "../tracker.ts";
import type { JiraClient } from "./client.ts";
import { type Creation, nameOf, toIssueUpdate } from "./creation.ts";
import { inPages, type Issues } from "./issues.ts";
import { sortProblem, statusRefusal } from "./refusal.ts";
import { createdSchema } from "./schemas.ts";
import type { SiteFacts } from "./site.ts";
import { refusedTransition, requiresFields } from "./transitions.ts";

/** Most issues that one bulk create takes. */
const CREATE_PAGE = 50;

interface Tools {
  client: JiraClient;
  issues: Issues;
}

/** Sends creations until each exists, is refused, or its fate is unknown. */
export async function sendCreations(
  tools: Tools,
  facts: SiteFacts,
  creations: readonly Creation[],
  options: CallOptions,
): Promise<void> {
  const unsent = creations.filter(({ outcome }) => outcome === null);
  let pages = inPages(unsent, CREATE_PAGE);
  while (pages.length > 0) {
    const again = await Promise.all(pages.map((page) => sendPage(tools, facts, page, options)));
    pages = again.flat().filter((page) => page.length > 0);
  }
}

/** Sends one page; returns what is worth sending again: items without the fields that Jira refused. */
async function sendPage(
  { client, issues }: Tools,
  facts: SiteFacts,
  page: readonly Creation[],
  options: CallOptions,
): Promise<Creation[][]> {
  const written = await client.write(
    {
      method: "POST",
      endpoint: "/issue/bulk",
      path: "/issue/bulk",
      body: { issueUpdates: page.map(toIssueUpdate) },
      points: page.length,
    },
    options,
  );
  if (written.kind !== "answered") {
    for (const creation of page) creation.outcome = written;
    return [];
  }
  const { status, body } = written;
  const answer = createdSchema.safeParse(body);
  if (status >= 300 && !(status === 400 && answer.success)) {
    // Something about the request as a whole: halving it finds the item, so that it delays only itself.
    if (page.length > 1 && (status === 400 || status === 413))
      return inPages(page, Math.ceil(page.length / 2));
    for (const creation of page) {
      const { issue, fields } =
        status === 400
          ? sortProblem(nameOf(creation), body, [], facts.fieldNames)
          : { issue: statusRefusal(nameOf(creation), status, body), fields: [] };
      creation.outcome = { kind: "refused", refused: issue === null ? fields : [issue] };
    }
    return [];
  }
  if (!answer.success) {
    const reason = `Jira's answer to a bulk create of ${page.length} is not as its contract says`;
    for (const creation of page) creation.outcome = { kind: "unknown", reason };
    return [];
  }
  return [settle(issues, facts, page, answer.data)];
}

function settle(
  issues: Issues,
  facts: SiteFacts,
  page: readonly Creation[],
  answer: z.output<typeof createdSchema>,
): Creation[] {
  const failures = new Map(answer.errors.map((failure) => [failure.failedElementNumber, failure]));
  const succeeded = page.filter((_, index) => !failures.has(index));
  if (succeeded.length !== answer.issues.length) {
    const reason = `Jira's answer to a bulk create of ${page.length} names ${answer.issues.length} created and ${failures.size} failed ones`;
    for (const creation of page) creation.outcome = { kind: "unknown", reason };
    return [];
  }
  answer.issues.forEach((created, index) => {
    const creation = succeeded[index];
    if (!creation) return;
    creation.created = { id: created.id, key: created.key };
    issues.noteKey(creation.item.container, created.key);
    const { transition } = creation;
    if (!transition || !created.transition || created.transition.status < 300) return;
    if (!requiresFields(transition)) {
      // Something else is in the way; the issue itself is asked what leads on from where it is.
      creation.transition = null;
      return;
    }
    creation.refused.push(refusedTransition(created.key, transition, created.transition.errorCollection));
    creation.stays = true;
  });
  const again: Creation[] = [];
  for (const [index, failure] of failures) {
    const creation = page[index];
    if (!creation) continue;
    if ((failure.status ?? 400) >= 500) {
      creation.outcome = {
        kind: "unknown",
        reason: `Jira failed (${failure.status ?? 500}) at ${nameOf(creation)}`,
      };
      continue;
    }
    if (creation.reporter !== null && failure.elementErrors?.errors["reporter"] !== undefined) {
      // Who reported it is worth no refusal: the account of the token stands there then.
      creation.reporter = null;
      again.push(creation);
      continue;
    }
    const optional = creation.edits.filter(({ field }) => field !== "title");
    const problem = sortProblem(nameOf(creation), failure.elementErrors, optional, facts.fieldNames);
    creation.refused.push(...problem.fields);
    if (problem.issue !== null) {
      creation.outcome = { kind: "refused", refused: [...creation.refused, problem.issue] };
      continue;
    }
    const refused = new Set(problem.fields.flatMap(({ fields }) => fields));
    creation.edits = creation.edits.filter(({ field }) => !refused.has(field));
    again.push(creation);
  }
  return again;
}
