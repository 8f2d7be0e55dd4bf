import { LinearClient } from "@linear/sdk";
import { http, passthrough } from "msw";
import { setupServer } from "msw/node";
import { z } from "zod";
import { adfToMarkdown } from "#sync/richtext/index.ts";
import type { Twins } from "#test/mirror/twins.ts";

const JIRA = "https://acme.atlassian.net/rest/api/3";
const issueSchema = z.object({
  id: z.string(),
  key: z.string(),
  fields: z.looseObject({
    summary: z.string(),
    description: z.unknown(),
    status: z.object({ name: z.string() }),
    labels: z.array(z.string()),
  }),
});
const commentsSchema = z.object({
  comments: z.array(z.object({ body: z.unknown(), author: z.object({ displayName: z.string() }) })),
});

/**
 * What a capable person writes in an afternoon: search, then issue by issue create it through the SDK's own
 * methods with its labels and state looked up, its comments one by one, and the link back as a property.
 */
export async function straightforwardMirror(twins: Twins): Promise<void> {
  const server = setupServer(
    http.all("https://api.linear.app/*", ({ request }) => twins.linear.handle(request)),
    http.all("https://acme.atlassian.net/*", ({ request }) => twins.jira.handle(request)),
    http.all("*", () => passthrough()),
  );
  server.listen();
  try {
    await mirrorAll(twins);
  } finally {
    server.close();
  }
}

async function mirrorAll(twins: Twins): Promise<void> {
  const client = new LinearClient({ apiKey: twins.linear.apiKey });
  const [team] = (await client.teams()).nodes;
  if (!team) throw new Error("The workspace has a team");
  for (const { id } of twins.jira.dump().issues) {
    const issue = issueSchema.parse(await jira(twins, "GET", `/issue/${id}`));
    const { comments } = commentsSchema.parse(await jira(twins, "GET", `/issue/${id}/comment`));
    const states = (await team.states()).nodes;
    const labelIds = await Promise.all(issue.fields.labels.map((name) => labelId(client, team.id, name)));
    const state = states.find(({ name }) => name === issue.fields.status.name) ?? states[0];
    const created = await client.createIssue({
      teamId: team.id,
      title: issue.fields.summary,
      description: adfToMarkdown(issue.fields.description),
      labelIds,
      ...(state ? { stateId: state.id } : {}),
    });
    const counterpart = await created.issue;
    if (!counterpart) throw new Error(`${issue.key} was not created`);
    for (const { body, author } of comments) {
      const text = `**${author.displayName}** in Jira:\n\n${adfToMarkdown(body)}`;
      await client.createComment({ issueId: counterpart.id, body: text });
    }
    await jira(twins, "PUT", `/issue/${id}/properties/linear`, { id: counterpart.id });
  }
}

async function labelId(client: LinearClient, teamId: string, name: string): Promise<string> {
  const [known] = (await client.issueLabels({ filter: { name: { eq: name } } })).nodes;
  if (known) return known.id;
  const created = await (await client.createIssueLabel({ teamId, name })).issueLabel;
  if (!created) throw new Error(`Label ${name} was not created`);
  return created.id;
}

async function jira(twins: Twins, method: string, path: string, body?: unknown): Promise<unknown> {
  const credentials = Buffer.from("service@acme.example:token-of-the-service").toString("base64");
  // A loop of requests without a pause would meet the limit by the second.
  twins.clock.advance(100);
  const response = await twins.jira.handle(
    new Request(`${JIRA}${path}`, {
      method,
      headers: { authorization: `Basic ${credentials}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  if (!response.ok) throw new Error(`Jira answered ${response.status}: ${await response.text()}`);
  const text = await response.text();
  return text === "" ? undefined : (JSON.parse(text) as unknown);
}
