import type { CommentRow, CopyMark } from "#sync/model/comment.ts";
import { isOnSide, SIDES, type Comment, type Side, type Snapshot } from "#sync/model/issue.ts";
import { isDue, type BothEnds } from "../both-ends.ts";
import type { Batch, EngineParts } from "../parts.ts";
import { unknownOurs } from "./identify.ts";
import { nameIn, type CommentLook, type CommentRules, type Lack } from "./look.ts";
import { planComments } from "./plan.ts";

/** A reading may bring up the need for another, and that one for a proof. */
const PASSES = 3;

/**
 * Looks at the comments of many links at once. Jira's mostly came along with the issues; Linear's are read
 * where something spoke of them, and where the plan cannot do without.
 */
export async function lookAtComments(
  parts: EngineParts,
  batch: Batch,
  candidates: readonly BothEnds[],
  rules: CommentRules,
): Promise<CommentLook[]> {
  const stored = Map.groupBy(
    await parts.store.commentsOf(candidates.map(({ work }) => work.link.id)),
    ({ link }) => link,
  );
  const looks = candidates.map((one) => firstLook(one, batch, stored.get(one.work.link.id) ?? []));
  await Promise.all([
    readJira(
      parts,
      batch,
      looks.filter((look, index) => look.jira === null && mayHaveChanged(candidates[index], look)),
    ),
    readLinear(
      parts,
      batch,
      looks.filter((look, index) => look.linear === null && isDueAt(candidates, index)),
    ),
  ]);
  await readMarks(parts, batch, looks);
  for (let pass = 0; pass < PASSES; pass += 1) {
    if (!(await fillIn(parts, batch, looks, rules))) break;
  }
  return looks;
}

interface OpenLook extends CommentLook {
  gone: Set<string>;
}

function firstLook({ work, jira, linear }: BothEnds, batch: Batch, rows: readonly CommentRow[]): OpenLook {
  const embedded = isOnSide(jira.snapshot, "jira") ? jira.snapshot.comments : undefined;
  const isWhole = embedded !== undefined && embedded.shown.length >= embedded.total;
  const end = ({ id, key, url }: Snapshot) => ({ id, key, url });
  return {
    link: work.link.id,
    issues: { jira: end(jira.snapshot), linear: end(linear.snapshot) },
    workspace: batch.translator.linear.workspace,
    rows,
    isFirst: rows.length === 0 && work.link.commentHints.seen === 0,
    jira: jira.isNew ? [] : isWhole ? inOrder(embedded.shown) : null,
    linear: linear.isNew ? [] : null,
    marks: new Map<string, CopyMark>(),
    gone: new Set(),
  };
}

/** A comment raises its issue's version in Jira, so an issue as it was seen has no new ones. */
function mayHaveChanged(candidate: BothEnds | undefined, { rows }: CommentLook): boolean {
  if (!candidate) return false;
  const { link } = candidate.work;
  const isAsBefore = link.jira?.version === candidate.jira.snapshot.version;
  return !isAsBefore || isDue(candidate) || rows.some(({ startedAt }) => startedAt !== null);
}

function isDueAt(candidates: readonly BothEnds[], index: number): boolean {
  const candidate = candidates[index];
  return candidate !== undefined && isDue(candidate);
}

async function readJira(parts: EngineParts, batch: Batch, looks: readonly OpenLook[]): Promise<void> {
  if (looks.length === 0) return;
  const read = await parts.jira.comments.read(
    looks.map(({ issues }) => issues.jira.id),
    batch,
  );
  for (const look of looks) look.jira = read.get(look.issues.jira.id) ?? null;
}

async function readLinear(parts: EngineParts, batch: Batch, looks: readonly OpenLook[]): Promise<void> {
  if (looks.length === 0) return;
  const read = await parts.linear.comments.read(
    looks.map(({ issues }) => issues.linear.id),
    batch,
  );
  for (const look of looks) look.linear = read.get(look.issues.linear.id) ?? null;
}

async function readMarks(parts: EngineParts, batch: Batch, looks: readonly OpenLook[]): Promise<void> {
  const unknown = looks.flatMap((look) => unknownOurs(look, batch.translator.jira.self));
  if (unknown.length === 0) return;
  const found = await parts.jira.comments.find(unknown, batch);
  const marks = new Map([...found].flatMap(([id, { mark }]) => (mark === null ? [] : [[id, mark] as const])));
  for (const look of looks) look.marks = marks;
}

/** Gets what the plans lack; false when there is nothing more to get. */
async function fillIn(
  parts: EngineParts,
  batch: Batch,
  looks: readonly OpenLook[],
  rules: CommentRules,
): Promise<boolean> {
  const lacking = looks.map((look) => [look, lacksOf(look, rules)] as const);
  const unread = (side: Side): OpenLook[] =>
    lacking.flatMap(([look, lacks]) =>
      look[side] === null && lacks.some((lack) => lack.kind === "reading" && lack.side === side)
        ? [look]
        : [],
    );
  const [jira, linear] = [unread("jira"), unread("linear")];
  await Promise.all([readJira(parts, batch, jira), readLinear(parts, batch, linear)]);
  await readMarks(parts, batch, jira);
  const proven = await Promise.all(SIDES.map((side) => prove(parts, batch, side, lacking)));
  return jira.length + linear.length > 0 || proven.some((isNew) => isNew);
}

function lacksOf(look: CommentLook, rules: CommentRules): readonly Lack[] {
  const { jira, linear } = planComments(look, rules);
  return [...jira, ...linear].flatMap(({ lacks }) => lacks);
}

/** A page's border may hide a comment, a search for its id does not. */
async function prove(
  parts: EngineParts,
  batch: Batch,
  side: Side,
  lacking: readonly (readonly [OpenLook, readonly Lack[]])[],
): Promise<boolean> {
  const wanted = lacking.flatMap(([look, lacks]) =>
    lacks.flatMap((lack) => (lack.kind === "proof" && lack.side === side ? [{ look, id: lack.id }] : [])),
  );
  if (wanted.length === 0) return false;
  const found = await parts[side].comments.find(
    wanted.map(({ id }) => id),
    batch,
  );
  const gone = wanted.filter(({ id }) => !found.has(id));
  for (const { look, id } of gone) look.gone.add(nameIn(side, id));
  return gone.length > 0;
}

function inOrder<S extends Side>(comments: readonly Comment<S>[]): Comment<S>[] {
  return comments.toSorted((a, b) => a.createdAt - b.createdAt || Number(a.id) - Number(b.id));
}
