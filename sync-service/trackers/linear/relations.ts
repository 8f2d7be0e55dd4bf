import { z } from "zod";
import { type IssueId, issueId } from "#sync/model/issue.ts";
import { relationOf, relationText } from "#sync/model/relation.ts";
import type { CallOptions, Related, SetChange } from "../tracker.ts";
import type { LinearClient } from "./client.ts";
import { PAGE, pagesOf } from "./pages.ts";

/** How many relations of each direction are read along with an issue; one that has more is asked again. */
const RELATIONS_READ = 2;

const outward = (first: number): string =>
  `relations(first: ${first}) { nodes { id type relatedIssue { id identifier } } }`;
const inward = (first: number): string =>
  `inverseRelations(first: ${first}) { nodes { id type issue { id identifier } } }`;
export const RELATION_FIELDS = `${outward(RELATIONS_READ)} ${inward(RELATIONS_READ)}`;
const NODE_POINTS = 1 + 2 * 0.1 + 1.2;
export const RELATION_POINTS = 2 * RELATIONS_READ * NODE_POINTS;

const named = z.object({ id: z.string().transform(issueId), identifier: z.string() });
const relation = { id: z.string(), type: z.string() };
export const relationsSchema = z.object({
  relations: z.object({ nodes: z.array(z.object({ ...relation, relatedIssue: named })) }),
  inverseRelations: z.object({ nodes: z.array(z.object({ ...relation, issue: named })) }),
});
type ReadRelations = z.infer<typeof relationsSchema>;

/** An issue's relations as the mirror names them, by their ids, and the issues at their other ends. */
export function readRelations({ relations, inverseRelations }: ReadRelations): {
  relations: string[];
  relationIds: Record<string, string>;
  mentions: { id: IssueId; key: string }[];
} {
  const all = [
    ...relations.nodes.map(({ id, type, relatedIssue }) => ({
      id,
      type,
      other: relatedIssue,
      inward: false,
    })),
    ...inverseRelations.nodes.map(({ id, type, issue }) => ({ id, type, other: issue, inward: true })),
  ];
  const texts = all.map(({ type, other, inward: isInward }) =>
    relationText({ inward: isInward, kind: type, other: other.id }),
  );
  return {
    relations: [...new Set(texts)],
    relationIds: Object.fromEntries(all.map(({ id }, index) => [texts[index] ?? "", id])),
    mentions: all.map(({ other }) => ({ id: other.id, key: other.identifier })),
  };
}

/** How many are read when that was not enough, and again. */
const MORE = [30, PAGE];
/** What such a request may cost, below Linear's 10,000 points. */
const POINTS = 9_000;
const more = (size: number): string => `query Relations($ids: [ID!]!, $first: Int!) {
  issues(filter: { id: { in: $ids } }, first: $first, includeArchived: true) {
    nodes { id ${outward(size)} ${inward(size)} }
  }
}`;
const moreSchema = z.object({
  issues: z.object({
    nodes: z.array(relationsSchema.extend({ id: z.string().transform(issueId) })),
  }),
});

/** The same issues with all their relations, where a page was full. */
export async function withAllRelations<Issue extends ReadRelations & { id: IssueId }>(
  client: LinearClient,
  issues: readonly Issue[],
  options: CallOptions,
): Promise<Issue[]> {
  const whole = new Map<IssueId, ReadRelations>();
  let full = issues.filter((issue) => isFull(issue, RELATIONS_READ)).map(({ id }) => id);
  for (const size of MORE) {
    const text = more(size);
    const pointsEach = 1.1 + 2 * size * NODE_POINTS;
    const atOnce = Math.floor(POINTS / pointsEach);
    const asked = full;
    full = [];
    for (let start = 0; start < asked.length; start += atOnce) {
      const ids = asked.slice(start, start + atOnce);
      const operation = { text, variables: { ids, first: ids.length }, points: ids.length * pointsEach };
      const answer = await client.ask(operation, moreSchema, options);
      for (const { id, ...relations } of answer.issues.nodes) {
        whole.set(id, relations);
        if (isFull(relations, size)) full.push(id);
      }
    }
  }
  return issues.map((issue) => ({ ...issue, ...whole.get(issue.id) }));
}

function isFull({ relations, inverseRelations }: ReadRelations, size: number): boolean {
  return relations.nodes.length >= size || inverseRelations.nodes.length >= size;
}

const ALL = `query AllRelations($after: String) {
  page: issueRelations(first: ${PAGE}, after: $after) {
    nodes { type issue { id } relatedIssue { id } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const ALL_POINTS = PAGE * (1 + 0.1 + 2 * 1.1);
const reference = z.object({ id: z.string().transform(issueId) });
const allSchema = z.object({ type: z.string(), issue: reference, relatedIssue: reference });

/** Every relation of the workspace, since Linear lists them in no other way and tells nobody of their changes. */
export async function* allRelations(
  client: LinearClient,
  options: CallOptions,
): AsyncGenerator<readonly Related[]> {
  const query = { text: ALL, variables: {}, points: ALL_POINTS };
  for await (const page of pagesOf(client, query, allSchema, options)) {
    yield page.map(({ type, issue, relatedIssue }) => ({
      issue: issue.id,
      relation: relationText({ inward: false, kind: type, other: relatedIssue.id }),
    }));
  }
}

/** The aliases that add and remove an issue's relations, the n-th of a document. */
export function relationAliases(
  n: number,
  issue: IssueId,
  change: SetChange,
  ids: Readonly<Record<string, string>>,
): { parameters: string[]; aliases: string[]; variables: Record<string, unknown> } {
  const parameters: string[] = [];
  const aliases: string[] = [];
  const variables: Record<string, unknown> = {};
  const add = (type: string, value: unknown, alias: (name: string) => string): void => {
    const name = `r${n}_${aliases.length}`;
    parameters.push(`$${name}: ${type}!`);
    aliases.push(`${name}: ${alias(name)} { success }`);
    variables[name] = value;
  };
  for (const text of change.add) {
    const { kind, other } = relationOf(text);
    const input = { issueId: issue, relatedIssueId: other, type: kind };
    add("IssueRelationCreateInput", input, (name) => `issueRelationCreate(input: $${name})`);
  }
  for (const text of change.remove) {
    const id = ids[text];
    if (id !== undefined) add("String", id, (name) => `issueRelationDelete(id: $${name})`);
  }
  return { parameters, aliases, variables };
}
