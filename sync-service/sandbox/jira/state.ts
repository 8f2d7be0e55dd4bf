import {
  CUSTOM_FIELDS,
  ISSUE_TYPES,
  LINK_TYPES,
  PRIORITIES,
  RESOLUTIONS,
  STATUSES,
  WORKFLOWS,
} from "./defaults.ts";
import type {
  Account,
  Board,
  CustomFieldDefinition,
  IndexedProperty,
  Issue,
  IssueLink,
  IssueType,
  LinkType,
  Named,
  Priority,
  Project,
  Sprint,
  Status,
  Workflow,
} from "./model.ts";

const byId = <T extends { readonly id: string }>(items: readonly T[]): Map<string, T> =>
  new Map(items.map((item) => [item.id, item]));

/** The records of one site, with the look-ups that keep a request cheap at thousands of issues. */
export class JiraState {
  readonly statuses = byId<Status>(STATUSES);
  readonly priorities = byId<Priority>(PRIORITIES);
  readonly issueTypes = byId<IssueType>(ISSUE_TYPES);
  readonly resolutions = byId<Named>(RESOLUTIONS);
  readonly linkTypes = byId<LinkType>(LINK_TYPES);
  readonly workflows = byId<Workflow>(WORKFLOWS);
  readonly customFields = byId<CustomFieldDefinition>(CUSTOM_FIELDS);
  readonly accounts = new Map<string, Account>();
  readonly projects = new Map<string, Project>();
  readonly boards = new Map<string, Board>();
  readonly sprints = new Map<number, Sprint>();
  readonly issues = new Map<number, Issue>();
  readonly links = new Map<number, IssueLink>();
  /** What the site mailed to people about issues. */
  readonly mails: {
    issueId: number;
    to: readonly string[];
    subject: string;
    text: string;
    at: number;
  }[] = [];
  readonly deleted: { id: number; key: string; at: number }[] = [];
  /** Properties that an installed app declares for search. */
  indexedProperties: readonly IndexedProperty[] = [];

  readonly #idByKey = new Map<string, number>();
  readonly #childrenOf = new Map<number, Set<number>>();
  readonly #issueOfComment = new Map<number, number>();
  readonly #issueOfAttachment = new Map<number, number>();
  readonly #counters = new Map<string, number>();

  /** The next number of a sequence, as Jira counts: from 10000, or from 1 for the issues of a project. */
  next(sequence: string, first = 10_000): number {
    const value = this.#counters.get(sequence) ?? first;
    this.#counters.set(sequence, value + 1);
    return value;
  }

  /** Makes a sequence go on after a number that was given from outside. */
  passed(sequence: string, number: number, first = 10_000): void {
    this.#counters.set(sequence, Math.max(this.#counters.get(sequence) ?? first, number + 1));
  }

  /** An issue by id or key, also by a key it had before it moved. */
  issue(idOrKey: string | number): Issue | undefined {
    const text = String(idOrKey);
    if (/^\d+$/.test(text)) return this.issues.get(Number(text));
    const id = this.#idByKey.get(text.toUpperCase());
    return id === undefined ? undefined : this.issues.get(id);
  }

  put(issue: Issue): void {
    const before = this.issues.get(issue.id);
    this.issues.set(issue.id, issue);
    this.#idByKey.set(issue.key, issue.id);
    if (before?.parentId !== issue.parentId) {
      if (before?.parentId != null) this.#childrenOf.get(before.parentId)?.delete(issue.id);
      if (issue.parentId !== null) {
        const children = this.#childrenOf.get(issue.parentId) ?? new Set();
        this.#childrenOf.set(issue.parentId, children.add(issue.id));
      }
    }
    if (before?.comments !== issue.comments) {
      for (const comment of issue.comments) this.#issueOfComment.set(comment.id, issue.id);
    }
    if (before?.attachments !== issue.attachments) {
      for (const attachment of issue.attachments) this.#issueOfAttachment.set(attachment.id, issue.id);
    }
  }

  remove(issue: Issue, at: number): void {
    this.issues.delete(issue.id);
    for (const key of [issue.key, ...issue.formerKeys]) this.#idByKey.delete(key);
    if (issue.parentId !== null) this.#childrenOf.get(issue.parentId)?.delete(issue.id);
    this.deleted.push({ id: issue.id, key: issue.key, at });
  }

  children(issue: Issue): Issue[] {
    return [...(this.#childrenOf.get(issue.id) ?? [])].flatMap((id) => this.issues.get(id) ?? []);
  }

  issueOfComment(commentId: number): Issue | undefined {
    return this.issues.get(this.#issueOfComment.get(commentId) ?? -1);
  }

  issueOfAttachment(attachmentId: number): Issue | undefined {
    return this.issues.get(this.#issueOfAttachment.get(attachmentId) ?? -1);
  }

  project(idOrKey: string): Project | undefined {
    const byIdentity = this.projects.get(idOrKey);
    if (byIdentity) return byIdentity;
    for (const project of this.projects.values()) {
      if (project.key === idOrKey.toUpperCase()) return project;
    }
    return undefined;
  }

  account(who: string): Account | undefined {
    const known = this.accounts.get(who);
    if (known) return known;
    const lower = who.toLowerCase();
    for (const account of this.accounts.values()) {
      if (account.email.toLowerCase() === lower || account.displayName.toLowerCase() === lower) {
        return account;
      }
    }
    return undefined;
  }

  workflowOf(project: Project, typeId: string): Workflow {
    return must(this.workflows, project.workflowByType.get(typeId) ?? project.workflowId, "workflow");
  }
}

/** A record that must be there: an id inside the twin that leads nowhere is a fault of the twin. */
export function must<K, T>(records: ReadonlyMap<K, T>, id: K, what: string): T {
  const record = records.get(id);
  if (record === undefined) throw new Error(`The Jira sandbox has no ${what} ${String(id)}`);
  return record;
}

/** A record by its id or its name, ignoring case. */
export function named<T extends { readonly id: string; readonly name: string }>(
  records: Iterable<T>,
  idOrName: string,
): T | undefined {
  const lower = idOrName.toLowerCase();
  let byName: T | undefined;
  for (const record of records) {
    if (record.id === idOrName) return record;
    if (record.name.toLowerCase() === lower) byName ??= record;
  }
  return byName;
}
