import type { Clock, Fetch, Random } from "#sync/model/effects.ts";
import { Budget } from "../budget.ts";
import type { Tracker } from "../tracker.ts";
import { LinearClient } from "./client.ts";
import { linearComments } from "./comments.ts";
import { createIssues } from "./create.ts";
import { creationId } from "./creation-id.ts";
import { readDirectory } from "./directory.ts";
import { linearFiles } from "./files.ts";
import { Labels } from "./labels.ts";
import { markIssues } from "./marking.ts";
import { changes, existing, issuesWithin, list, observe } from "./read.ts";
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
}): Tracker<"linear"> {
  const { apiKey, apiUrl = "https://api.linear.app/graphql", fetch, clock, random } = options;
  const budget = new Budget({ side: "linear", clock, concurrency: CONCURRENCY, timeout: TIMEOUT });
  const transfers = new Budget({ side: "linear", clock, concurrency: TRANSFERS, timeout: TRANSFER_TIMEOUT });
  const client = new LinearClient({ apiKey, apiUrl, fetch, clock, random, budget, transfers });
  const labels = new Labels(client, clock);
  return {
    side: "linear",
    directory: (call) => readDirectory(client, labels, call),
    changes: (scope, since, call) => changes(client, scope, since, call),
    list: (scope, call) => list(client, scope, call),
    relations: (call) => allRelations(client, call),
    // Linear lets any state follow any other.
    workflow: () => Promise.resolve(null),
    within: (scope, ids, call) => issuesWithin(client, scope, ids, call),
    observe: (ids, call) => observe(client, labels, ids, call),
    create: (items, call) => createIssues(client, labels, items, call),
    update: (items, call) => updateIssues(client, labels, items, call),
    mark: (items, call) => markIssues(client, items, call),
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
    retireDuplicate: (id, mark, call) => retireDuplicate(client, id, mark, call),
    spending: () => budget.spending(),
  };
}
