import type { Clock, Fetch, Random } from "#sync/model/effects.ts";
import { projectOf } from "#sync/model/project-id.ts";
import { Budget } from "../budget.ts";
import type { CardPort } from "../card-port.ts";
import type { LinearPlanning } from "../planning-port.ts";
import type { Tracker } from "../tracker.ts";
import { LinearClient } from "./client.ts";
import { linearCards } from "./cards.ts";
import { linearComments } from "./comments.ts";
import { createIssues } from "./create.ts";
import { creationId } from "./creation-id.ts";
import { readDirectory } from "./directory.ts";
import { linearFiles } from "./files.ts";
import { Labels } from "./labels.ts";
import { markIssues } from "./marking.ts";
import { changes, existing, issuesWithin, list, observe } from "./read.ts";
import { linearPlanning } from "./planning.ts";
import { createProject, observeProjects, projectSightings, updateProject } from "./projects.ts";
import { allRelations } from "./relations.ts";
import { retireDuplicate } from "./retire.ts";
import { updateIssues } from "./update.ts";

/** Requests under way at once, and the longest that one may take, ms. */
const CONCURRENCY = 4;
const TIMEOUT = 30_000;
/** The same for files: fewer, and longer. */
const TRANSFERS = 3;
const TRANSFER_TIMEOUT = 80_000;

/** One Linear workspace as the mirror needs it, seen with one API key. */
export function createLinearTracker(options: {
  apiKey: string;
  /** https://api.linear.app/graphql but in tests and the sandbox. */
  apiUrl?: string;
  fetch: Fetch;
  clock: Clock;
  random: Random;
}): Tracker<"linear"> & { cards: CardPort; planning: LinearPlanning } {
  const { apiKey, apiUrl = "https://api.linear.app/graphql", fetch, clock, random } = options;
  const budget = new Budget({ side: "linear", clock, concurrency: CONCURRENCY, timeout: TIMEOUT });
  const transfers = new Budget({ side: "linear", clock, concurrency: TRANSFERS, timeout: TRANSFER_TIMEOUT });
  const client = new LinearClient({ apiKey, apiUrl, fetch, clock, random, budget, transfers });
  const labels = new Labels(client, clock);
  return {
    side: "linear",
    directory: (call) => readDirectory(client, labels, call),
    changes: (scope, since, call) =>
      scope.isOfProjects === true
        ? projectSightings(client, scope, since, call)
        : changes(client, scope, since, call),
    list: (scope, call) =>
      scope.isOfProjects === true ? projectSightings(client, scope, null, call) : list(client, scope, call),
    relations: (call) => allRelations(client, call),
    // Linear lets any state follow any other.
    workflow: () => Promise.resolve(null),
    within: (scope, ids, call) => issuesWithin(client, scope, ids, call),
    observe: async (ids, call) => {
      const { projects, issues } = apart(ids, (id) => id);
      const observed = await observe(client, labels, issues, call);
      if (projects.length === 0) return observed;
      return new Map([...observed, ...(await observeProjects(client, projects, call))]);
    },
    create: (items, call) =>
      eachApart(
        items,
        ({ key }) => key,
        (some) => createIssues(client, labels, some, call),
        (one) => createProject(client, one, call),
      ),
    update: (items, call) =>
      eachApart(
        items,
        ({ id }) => id,
        (some) => updateIssues(client, labels, some, call),
        (one) => updateProject(client, one, call),
      ),
    // A project carries no mark: the epic's names it.
    mark: (items, call) =>
      eachApart(
        items,
        ({ id }) => id,
        (some) => markIssues(client, some, call),
        () => Promise.resolve({ kind: "applied" }),
      ),
    findCreated: async (_container, keys, probe, call) => {
      const ids = new Map(keys.map((key) => [key, creationId(key)]));
      const there = await existing(client, [...ids.values()], call);
      const found = [...ids].filter(([, id]) => there.has(id)).map(([key, id]) => [key, [id]] as const);
      return { found: new Map(found), probe };
    },
    // A created issue has the id that we gave it: there is nothing to search from.
    creationProbe: () => Promise.resolve(""),
    comments: linearComments(client),
    files: linearFiles(client),
    cards: linearCards(client),
    planning: linearPlanning(client),
    retireDuplicate: (id, mark, call) => retireDuplicate(client, id, mark, call),
    spending: () => budget.spending(),
  };
}

function apart<Item>(
  items: readonly Item[],
  idOf: (item: Item) => string,
): { projects: Item[]; issues: Item[] } {
  const { projects = [], issues = [] } = Object.groupBy(items, (item) =>
    projectOf(idOf(item)) === null ? "issues" : "projects",
  );
  return { projects, issues };
}

/** Issues many a request, projects one by one; outcomes in the order of the items. */
async function eachApart<Item, Outcome>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  write: (issues: readonly Item[]) => Promise<readonly Outcome[]>,
  writeProject: (project: Item) => Promise<Outcome>,
): Promise<Outcome[]> {
  const { projects, issues } = apart(items, idOf);
  const outcomes = new Map<Item, Outcome>();
  const written = issues.length === 0 ? [] : await write(issues);
  for (const [index, outcome] of written.entries()) {
    const item = issues[index];
    if (item !== undefined) outcomes.set(item, outcome);
  }
  for (const project of projects) outcomes.set(project, await writeProject(project));
  return items.flatMap((item) => outcomes.get(item) ?? []);
}
