import { fingerprintOf } from "#sync/model/fingerprint.ts";
import type { MirrorStore } from "#sync/store/store.ts";
import type { JiraIssueRow } from "#sync/store/jira-issue.ts";
import type { Clock } from "#sync/model/effects.ts";
import type { Directory, StatusCategory } from "#sync/trackers/tracker.ts";

/** How long the mirror's issues are taken as they were read, ms: opening a panel asks several times. */
const FRESH_FOR = 2_000;
const WORKS: Readonly<Record<StatusCategory, Work | null>> = {
  triage: "not begun",
  backlog: "not begun",
  unstarted: "not begun",
  started: "in progress",
  completed: "done",
  canceled: "given up",
  duplicate: "given up",
  unknown: null,
};

/** How far the work on an issue is. */
type Work = "not begun" | "in progress" | "done" | "given up";

/** A Jira issue as the mirror knows it. */
interface KnownIssue extends JiraIssueRow {
  isOpen: boolean;
  /** Null where nobody has told its status. */
  work: Work | null;
}

export interface KnownIssues {
  /** Changes with any of them. */
  version: string;
  byId: ReadonlyMap<string, KnownIssue>;
}

export const projectOf = (key: string): string => key.slice(0, key.lastIndexOf("-"));

interface ProjectIssuesParts {
  store: Pick<MirrorStore, "jiraIssues">;
  clock: Clock;
  /** The mirrors that run here, each with Jira's directory once it was asked for. */
  mirrors: () => readonly { id: string; jira: () => Promise<Directory | null> }[];
}

/** The issues that the mirrors hold, read together at most every two seconds; nothing is asked of Jira for them. */
export class ProjectIssues {
  readonly #parts: ProjectIssuesParts;
  #kept: { until: number; issues: Promise<KnownIssues> } | null = null;

  constructor(parts: ProjectIssuesParts) {
    this.#parts = parts;
  }

  async all(): Promise<KnownIssues> {
    const now = this.#parts.clock.now();
    if (this.#kept !== null && this.#kept.until > now) return await this.#kept.issues;
    const issues = this.#read();
    this.#kept = { until: now + FRESH_FOR, issues };
    try {
      return await issues;
    } catch (error) {
      this.#kept = null;
      throw error;
    }
  }

  async #read(): Promise<KnownIssues> {
    const known = await Promise.all(
      this.#parts.mirrors().map(async ({ id, jira }) => {
        const works = worksByStatus(await jira());
        const rows = await this.#parts.store.jiraIssues(id);
        // An issue whose status nobody has told counts as open: leaving it out would hide work.
        return rows.map((row) => {
          const work = works.get(row.status ?? "") ?? null;
          return { ...row, work, isOpen: work !== "done" && work !== "given up" };
        });
      }),
    );
    const all = known.flat();
    const version = fingerprintOf(
      all.map(({ id, key, work, parent, linear }) => [id, key, work, parent, linear]),
    );
    return { version, byId: new Map(all.map((issue) => [issue.id, issue])) };
  }
}

function worksByStatus(directory: Directory | null): ReadonlyMap<string, Work> {
  const statuses = directory?.containers.flatMap((container) => container.statuses) ?? [];
  return new Map(
    statuses.flatMap(({ id, category }) => {
      const work = WORKS[category];
      return work === null ? [] : [[id, work] as const];
    }),
  );
}
