import type { Fetch, Random } from "#sync/model/effects.ts";
import { type IssueId, issueId, type JiraValues, type Mark, type Snapshot } from "#sync/model/issue.ts";
import type { JiraSeed } from "#sync/sandbox/jira/seed.ts";
import { createJiraTwin, type JiraTwin } from "#sync/sandbox/jira/twin.ts";
import { createJiraTracker } from "#sync/trackers/jira/tracker.ts";
import type {
  CallOptions,
  CreateIssue,
  Directory,
  Tracker,
  UpdateIssue,
  WriteOutcome,
} from "#sync/trackers/tracker.ts";
import { FlowingClock } from "./flowing-clock.ts";

export const LIVE: CallOptions = { priority: "live" };
const BASE_URL = "https://acme.atlassian.net";

interface Scene {
  twin: JiraTwin;
  clock: FlowingClock;
  random: Random;
  tracker: ReturnType<typeof createJiraTracker>;
  /** The tracker's way to the twin; a test may put itself in between. */
  intercept: (wrap: (next: Fetch) => Fetch) => void;
  /** A tracker of another account of the site, or with nothing learned yet. */
  another: (options?: { email: string; apiToken: string }) => Tracker<"jira">;
  issues: { id: IssueId; key: string }[];
  projects: Record<string, string>;
  users: Record<string, string>;
  /** Requests to endpoints whose name contains the text, since the scene was made or the count was cleared. */
  requests: (endpoint?: string) => number;
}

export const PEOPLE = {
  users: [
    { email: "ada@acme.test", displayName: "Ada" },
    { email: "ben@acme.test", displayName: "Ben", emailVisible: false },
  ],
  projects: [{ key: "APP", name: "App" }],
} satisfies JiraSeed;

export function scene(seed: JiraSeed = PEOPLE): Scene {
  const clock = new FlowingClock();
  const random = countingRandom();
  const unreachable: Fetch = () => Promise.reject(new Error("the twin sends no webhooks here"));
  const twin = createJiraTwin({ clock, random, fetch: unreachable, baseUrl: BASE_URL });
  const seeded = twin.seed(seed);
  let fetch: Fetch = (request) => twin.handle(request);
  const another = (account = twin.credentials) =>
    createJiraTracker({ baseUrl: BASE_URL, ...account, fetch: (request) => fetch(request), clock, random });
  return {
    twin,
    clock,
    random,
    tracker: another(),
    another,
    intercept: (wrap) => {
      fetch = wrap(fetch);
    },
    issues: seeded.issues.map(({ id, key }) => ({ id: issueId(id), key })),
    projects: seeded.projects,
    users: seeded.users,
    requests: (endpoint = "") =>
      Object.entries(twin.requests.summary().byEndpoint)
        .filter(([name]) => name.includes(endpoint))
        .reduce((sum, [, counted]) => sum + counted.requests, 0),
  };
}

function countingRandom(): Random {
  let count = 0;
  return {
    next: () => (count++ % 10) / 10,
    uuid: () => `${String(count++).padStart(8, "0")}-0000-4000-8000-000000000000`,
  };
}

export function seedOf(count: number, project = "APP"): NonNullable<JiraSeed["issues"]> {
  return Array.from({ length: count }, (_, index) => ({ project, summary: `Issue ${index + 1}` }));
}

export const mark = (link: string, generation = 1): Mark => ({
  link,
  mirror: "acme",
  generation,
  counterpart: issueId(`linear-${link}`),
});

const counterpart = { key: "ENG-1", url: "https://linear.app/acme/issue/ENG-1", title: "There" };

export function creation(
  scene: Scene,
  key: string,
  values: Partial<JiraValues> = {},
  project = "APP",
): CreateIssue<"jira"> {
  return {
    key,
    container: scene.projects[project] ?? "",
    issueType: "Task",
    values: { title: `Issue ${key}`, ...values },
    mark: mark(key),
    counterpart,
  };
}

export function edit(
  observed: Snapshot<"jira">,
  change: Pick<Partial<UpdateIssue<"jira">>, "set" | "labels">,
): UpdateIssue<"jira"> {
  const { set = {}, labels } = change;
  return {
    id: observed.id,
    container: observed.container,
    observed,
    set,
    ...(labels ? { labels } : {}),
    mark: mark("link", 2),
    counterpart,
  };
}

export async function look(tracker: Tracker<"jira">, id: IssueId | undefined): Promise<Snapshot<"jira">> {
  if (id === undefined) throw new Error("the scene has no such issue");
  const observation = (await tracker.observe([id], LIVE)).get(id);
  if (observation?.kind !== "present") throw new Error(`the twin does not show ${id}`);
  return observation.snapshot;
}

/** The outcome as an applied one; anything else fails the test with what it says. */
export function applied(outcome: WriteOutcome<"jira"> | undefined) {
  if (outcome?.kind !== "applied") throw new Error(`not applied: ${JSON.stringify(outcome)}`);
  return outcome;
}

export function refusals(outcome: WriteOutcome<"jira"> | undefined) {
  if (outcome?.kind !== "applied" && outcome?.kind !== "refused") {
    throw new Error(`neither applied nor refused: ${JSON.stringify(outcome)}`);
  }
  return outcome.refused;
}

/** The id of a status of the scene's site by its name. */
export function statusId(directory: Directory, name: string): string {
  const status = directory.containers.flatMap(({ statuses }) => statuses).find((one) => one.name === name);
  if (!status) throw new Error(`the site has no status "${name}"`);
  return status.id;
}

export const paragraph = (text: string): NonNullable<JiraValues["description"]> => ({
  type: "doc",
  version: 1,
  content: [{ type: "paragraph", content: [{ type: "text", text }] }],
});
