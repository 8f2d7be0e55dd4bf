import type { Actor } from "../kit/edit-log.ts";
import { categoryOf } from "./changes.ts";
import { insertIssue } from "./create.ts";
import { JiraRefusal } from "./errors.ts";
import type { FieldContext, Patch } from "./field.ts";
import { fieldById } from "./fields.ts";
import { patchOf } from "./issue-input.ts";
import { link } from "./links.ts";
import type { Comment, Issue } from "./model.ts";
import { bodyOf, restFields, UnknownName } from "./plain-issue.ts";
import type { JiraSeeded, Seed, SeedIssue } from "./seed.ts";
import { seedSite } from "./seed-site.ts";
import type { Site } from "./site.ts";
import { must, named } from "./state.ts";
import { contextOf, statusPatch } from "./workflow.ts";

const SYSTEM: Omit<Actor, "id"> = { name: "system", kind: "system" };

/**
 * Fills the site without counting requests or sending webhooks; the edit log names "system".
 * @throws an error that names the issue when one does not fit
 */
export function seedJira(site: Site, seed: Seed, systemAccountId: string): JiraSeeded {
  const made = seedSite(site, seed, systemAccountId);
  const actor: Actor = { ...SYSTEM, id: systemAccountId };
  const refs = new Map<string, number>();
  const issues = seed.issues.map((issue, index) => {
    try {
      const inserted = seedIssue(site, actor, issue);
      if (issue.ref !== undefined) refs.set(issue.ref, inserted.id);
      return { id: String(inserted.id), key: inserted.key, ref: issue.ref ?? null };
    } catch (error) {
      if (!(error instanceof JiraRefusal || error instanceof UnknownName)) throw error;
      throw new UnknownName(`Issue ${index} of the seed ("${issue.summary}"): ${error.message}`);
    }
  });
  const find = (name: string): Issue => {
    const found = site.state.issue(refs.get(name) ?? name);
    if (!found) throw new UnknownName(`The seed has no issue '${name}'.`);
    return found;
  };
  for (const [index, { parent }] of seed.issues.entries()) {
    const child = site.state.issue(issues[index]?.id ?? "");
    if (parent === undefined || !child) continue;
    const patch = fieldById(site, "parent")?.set?.(contextOf(site, child), { id: find(parent).id });
    site.put({ ...child, ...patch });
  }
  for (const { type, from, to, created } of seed.links) {
    const linkType = named(site.state.linkTypes.values(), type);
    if (!linkType) throw new UnknownName(`There is no link type '${type}'.`);
    const ends = [find(from), find(to)] as const;
    site.quietly(() => link(site, actor, linkType.id, ...ends));
    // A link that was always there leaves `updated` and the changelog as they were.
    for (const { id, updated, history } of ends) {
      const linked = must(site.state.issues, id, "issue");
      const told = linked.history.slice(history.length).map((entry) => ({ ...entry, created: created ?? 0 }));
      const dated = [...history, ...told].sort((a, b) => a.created - b.created);
      site.put({
        ...linked,
        updated: Math.max(updated, created ?? 0),
        history: created === undefined ? history : dated,
      });
    }
  }
  return { ...made, issues };
}

function seedIssue(site: Site, actor: Actor, issue: SeedIssue): Issue {
  const project = site.state.project(issue.project);
  if (!project) throw new UnknownName(`There is no project '${issue.project}'.`);
  const type = named(site.state.issueTypes.values(), issue.type);
  if (!type) throw new UnknownName(`There is no issue type '${issue.type}'.`);
  const context: FieldContext = { site, project, type, issue: null };
  const created = issue.created ?? site.now();
  const patch: Patch = {
    ...patchOf(
      context,
      { fields: restFields(site, { ...issue, assignee: undefined }), update: {} },
      () => true,
    ),
    assigneeId: assignee(site, issue),
    ...status(context, issue),
    ...(issue.key === undefined ? {} : { key: keyOf(site, project.id, issue.key) }),
    created,
    updated: issue.updated ?? created,
    properties: new Map(Object.entries(issue.properties)),
    comments: issue.comments.map((comment) => seedComment(site, comment, created)),
  };
  const inserted = insertIssue(site, actor, context, { ...patch, statusChanged: created });
  return moved(site, actor, inserted, issue);
}

/** Lets an issue have gone through its statuses when the seed says, as its changelog and dates would tell. */
function moved(site: Site, actor: Actor, issue: Issue, { moves = [], resolution }: SeedIssue): Issue {
  const { project, type } = contextOf(site, issue);
  const workflow = site.state.workflowOf(project, type.id);
  let current: Issue = { ...issue, ...(moves.length === 0 ? {} : { statusId: workflow.initialStatusId }) };
  for (const { to, at } of moves) {
    const found = named(site.state.statuses.values(), to);
    if (!found || !workflow.statusIds.includes(found.id)) {
      throw new UnknownName(`The workflow of ${project.key} has no status '${to}'.`);
    }
    const given = resolution === undefined ? undefined : named(site.state.resolutions.values(), resolution);
    const before = current;
    current = {
      ...current,
      ...statusPatch(site, { resolutionId: given?.id ?? null, resolved: at }, found.id),
    };
    const items = fieldById(site, "status")?.history(site, before, current) ?? [];
    const entry = { id: site.state.next("history"), authorId: actor.id, created: at, items };
    current = {
      ...current,
      history: [...current.history, entry],
      ...(categoryOf(site, before) === categoryOf(site, current) ? {} : { statusChanged: at }),
    };
  }
  site.put(current);
  return current;
}

/** Also somebody who has left meanwhile, whom an edit could not assign any more. */
function assignee(site: Site, issue: SeedIssue): string | null {
  if (issue.assignee == null) return null;
  const account = site.state.account(issue.assignee);
  if (!account) throw new UnknownName(`There is no person '${issue.assignee}'.`);
  return account.accountId;
}

function status(context: FieldContext, issue: SeedIssue): Patch {
  if (issue.status === undefined) return {};
  const { site, project, type } = context;
  const found = named(site.state.statuses.values(), issue.status);
  if (!found || !site.state.workflowOf(project, type.id).statusIds.includes(found.id)) {
    throw new UnknownName(`The workflow of ${project.key} has no status '${issue.status}'.`);
  }
  const resolution =
    issue.resolution === undefined ? undefined : named(site.state.resolutions.values(), issue.resolution);
  return statusPatch(
    site,
    { resolutionId: resolution?.id ?? null, resolved: issue.updated ?? issue.created ?? null },
    found.id,
  );
}

/** A key given from outside: the project goes on counting after it. */
function keyOf(site: Site, projectId: string, key: string): string {
  const { key: projectKey } = must(site.state.projects, projectId, "project");
  const number = new RegExp(`^${projectKey}-([1-9]\\d*)$`).exec(key)?.[1];
  if (number === undefined) throw new UnknownName(`'${key}' is no key of the project ${projectKey}.`);
  if (site.state.issue(key)) throw new UnknownName(`The key '${key}' is taken.`);
  site.state.passed(`issues of ${projectId}`, Number(number), 1);
  return key;
}

function seedComment(site: Site, comment: SeedIssue["comments"][number], fallback: number): Comment {
  const author = site.state.account(comment.author);
  if (!author) throw new UnknownName(`There is no person '${comment.author}'.`);
  const created = comment.created ?? fallback;
  return {
    id: site.state.next("comment"),
    authorId: author.accountId,
    updateAuthorId: author.accountId,
    body: bodyOf(comment.body),
    visibleTo: null,
    created,
    updated: created,
    properties: new Map(),
  };
}
