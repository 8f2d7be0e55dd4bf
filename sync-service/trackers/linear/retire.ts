import { z } from "zod";
import type { IssueId, Mark } from "#sync/model/issue.ts";
import type { CallOptions, Refusal, WriteOutcome } from "../tracker.ts";
import type { LinearClient } from "./client.ts";
import { attachmentSchema, readAttachments, sameMark } from "./mark.ts";
import { refusalOf } from "./refusal.ts";
import { PAGE } from "./pages.ts";

/** Everything that would show a person's hand on an issue. */
const TRACES = `query Traces($ids: [ID!]!) {
  issues(filter: { id: { in: $ids } }, first: 1) {
    nodes {
      identifier
      attachments(first: ${PAGE}) { nodes { url metadata } }
      history(first: 50) { nodes { attachmentId } }
      comments(first: 1) { nodes { id } }
      children(first: 1) { nodes { id } }
      relations(first: 1) { nodes { id } }
      inverseRelations(first: 1) { nodes { id } }
    }
  }
}`;
const some = z.object({ nodes: z.array(z.unknown()) });
const tracesSchema = z.object({
  issues: z.object({
    nodes: z.array(
      z.object({
        identifier: z.string(),
        attachments: z.object({ nodes: z.array(attachmentSchema) }),
        history: z.object({ nodes: z.array(z.object({ attachmentId: z.string().nullable() })) }),
        comments: some,
        children: some,
        relations: some,
        inverseRelations: some,
      }),
    ),
  }),
});

/** Moves a duplicate that we created to the trash, from which it can be restored for 30 days. */
export async function retireDuplicate(
  client: LinearClient,
  id: IssueId,
  mark: Mark,
  options: CallOptions,
): Promise<WriteOutcome<"linear"> | { kind: "retired" }> {
  const operation = { text: TRACES, variables: { ids: [id] }, points: PAGE * 1.2 + 120 };
  const { issues } = await client.ask(operation, tracesSchema, options);
  const [issue] = issues.nodes;
  if (issue === undefined) {
    return refused("not-found", `Linear does not show the duplicate ${id}: there is nothing left to delete.`);
  }
  const key = issue.identifier;
  const { mark: found, counterpartUrls } = readAttachments(issue.attachments.nodes);
  if (found === null || !sameMark(found, mark)) {
    return refused(
      "invalid",
      `${key} does not carry the mark of link ${mark.link}: it is not ours to delete.`,
    );
  }
  const touched =
    counterpartUrls.length > 0 ||
    issue.history.nodes.some(({ attachmentId }) => attachmentId === null) ||
    [issue.comments, issue.children, issue.relations, issue.inverseRelations].some(
      ({ nodes }) => nodes.length > 0,
    );
  if (touched) {
    return refused(
      "invalid",
      `${key} was worked on since it was created: move what it holds and delete it by hand.`,
    );
  }
  const fate = await client.send(
    {
      text: "mutation Retire($id: String!) { issueDelete(id: $id) { success } }",
      variables: { id },
      points: 2,
    },
    options,
  );
  switch (fate.kind) {
    case "answered":
      return { kind: "retired" };
    case "not-sent":
      return { kind: "not-sent", reason: fate.error.message, retryAt: fate.error.retryAt };
    case "unknown":
      return { kind: "unknown", reason: fate.reason };
    case "failed": {
      const [failure] = fate.failures;
      return failure?.refused === true
        ? { kind: "refused", refused: [refusalOf(failure, null, key)] }
        : { kind: "unknown", reason: failure?.message ?? "Linear answered with an error" };
    }
  }
}

function refused(code: Refusal["code"], message: string): WriteOutcome<"linear"> {
  return { kind: "refused", refused: [{ fields: "issue", code, message }] };
}
