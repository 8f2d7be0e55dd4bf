import type { Random } from "#sync/model/effects.ts";
import type { Agenda } from "../kit/agenda.ts";
import type { Actor, EditLog } from "../kit/edit-log.ts";
import type { Attachment, Comment, History, Issue, IssueLink } from "./model.ts";
import { Permissions } from "./permissions.ts";
import { SearchIndex } from "./search-index.ts";
import { JiraState } from "./state.ts";
import type { Switches } from "./switches.ts";
import { Tasks } from "./tasks.ts";

/** What happened, for whoever listens by webhook. */
export type SiteEvent =
  | {
      name: "jira:issue_created" | "jira:issue_updated" | "jira:issue_deleted";
      issue: Issue;
      actor: Actor;
      typeName: string;
      history?: History;
      comment?: Comment;
    }
  | { name: "comment_created" | "comment_updated" | "comment_deleted"; issue: Issue; comment: Comment }
  | { name: "issue_property_set" | "issue_property_deleted"; issue: Issue; key: string; value: unknown }
  | { name: "issuelink_created" | "issuelink_deleted"; issue: Issue; link: IssueLink }
  | { name: "attachment_created" | "attachment_deleted"; issue: Issue; attachment: Attachment };

/** One Jira site: its records and everything a change of them needs. */
export class Site {
  readonly agenda: Agenda;
  readonly random: Random;
  readonly edits: EditLog;
  readonly switches: Switches;
  state = new JiraState();
  permissions = new Permissions();
  index: SearchIndex;
  tasks = new Tasks();
  /** Where `self` links and attachment contents point to, without a slash at the end. */
  baseUrl: string;
  #quiet = false;
  readonly #listeners: ((event: SiteEvent) => void)[] = [];

  constructor(parts: {
    agenda: Agenda;
    random: Random;
    edits: EditLog;
    switches: Switches;
    baseUrl: string;
  }) {
    this.agenda = parts.agenda;
    this.random = parts.random;
    this.edits = parts.edits;
    this.switches = parts.switches;
    this.baseUrl = parts.baseUrl;
    this.index = new SearchIndex();
  }

  now(): number {
    return this.agenda.now();
  }

  onEvent(listener: (event: SiteEvent) => void): void {
    this.#listeners.push(listener);
  }

  publish(event: SiteEvent): void {
    if (this.#quiet) return;
    for (const listener of this.#listeners) listener(event);
  }

  /** Does something that nobody is told of by webhook. */
  quietly(work: () => void): void {
    this.#quiet = true;
    try {
      work();
    } finally {
      this.#quiet = false;
    }
  }

  /** Stores an issue; search goes on seeing what was there before for as long as the index lags. */
  put(issue: Issue): void {
    this.#lag(issue.id, this.state.issues.get(issue.id) ?? null);
    this.state.put(issue);
  }

  remove(issue: Issue): void {
    this.#lag(issue.id, issue);
    this.state.remove(issue, this.now());
  }

  #lag(id: number, before: Issue | null): void {
    const lag = this.switches.values.indexLagMilliseconds;
    if (lag > 0) this.index.hold(id, before, this.now(), lag);
  }

  clear(): void {
    this.state = new JiraState();
    this.permissions = new Permissions();
    this.index = new SearchIndex();
    this.tasks = new Tasks();
  }
}
