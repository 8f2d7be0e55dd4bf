import type { CommentRow } from "#sync/model/comment.ts";
import type { Comment } from "#sync/model/issue.ts";
import { adfToMarkdown, sameAdf, sameText } from "#sync/richtext/index.ts";
import { copyId } from "../copy-id.ts";
import { decide, type Way } from "./decide.ts";
import { identify } from "./identify.ts";
import type { CommentLook, CommentRules, Decision } from "./look.ts";
import { deletedWords, inJira, inLinear, urlOf } from "./words.ts";

/** Copies made of one issue's comments in one round; the rest follows in the next. */
const CREATIONS = 250;

/** What becomes of each comment of a link: by the side that is written, originals oldest first. */
export interface CommentPlan {
  jira: readonly Decision<"jira">[];
  linear: readonly Decision<"linear">[];
  /** More copies are to be made than fit into one round. */
  hasMore: boolean;
}

/** A pure function: the same look gives the same plan, and once that is carried out the next one is empty. */
export function planComments(look: CommentLook, rules: CommentRules): CommentPlan {
  const rows = identify(look, rules);
  const toLinear = wayToLinear(look, rules);
  const toJira = wayToJira(look, rules, rows);
  const inOrder = (reading: readonly Comment[] | null): ((a: CommentRow, b: CommentRow) => number) => {
    const place = new Map(reading?.map(({ id }, index) => [id, index]));
    return (a, b) => (place.get(a.originalId) ?? -1) - (place.get(b.originalId) ?? -1);
  };
  const ofJira = rows.filter(({ origin }) => origin === "jira").sort(inOrder(look.jira));
  const ofLinear = rows.filter(({ origin }) => origin === "linear").sort(inOrder(look.linear));
  const linear = ofJira.map((row) => decide(row, toLinear));
  const jira = [...ofLinear.map((row) => decide(row, toJira)), ...surplus(look, ofJira)];
  const [some, more] = [firstCreations(linear), firstCreations(jira)];
  return { linear: some.decisions, jira: more.decisions, hasMore: some.hasMore || more.hasMore };
}

/** Comments left for the next round are as if they had not been seen. */
function firstCreations<To extends "jira" | "linear">(
  decisions: readonly Decision<To>[],
): { decisions: readonly Decision<To>[]; hasMore: boolean } {
  let creations = 0;
  const kept = decisions.filter(({ write }) => {
    if (write?.kind === "create") creations += 1;
    return write?.kind !== "create" || creations <= CREATIONS;
  });
  return { decisions: kept, hasMore: kept.length < decisions.length };
}

/** A second copy, of a creation that landed late, goes unless somebody laid a hand on it. */
function surplus(look: CommentLook, rows: readonly CommentRow[]): Decision<"jira">[] {
  const found = new Map(look.jira?.map((comment) => [comment.id, comment]));
  return rows.flatMap((row): Decision<"jira">[] => {
    const extra = row.state === "surplus" && row.originalVersion === null && found.get(row.originalId);
    if (!extra) return [];
    const rest = { author: extra.author, lacks: [], waitUntil: null };
    if (extra.version !== extra.createdAt) {
      return [{ ...rest, row: { ...row, originalVersion: extra.version }, write: null }];
    }
    const write = { kind: "remove", id: extra.id, then: "surplus", overwritten: null } as const;
    return [{ ...rest, row, write }];
  });
}

function wayToLinear(look: CommentLook, rules: CommentRules): Way<"jira", "linear"> {
  const urlOfOriginal = (id: string): string | undefined => urlOf("jira", look.issues.jira.url, id);
  const place = { kind: "comment", workspace: look.workspace, issue: look.issues.linear.id } as const;
  const answered = new Set(look.linear?.map(({ parent }) => parent));
  return {
    from: "jira",
    to: "linear",
    look,
    rules,
    originals: byId(look.jira),
    copies: byId(look.linear),
    render: (original) => inLinear(original, { context: rules.context, url: urlOfOriginal(original.id) }),
    same: sameText,
    asText: (body) => body,
    newId: (original, incarnation) => copyId(place, { original, incarnation }),
    // With the first comment of a thread Linear deletes what people answered.
    placeholder: ({ id }) => (answered.has(id) ? deletedWords.linear : null),
    urlOf: urlOfOriginal,
  };
}

function wayToJira(
  look: CommentLook,
  rules: CommentRules,
  rows: readonly CommentRow[],
): Way<"linear", "jira"> {
  const urlOfOriginal = (id: string): string | undefined => urlOf("linear", look.issues.linear.url, id);
  const originals = byId(look.linear);
  const authors = authorsOf(look, rows);
  return {
    from: "linear",
    to: "jira",
    look,
    rules,
    originals,
    copies: byId(look.jira),
    render: (original, copy) =>
      inJira(original, {
        context: rules.context,
        url: urlOfOriginal(original.id),
        answers: original.parent === null ? null : (authors.get(original.parent) ?? null),
        previous: copy?.body ?? null,
      }),
    same: sameAdf,
    asText: (body) => adfToMarkdown(body, rules.context),
    newId: () => null,
    placeholder: () => null,
    urlOf: urlOfOriginal,
  };
}

/** Who wrote what stands in Linear; a copy was written by its original's author. */
function authorsOf(look: CommentLook, rows: readonly CommentRow[]): Map<string, string> {
  const authors = new Map(look.linear?.map(({ id, author }) => [id, author]));
  const inJiraBy = new Map(look.jira?.map(({ id, author }) => [id, author]));
  for (const { origin, originalId, copyId: copy } of rows) {
    if (origin !== "jira" || copy === null) continue;
    const author = inJiraBy.get(originalId);
    if (author === undefined) authors.delete(copy);
    else authors.set(copy, author);
  }
  return authors;
}

function byId<C extends Comment>(comments: readonly C[] | null): ReadonlyMap<string, C> | null {
  return comments && new Map(comments.map((comment) => [comment.id, comment]));
}
