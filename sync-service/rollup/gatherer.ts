import type { Clock } from "#sync/model/effects.ts";
import type { PlannedIssue } from "#sync/model/planned-issue.ts";
import type { RollupChange, RollupStore, SourceRow } from "#sync/store/rollup.ts";
import type { CallOptions } from "#sync/trackers/tracker.ts";
import {
  attributeToParents,
  attributeToProjects,
  attributeToQueries,
  lineageOf,
  parentsOf,
  rootOf,
  type Sources,
} from "./attribute.ts";
import { itemId } from "./item-id.ts";
import type { RollupFollower } from "./follow-rollups.ts";
import { dayOf, type Initiative } from "./initiative.ts";
import { rootsAbove } from "./lineage.ts";
import { counterpartsOf, issuesOf, readIssues } from "./look-at-issues.ts";
import { type PlanningPorts, type Resolved, resolveSources } from "./resolve-sources.ts";
import type { RollupIndex } from "./rollup-index.ts";
import { SourceChanges } from "./source-changes.ts";
import { type AskedSource, sourceKey } from "./source-question.ts";
import { trackedOf } from "./tracked-of.ts";

/** Issues read and written at once, so that a first reading of many thousands goes on where it was cut off. */
const ISSUES_A_ROUND = 2_000;
/** How long after an issue was read its other half is looked for: the mirror may be about to create it, ms. */
const PAIRED_WITHIN = 120_000;

/** What people decided, as far as gathering needs it. */
interface Plans {
  /** Brings it up to date. */
  refresh(): Promise<unknown>;
  readonly initiatives: ReadonlyMap<string, { readonly body: Initiative }>;
  /** By initiative, how people said it goes and when. */
  readonly updates: ReadonlyMap<string, ReadonlyMap<string, { readonly at: number }>>;
}

export interface GathererParts {
  ports: PlanningPorts;
  store: RollupStore;
  plans: Plans;
  follower: RollupFollower;
  index: RollupIndex;
  clock: Clock;
}

/** Reads issues and sources from the trackers into the store, and from there into the index. */
export class Gatherer {
  readonly #parts: GathererParts;
  /** What was read before of issues whose history is asked for. */
  readonly #histories = new Map<string, Pick<PlannedIssue, "startedAt" | "blockedBy">>();
  /** Issues that may get another half soon, and until when. */
  readonly #unpaired = new Map<string, number>();

  constructor(parts: GathererParts) {
    this.#parts = parts;
  }

  /** Issues that were read lately and may have another half since. */
  get unpaired(): readonly string[] {
    const now = this.#parts.clock.now();
    for (const [item, until] of this.#unpaired) {
      const isPaired = this.#parts.index.item(item)?.counterpartId != null;
      if (until < now || isPaired) this.#unpaired.delete(item);
    }
    return [...this.#unpaired.keys()];
  }

  /** Reads issues and tells, of these alone, which sources bring them now. */
  async look(items: readonly string[], sources: Sources, options: CallOptions): Promise<void> {
    if (items.length === 0 || sources.all.length === 0) return;
    const { ports, index, clock } = this.#parts;
    const issues = await readIssues(ports, items, this.#histories, options);
    const changes = new SourceChanges();
    const at = clock.now();
    const looking = { ports, index, sources, items, issues, at };
    const parentOf = lineageOf(issues, index);
    await attributeToQueries(looking, changes, options);
    attributeToProjects(looking, changes);
    const came = attributeToParents(looking, parentOf, changes);
    if (came.length > 0) {
      // What is below them came along, and nothing tells of it.
      const below = await ports.jira.below(issuesOf("jira", came), options);
      const ids = [...below].map((id) => itemId("jira", id)).filter((item) => !issues.has(item));
      const more = await readIssues(ports, ids, this.#histories, options);
      for (const [item, issue] of more) issues.set(item, issue);
      attributeToParents({ ...looking, items: ids }, parentOf, changes);
    }
    await this.#keep(issues, changes, { at, areNeeded: false }, options);
  }

  /** Reads again those whose other half is not the one that is known. */
  async pairUp(items: readonly string[], sources: Sources, options: CallOptions): Promise<void> {
    const { store, index } = this.#parts;
    const counterparts = await counterpartsOf(store, items);
    const astray = items.filter((item) => {
      const known = index.item(item);
      return known !== null && known.counterpartId !== (counterparts.get(item) ?? null);
    });
    await this.look(astray, sources, options);
  }

  /**
   * Asks sources which issues they bring, and reads those that are not known. `before` is how each was asked for the
   * last time; what a source brings at the first was always there. Returns how they were asked for now.
   */
  async resolve(
    sources: readonly AskedSource[],
    before: ReadonlyMap<string, SourceRow>,
    options: CallOptions,
  ): Promise<{ rows: readonly SourceRow[]; projects: Resolved["projects"] }> {
    const { ports, index, clock } = this.#parts;
    const resolved = await resolveSources(ports, sources, options);
    const roots = new Set(parentsOf(sources).keys());
    const below = [...resolved.below].map((id) => itemId("jira", id));
    const there = await this.#readUnknown(sources, resolved, below, roots, options);

    const parentOf = lineageOf(new Map(), index);
    const belowRoot = Map.groupBy(
      below.flatMap((item) => [...rootsAbove(item, roots, parentOf)].map((root) => ({ root, item }))),
      ({ root }) => root,
    );
    const changes = new SourceChanges();
    const at = clock.now();
    const rows = sources.map((source): SourceRow => {
      const { initiative, question } = source;
      const key = sourceKey(source);
      const problem = resolved.problems.get(key) ?? null;
      const row = { initiative, source: source.source, asked: JSON.stringify(question), problem };
      if (problem !== null) return row;
      const root = rootOf(source);
      const ids = [...(resolved.found.get(key) ?? [])].map((id) => itemId(question.side, id));
      const now = new Set(
        root === null ? ids : [root, ...(belowRoot.get(root) ?? []).map(({ item }) => item)],
      );
      const held = index.members(initiative).get(source.source);
      const since = before.has(key) ? at : null;
      for (const item of new Set([...now, ...(held?.keys() ?? [])])) {
        const isIn = now.has(item) && (index.item(item) !== null || there.has(item));
        changes.note(source, held, item, { isIn, isRoot: item === root, since });
      }
      return row;
    });
    const changed = rows.filter((row) => {
      const old = before.get(sourceKey(row));
      return old?.asked !== row.asked || old.problem !== row.problem;
    });
    await this.#write({ at, ...changes.rows, sources: changed });
    return { rows, projects: resolved.projects };
  }

  /** Lets go of sources that an initiative has no more. */
  async drop(rows: readonly SourceRow[]): Promise<void> {
    const { index, clock } = this.#parts;
    const left = rows.flatMap(({ initiative, source }) =>
      [...(index.members(initiative).get(source)?.keys() ?? [])].map((item) => ({
        initiative,
        source,
        item,
      })),
    );
    await this.#write({ at: clock.now(), left, dropped: rows });
  }

  /**
   * Reads into the store what sources bring and nobody knows yet, and what stands elsewhere below a parent than its
   * parents tell; returns what is there of it.
   */
  async #readUnknown(
    sources: readonly AskedSource[],
    resolved: Resolved,
    below: readonly string[],
    roots: ReadonlySet<string>,
    options: CallOptions,
  ): Promise<ReadonlySet<string>> {
    const { ports, index, clock } = this.#parts;
    const found = sources.flatMap((source) =>
      [...(resolved.found.get(sourceKey(source)) ?? [])].map((id) => itemId(source.question.side, id)),
    );
    const unknown = [...below, ...roots, ...found].filter((item) => index.item(item) === null);
    const parentOf = lineageOf(new Map(), index);
    const isBelow = new Set(below);
    const held = sources.flatMap((source) =>
      rootOf(source) === null ? [] : [...(index.members(source.initiative).get(source.source)?.keys() ?? [])],
    );
    const astray = [
      ...held.filter((item) => !isBelow.has(item) && !roots.has(item)),
      ...below.filter((item) => index.item(item) !== null && rootsAbove(item, roots, parentOf).size === 0),
    ];
    const items = [...new Set([...unknown, ...astray])];
    const there = new Set<string>();
    for (let start = 0; start < items.length; start += ISSUES_A_ROUND) {
      const some = items.slice(start, start + ISSUES_A_ROUND);
      const issues = await readIssues(ports, some, this.#histories, options);
      for (const item of issues.keys()) there.add(item);
      await this.#keep(issues, new SourceChanges(), { at: clock.now(), areNeeded: true }, options);
    }
    return there;
  }

  /** Writes what is known of issues that count, with their other halves. */
  async #keep(
    issues: Map<string, PlannedIssue>,
    changes: SourceChanges,
    { at, areNeeded }: { at: number; areNeeded: boolean },
    options: CallOptions,
  ): Promise<void> {
    const { ports, store, index } = this.#parts;
    const pairs = await counterpartsOf(store, issues.keys());
    const counts = (item: string | undefined): boolean =>
      item !== undefined &&
      (areNeeded || changes.adds(item) || index.item(item) !== null || index.initiativesOf(item).length > 0);
    const kept = [...issues.keys()].filter((item) => counts(item) || counts(pairs.get(item)));
    const others = kept.flatMap((item) => pairs.get(item) ?? []).filter((item) => !issues.has(item));
    for (const [item, issue] of await readIssues(ports, others, this.#histories, options)) {
      issues.set(item, issue);
      kept.push(item);
    }
    for (const item of kept) if (!pairs.has(item)) this.#unpaired.set(item, at + PAIRED_WITHIN);
    const known = kept.flatMap((id) => {
      const issue = issues.get(id);
      return issue ? [{ id, issue }] : [];
    });
    // Linear's issues tell their dates themselves.
    for (const { id, issue } of known) if (issue.side === "jira") this.#histories.set(id, issue);
    const { members, left } = changes.rows;
    await this.#write({
      at,
      items: known.map(({ id, issue }) => ({
        id,
        body: trackedOf(issue, pairs.get(id) ?? null, index.item(id), at),
      })),
      titles: known.map(({ id, issue }) => ({ item: id, title: issue.isPrivate ? null : issue.title })),
      members: members.filter(({ item }) => issues.has(item) || index.item(item) !== null),
      left,
    });
  }

  async #write({ at, ...change }: Partial<RollupChange> & { at: number }): Promise<void> {
    const { store, plans, follower } = this.#parts;
    // Within a day one row an issue, but never across a human update: what changed since is told from its moment.
    const said = [...plans.updates.values()].flatMap((some) => [...some.values()].map((update) => update.at));
    const mergeSince = said.reduce((latest, one) => Math.max(latest, one), Date.parse(dayOf(at)));
    const nothing = { items: [], members: [], left: [], sources: [], dropped: [], titles: [] };
    await store.write({ ...nothing, ...change, at, mergeSince });
    await follower.follow();
  }
}
