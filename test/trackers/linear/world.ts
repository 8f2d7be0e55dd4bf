import { expect } from "vitest";
import type { Fetch, Random } from "#sync/model/effects.ts";
import { type IssueId, issueId, type LinearValues, type Mark, type Snapshot } from "#sync/model/issue.ts";
import { createLinearTwin, type LinearTwin } from "#sync/sandbox/linear/twin.ts";
import type { LinearSeed, LinearSeeded } from "#sync/sandbox/linear/seed.ts";
import { createLinearTracker } from "#sync/trackers/linear/tracker.ts";
import type { CallOptions, CreateIssue, UpdateIssue, WriteOutcome } from "#sync/trackers/tracker.ts";
import { ManualClock } from "../manual-clock.ts";

/** Matches a text that says this. */
export const saying = (part: string): unknown => expect.stringContaining(part);
export const aNumber: unknown = expect.any(Number);

export const live: CallOptions = { priority: "live" };

export interface World {
  clock: ManualClock;
  twin: LinearTwin;
  tracker: ReturnType<typeof createLinearTracker>;
  seeded: LinearSeeded;
  team: string;
  /** The documents that the tracker sent, oldest first. */
  sent: string[];
  state(name: string): string;
  user(name: string): string;
}

const people = [
  { email: "ada@acme.test", name: "Ada Lovelace" },
  { email: "grace@acme.test", name: "Grace Hopper" },
];

/** Stands between the tracker and the twin. */
type Between = (request: Request, twin: Fetch) => Promise<Response>;

/** A twin with a team ENG, two people and what a test adds, and a tracker that talks to it. */
export function worldWith(more: LinearSeed = {}, between: Between = (request, twin) => twin(request)): World {
  const clock = new ManualClock();
  const random = countingRandom();
  const twin = createLinearTwin({ clock, random, fetch: () => Promise.resolve(new Response("")) });
  const seeded = twin.seed({
    ...more,
    users: [...people, ...(more.users ?? [])],
    teams: [{ key: "ENG", name: "Engineering" }, ...(more.teams ?? [])],
  });
  const sent: string[] = [];
  const tracker = createLinearTracker({
    apiKey: twin.apiKey,
    apiUrl: "https://api.linear.app/graphql",
    fetch: async (request) => {
      sent.push(await request.clone().text());
      return between(request, (passed) => twin.handle(passed));
    },
    clock,
    random,
  });
  const [team] = seeded.teams;
  if (team === undefined) throw new Error("The twin has no team");
  const idOf = (list: readonly { id: string; name: string }[], name: string): string => {
    const found = list.find((one) => one.name === name);
    if (found === undefined) throw new Error(`The twin has no ${name}`);
    return found.id;
  };
  twin.requests.clear();
  return {
    clock,
    twin,
    tracker,
    seeded,
    team: team.id,
    sent,
    state: (name) => idOf(team.states, name),
    user: (name) => idOf(seeded.users, name),
  };
}

function countingRandom(): Random {
  let count = 0;
  return {
    next: () => (count++ % 97) / 97,
    uuid: () => `00000000-0000-4000-8000-${(++count).toString(16).padStart(12, "0")}`,
  };
}

export const markOf = (number: number, generation = 1): Mark => ({
  link: `link-${number}`,
  mirror: "shop",
  generation,
  counterpart: issueId(String(10_000 + number)),
});

export const counterpartOf = (number: number) => ({
  key: `SHOP-${number}`,
  url: `https://acme.atlassian.net/browse/SHOP-${number}`,
  title: `Issue ${number} in Jira`,
});

export function creation(
  world: World,
  number: number,
  values: Partial<LinearValues> = {},
): CreateIssue<"linear"> {
  return {
    key: `acme/${number}/1`,
    container: world.team,
    issueType: null,
    values: { title: `Issue ${number}`, ...values },
    mark: markOf(number),
    counterpart: counterpartOf(number),
  };
}

export function snapshotIn(outcome: WriteOutcome<"linear"> | undefined): Snapshot<"linear"> {
  if (outcome?.kind !== "applied") throw new Error(`Not applied: ${JSON.stringify(outcome)}`);
  return outcome.snapshot;
}

/** Creates `count` issues through the tracker and forgets the requests that took. */
export async function created(world: World, count: number): Promise<Snapshot<"linear">[]> {
  const items = Array.from({ length: count }, (_, n) => creation(world, n + 1));
  const snapshots = (await world.tracker.create(items, live)).map(snapshotIn);
  world.twin.requests.clear();
  world.sent.length = 0;
  return snapshots;
}

export async function createdOne(world: World): Promise<Snapshot<"linear">> {
  const [snapshot] = await created(world, 1);
  if (snapshot === undefined) throw new Error("No issue was created");
  return snapshot;
}

/** An update of the n-th of such issues (from 1), which raises its mark to generation 2. */
export function change(
  world: World,
  snapshot: Snapshot<"linear">,
  set: UpdateIssue<"linear">["set"],
  labels?: UpdateIssue<"linear">["labels"],
): UpdateIssue<"linear"> {
  const number = Number(snapshot.mark?.link.replace("link-", ""));
  return {
    id: snapshot.id,
    container: world.team,
    observed: snapshot,
    set,
    ...(labels ? { labels } : {}),
    mark: markOf(number, (snapshot.mark?.generation ?? 0) + 1),
    counterpart: counterpartOf(number),
  };
}

export async function observed(world: World, id: IssueId): Promise<Snapshot<"linear">> {
  const observation = (await world.tracker.observe([id], live)).get(id);
  if (observation?.kind !== "present") throw new Error(`Linear does not show ${id}`);
  return observation.snapshot;
}
