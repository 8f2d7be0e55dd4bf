import type { Clock } from "#sync/model/effects.ts";
import type { FieldName, Side } from "#sync/model/issue.ts";
import type { Edit } from "#sync/sandbox/kit/edit-log.ts";
import { createJiraTwin, type JiraTwin } from "#sync/sandbox/jira/twin.ts";
import { createLinearTwin, type LinearTwin } from "#sync/sandbox/linear/twin.ts";
import { Dice } from "./dice.ts";
import type { LinearIssue, Names, Value } from "./field-kind.ts";
import { EVERYBODY, FIELD_KINDS, LABELS, ONLY_JIRA, ONLY_LINEAR } from "./fields.ts";
import { counterpartOf, keyIn } from "./marks.ts";
import { TYPE_GROUP, TYPES } from "./place.ts";
import type { Remark } from "./remark.ts";
import type { Scheduler } from "./scheduler.ts";
import type { Tie } from "./tie.ts";

/** One change of one field of one issue, as the tracker's own log tells it. */
export interface Change {
  step: number;
  side: Side;
  issue: string;
  key: string;
  field: FieldName | "created" | "deleted" | "trashed" | "archived";
  by: "person" | "service" | "tracker";
  /** Undefined for the values an issue was created with. */
  old: Value | undefined;
  new: Value;
  /** For creations: the issue of the other tracker that it is made for, as the new issue's mark says. */
  source?: string | undefined;
  /** For the service's writes: the step at which the round of work began that sent it. */
  lookedAt: number;
}

export const PROJECT = "SHOP";
export const TEAM = "SHO";
const WEBHOOKS = { jira: "https://service.example/jira", linear: "https://service.example/linear" };
const SERVICE = { email: "service@acme.example", apiToken: "token-of-the-service" };
const BASE_URL = "https://acme.atlassian.net";

/** Both trackers, and everything that anybody ever changed in them. */
export class World {
  readonly jira: JiraTwin;
  readonly linear: LinearTwin;
  readonly changes: Change[] = [];
  /** What people said in comments. */
  readonly remarks: Remark[] = [];
  /** What people said of how issues hang together, in order. */
  readonly ties: Tie[] = [];
  readonly names: Names;
  readonly connection;
  /** What was edited last. */
  hot: { field: string; jira: string | undefined; linear: string | undefined } = {
    field: "",
    jira: undefined,
    linear: undefined,
  };
  /** Whether the service's account may see nothing in Jira at present. */
  isHidden = false;
  readonly #scheduler: Scheduler;
  readonly #read = { jira: 0, linear: 0 };
  readonly #jiraNames = new Map<string, string>();
  readonly #linearNames = new Map<string, string>();

  constructor(scheduler: Scheduler, seed: number, deliver: (request: Request) => Promise<Response>) {
    this.#scheduler = scheduler;
    const clock: Clock = {
      now: () => scheduler.now,
      sleep: (milliseconds) =>
        new Promise((resolve) => {
          scheduler.add({
            owner: null,
            label: "a tracker wakes",
            readyAt: scheduler.now + milliseconds,
            run: () => {
              resolve();
              return Promise.resolve(undefined);
            },
          });
        }),
    };
    const random = new Dice(seed, "trackers");
    this.jira = createJiraTwin({ clock, random, fetch: deliver, baseUrl: BASE_URL });
    this.linear = createLinearTwin({ clock, random, fetch: deliver });
    this.connection = {
      id: "acme",
      jira: { baseUrl: BASE_URL, ...SERVICE },
      linear: { apiKey: this.linear.apiKey },
    };
    this.names = {
      jira: (id) => this.#jiraNames.get(String(id)) ?? null,
      linear: (id) => this.#linearNames.get(String(id)) ?? null,
    };
    this.#seed(new Dice(seed, "issues"));
    this.#learnNames();
    this.collect();
  }

  /** Moves what the twins' logs tell since the last time into the changes. */
  collect(lookedAt = Infinity): void {
    this.#collect("jira", this.jira.edits.since(this.#read.jira), lookedAt);
    this.#collect("linear", this.linear.edits.since(this.#read.linear), lookedAt);
  }

  /** The issue that is being edited and its counterpart, as the marks in Linear name it. */
  heat(edited: { field: string; jira?: string; linear?: string }): void {
    const keyOf = ({ attachments }: LinearIssue): string | undefined =>
      attachments.map(keyIn).find((key) => key);
    const linear = this.linear
      .dump()
      .issues.find((issue) => issue.identifier === edited.linear || keyOf(issue) === edited.jira);
    this.hot = {
      field: edited.field,
      jira: edited.jira ?? (linear && keyOf(linear)),
      linear: edited.linear ?? linear?.identifier,
    };
  }

  close(): void {
    this.jira.close();
    this.linear.close();
  }

  #collect(side: Side, edits: readonly Edit[], lookedAt: number): void {
    for (const edit of edits) {
      this.#read[side] = edit.sequence;
      if (edit.object === "label") this.#learnNames();
      if (edit.object !== "issue") continue;
      if (side === "linear" && edit.field === "labelIds") this.#learnNames();
      const shared = {
        step: this.#scheduler.step,
        side,
        issue: edit.objectId,
        key: edit.key,
        by: ({ person: "person", app: "service", system: "tracker" } as const)[edit.actor.kind],
        lookedAt,
      };
      if (edit.field === "created") {
        const source = side === "jira" ? this.#sourceOf(edit.objectId) : undefined;
        this.changes.push({ ...shared, field: "created", old: undefined, new: edit.key, source });
        this.#collectInitial(shared);
      } else if (edit.field === "deleted") {
        this.changes.push({ ...shared, field: "deleted", old: edit.key, new: null });
      } else if (edit.field === "trashed" || edit.field === "archivedAt") {
        const field = edit.field === "trashed" ? "trashed" : "archived";
        this.changes.push({ ...shared, field, old: null, new: edit.new ? "yes" : null });
      } else {
        for (const kind of FIELD_KINDS.filter(({ logged }) => logged[side] === edit.field)) {
          const [old, now] = [kind.read[side](edit.old, this.names), kind.read[side](edit.new, this.names)];
          // Linear's labels stand for several things, of which one was changed.
          if (edit.field === "labelIds" && JSON.stringify(old) === JSON.stringify(now)) continue;
          this.changes.push({ ...shared, field: kind.name, old, new: now });
        }
      }
    }
  }

  /** An issue's first values, taken in the same breath in which it was created. */
  #collectInitial(shared: Omit<Change, "field" | "old" | "new">): void {
    const only = new Set([shared.issue]);
    const jira = shared.side === "jira" ? this.jira.dump(only).issues[0] : undefined;
    const linear = shared.side === "linear" ? this.linear.dump(only).issues[0] : undefined;
    for (const kind of FIELD_KINDS) {
      const value = jira ? kind.dumped.jira(jira) : linear ? kind.dumped.linear(linear) : undefined;
      if (value !== undefined) this.changes.push({ ...shared, field: kind.name, old: undefined, new: value });
    }
  }

  #sourceOf(jiraIssue: string): string | undefined {
    const [issue] = this.jira.dump(new Set([jiraIssue])).issues;
    return issue && counterpartOf(issue);
  }

  #learnNames(): void {
    const jira = this.jira.dump(new Set());
    for (const { id, name } of jira.statuses) this.#jiraNames.set(id, name);
    for (const { id, name } of jira.priorities) this.#jiraNames.set(`priority ${id}`, name);
    for (const { id, name } of jira.issueTypes) this.#jiraNames.set(`type ${id}`, name);
    for (const { accountId, email } of jira.users) this.#jiraNames.set(accountId, email);
    const linear = this.linear.dump(new Set());
    for (const { id, name } of [...linear.states, ...linear.labels]) this.#linearNames.set(id, name);
    for (const { id, email } of linear.users) this.#linearNames.set(id, email);
  }

  #seed(dice: Dice): void {
    const person = (email: string) => ({ email, name: email.split("@")[0] ?? email });
    const workflow = dice.weighed([
      { weight: 6, name: "free" },
      { weight: 2, name: "linear" },
      { weight: 1, name: "required-fields" },
    ]).name;
    const epics = ["epic one", "epic two"].slice(0, dice.between(0, 2));
    this.jira.seed({
      users: [
        ...[...EVERYBODY, ONLY_JIRA].map((email) => ({ email, displayName: person(email).name })),
        { ...SERVICE, displayName: "Service", timeZone: dice.pick(["UTC", "Asia/Tokyo"]) },
      ],
      projects: [{ key: PROJECT, name: "Shop", workflow }],
      webhooks: [{ url: WEBHOOKS.jira }],
      issues: [
        ...epics.map((ref) => ({ project: PROJECT, type: "Epic", ref, summary: `Jira ${ref}` })),
        ...Array.from({ length: dice.between(1, 4) }, (_, index) => ({
          project: PROJECT,
          type: dice.pick(["Task", "Task", ...Object.keys(TYPES)]),
          ...(epics.length > 0 && dice.happens(0.4) ? { parent: dice.pick(epics) } : {}),
          summary: `Jira issue ${index}`,
          description: `w0j${index}1\nw0j${index}2`,
          priority: dice.pick(["High", "Medium", "Lowest"]),
          labels: dice.happens(0.5) ? ["alpha"] : [],
          storyPoints: dice.pick([null, 1, 3]),
        })),
      ],
    });
    this.linear.seed({
      users: [...EVERYBODY, ONLY_LINEAR].map(person),
      teams: [
        {
          key: TEAM,
          name: "Shop",
          members: [...EVERYBODY, ONLY_LINEAR],
          estimation: "linear",
        },
      ],
      labels: [
        ...LABELS.map((name) => ({ name })),
        { name: TYPE_GROUP, isGroup: true },
        ...Object.values(TYPES).map((name) => ({ name, group: TYPE_GROUP })),
      ],
      webhooks: [{ url: WEBHOOKS.linear }],
      issues: Array.from({ length: dice.between(0, 3) }, (_, index) => ({
        team: TEAM,
        ref: `issue ${index}`,
        ...(index > 0 && dice.happens(0.3) ? { parent: "issue 0" } : {}),
        title: `Linear issue ${index}`,
        description: `w0l${index}1\n\nw0l${index}2`,
        priority: dice.between(0, 4),
        labels: [
          ...(dice.happens(0.5) ? ["beta gamma"] : []),
          ...(dice.happens(0.3) ? [dice.pick(Object.values(TYPES))] : []),
        ],
      })),
    });
    if (dice.happens(0.3)) this.jira.switches.change({ addsLocalIds: true });
    if (dice.happens(0.2)) this.jira.switches.change({ emptyEditRaisesUpdated: true });
    if (dice.happens(0.3)) this.linear.switches.attachmentsRaiseUpdatedAt = true;
    if (dice.happens(0.3)) this.linear.switches.aliasesAfterFailure = "run";
  }
}
