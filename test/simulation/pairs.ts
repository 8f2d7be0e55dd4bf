import type { MirrorStore } from "#sync/store/store.ts";
import type { LinkState, Parked } from "#sync/model/link.ts";
import type { JiraIssue, LinearIssue } from "./field-kind.ts";
import { counterpartOf, keyIn, textIn } from "./marks.ts";
import { PROJECT, type Change, type World } from "./world.ts";

/** Two issues that the marks in the trackers call the same work; one end may be gone. */
export interface Pair {
  jira: JiraIssue | undefined;
  linear: LinearIssue | undefined;
  jiraId: string | undefined;
  linearId: string | undefined;
  /** The service's own link. */
  link: string | undefined;
  state: LinkState | undefined;
  /** Nothing is mirrored between them any more: one is gone or in the trash. */
  resting: boolean;
}

/**
 * By the marks alone: a Linear issue's attachment that names a Jira issue, and a Jira issue's property.
 *
 * @param mayDouble whether what happened may have made a second copy: a creation that came later than anybody
 *   waits for it, a database that forgot one
 */
export async function pairsOf(
  world: World,
  store: MirrorStore,
  jira: readonly JiraIssue[],
  linear: readonly LinearIssue[],
  parked: readonly Parked[],
  mayDouble: boolean,
): Promise<{ pairs: Pair[]; violations: string[] }> {
  const links = await store.links("shop", null, 1_000);
  // A second copy on which somebody has worked stays, and a person is told.
  const isSurplus = ({ id }: JiraIssue): boolean =>
    mayDouble && links.some((one) => one.jira?.id === id && one.note?.includes("is a second copy") === true);
  const ours = jira.filter((issue) => issue.project === PROJECT && !isSurplus(issue));
  const byKey = new Map(ours.map((issue) => [issue.key, issue]));
  const pairs: Pair[] = [];
  const violations: string[] = [];
  const namedBy = new Map<string, LinearIssue[]>();
  for (const issue of linear) {
    for (const key of namedIn(issue)) namedBy.set(key, [...(namedBy.get(key) ?? []), issue]);
  }
  const gone = (side: "jira" | "linear", id: string | undefined): boolean =>
    world.changes.some(
      (change) =>
        change.side === side && change.issue === id && change.by === "person" && change.field === "deleted",
    );
  for (const issue of ours) {
    const named = counterpartOf(issue);
    // Before the mark in Linear was written, a person trashed the issue there.
    const resting = linear.filter(({ id, trashed }) => id === named && trashed);
    const partners = namedBy.get(issue.key) ?? resting;
    const link = links.find((one) => one.jira?.id === issue.id);
    const waits = parked.some((one) => one.link === link?.id && isOfCreation(one));
    const isExcused = waits || link?.note?.includes("second copy") === true;
    if (partners.length > 1) {
      violations.push(`${issue.key} has ${partners.map(({ identifier }) => identifier).join(" and ")}`);
    }
    if (partners.length === 0 && !gone("linear", named) && !isExcused) {
      violations.push(
        `${issue.key} has no counterpart in Linear (link ${link?.state ?? "unknown"}: ${link?.note ?? "no note"})`,
      );
    }
    const [partner] = partners;
    pairs.push({
      jira: issue,
      linear: partner,
      jiraId: issue.id,
      linearId: partner?.id ?? named,
      link: link?.id,
      state: link?.state,
      resting: partner === undefined || partner.trashed,
    });
  }
  for (const issue of linear) {
    const keys = namedIn(issue).filter((key) => byKey.has(key));
    if (keys.length > 1) violations.push(`${issue.identifier} has ${keys.join(" and ")}`);
    if (keys.length > 0) continue;
    const [mark] = marksOf(issue);
    const link = links.find((one) => one.linear?.id === issue.id);
    const waits = parked.some((one) => one.link === link?.id && isOfCreation(one));
    const isExcused = waits || link?.note?.includes("second copy") === true;
    const rests = issue.trashed || issue.archivedAt !== null;
    // Before the mark in Linear was written, a person deleted what the service had made in Jira.
    const made = link?.jira?.id;
    const isGone = gone("jira", mark) || (isMade(world.changes, made) && gone("jira", made));
    if (!rests && !isGone && !isExcused) {
      violations.push(
        `${issue.identifier} has no counterpart in Jira (link ${link?.state ?? "unknown"}: ${link?.note ?? "no note"})`,
      );
    }
    pairs.push({
      jira: undefined,
      linear: issue,
      jiraId: mark,
      linearId: issue.id,
      link: link?.id,
      state: link?.state,
      resting: true,
    });
  }
  return { pairs, violations: [...violations, ...recreated(world.changes, ours, linear)] };
}

/** A creation that is refused, or that waits for the one of the parent: whether it may, is judged elsewhere. */
function isOfCreation({ field, code }: Parked): boolean {
  return field === "issue" || (field === "parent" && code === "waits");
}

function isMade(changes: readonly Change[], id: string | undefined): boolean {
  return changes.some(({ by, field, issue }) => by === "service" && field === "created" && issue === id);
}

/** What a person deleted stays deleted: no second counterpart while the service took none away itself. */
function recreated(
  changes: readonly Change[],
  jira: readonly JiraIssue[],
  linear: readonly LinearIssue[],
): string[] {
  const created = changes.filter(({ by, field }) => by === "service" && field === "created");
  const violations: string[] = [];
  for (const issue of linear) {
    const marks = marksOf(issue);
    if (marks.length === 0) continue;
    const copies = jira.filter((one) => counterpartOf(one) === issue.id && !marks.includes(one.id));
    for (const copy of copies) {
      if (created.some((one) => one.side === "jira" && one.issue === copy.id)) {
        violations.push(`${copy.key} is a second counterpart of ${issue.identifier}`);
      }
    }
  }
  return violations;
}

function namedIn(issue: LinearIssue): string[] {
  const keys = issue.attachments.flatMap((attachment) => keyIn(attachment) ?? []);
  return [...new Set(keys)];
}

/** A copy that went has left its mark beside the one that stayed. */
function marksOf(issue: LinearIssue): string[] {
  return issue.attachments.flatMap(({ metadata }) => textIn(metadata, "counterpart") ?? []);
}
