import { adfToMarkdown } from "#sync/richtext/index.ts";
import { people, type Twins } from "../twins.ts";

/** What people say on either side, and what both sides show of it. */
export interface Conversation {
  /** Comments as Markdown, oldest first. */
  inJira(key: string): string[];
  inLinear(key: string): string[];
  /** A person's comment; returns its id. */
  sayInJira(key: string, body: string): string;
  sayInLinear(key: string, body: string, replyTo?: string): string;
  idInJira(key: string, part: string): string;
  idInLinear(key: string, part: string): string;
  jiraComments(key: string): ReturnType<Twins["jira"]["dump"]>["issues"][number]["comments"];
  linearComments(key: string): ReturnType<Twins["linear"]["dump"]>["issues"][number]["comments"];
  requests(): { jira: number; linear: number };
}

export function conversationOn(twins: Twins): Conversation {
  const { jira, linear } = twins;
  const jiraComments = (key: string) =>
    jira
      .dump()
      .issues.find((issue) => issue.key === key)
      ?.comments.toSorted(byCreation) ?? [];
  const linearComments = (key: string) =>
    linear
      .dump()
      .issues.find((issue) => issue.identifier === key)
      ?.comments.toSorted(byCreation2) ?? [];
  const need = (id: string | undefined, part: string): string => {
    if (id === undefined) throw new Error(`No comment says "${part}"`);
    return id;
  };
  return {
    jiraComments,
    linearComments,
    inJira: (key) => jiraComments(key).map(({ body }) => adfToMarkdown(body)),
    inLinear: (key) => linearComments(key).map(({ body }) => body),
    sayInJira(key, body) {
      jira.act({ as: people.ada, do: "comment", issue: key, body });
      return need(jiraComments(key).at(-1)?.id, body);
    },
    sayInLinear(key, body, replyTo) {
      linear.act({ as: people.jon, do: "comment", issue: key, body, ...(replyTo ? { replyTo } : {}) });
      return need(linearComments(key).findLast((comment) => comment.body === body)?.id, body);
    },
    idInJira: (key, part) =>
      need(jiraComments(key).find(({ body }) => adfToMarkdown(body).includes(part))?.id, part),
    idInLinear: (key, part) => need(linearComments(key).find(({ body }) => body.includes(part))?.id, part),
    requests: () => ({ jira: jira.requests.summary().requests, linear: linear.requests.summary().requests }),
  };
}

function byCreation(a: { created: string; id: string }, b: { created: string; id: string }): number {
  return a.created.localeCompare(b.created) || Number(a.id) - Number(b.id);
}

function byCreation2(a: { createdAt: string }, b: { createdAt: string }): number {
  return a.createdAt.localeCompare(b.createdAt);
}
