import { type IssueId, type Side, SIDES } from "#sync/model/issue.ts";
import type { SourceRow } from "#sync/store/rollup.ts";
import { type CallOptions, TrackerUnavailable } from "#sync/trackers/tracker.ts";
import type { Sources } from "./attribute.ts";
import { itemId } from "./item-id.ts";
import { Gatherer, type GathererParts } from "./gatherer.ts";
import { projectsOf } from "./resolve-sources.ts";
import { type AskedSource, askedSources, sourceKey } from "./source-question.ts";

/** How far behind the newest version seen a poll begins, ms: what was stamped earlier may become visible later. */
const OVERLAP = 120_000;
/** Who gathers keeps doing so; when it is gone another takes over after so long, ms. */
const LEASE = 120_000;
/** How often Linear is asked which projects its initiatives hold, ms: no change of an issue tells of it. */
const STRUCTURE_EVERY = 5 * 60_000;
/** After a tracker could not be asked and did not say when to come back, ms. */
const REST = 15_000;

const LIVE: CallOptions = { priority: "live" };
const BACKGROUND: CallOptions = { priority: "backfill" };

interface RollupKeeperParts extends GathererParts {
  /** Names this process among those of one database. */
  worker: string;
  /** How long a change waits at most when its webhook is lost, ms. */
  pollEvery: number;
  /** How long what polls cannot see waits at most (deletions, lost permissions), ms. */
  sweepEvery: number;
}

/**
 * Keeps what roll-ups are made of as the trackers have it: level-triggered as the mirror is. A hint or a poll is a
 * reason to look at an issue; a sweep asks every source again which issues it brings. Everything goes into the store,
 * and from there, by the follower, into every process's index. Any process looks at what it was hinted; one, by
 * lease, polls and sweeps.
 */
export class RollupKeeper {
  readonly #parts: RollupKeeperParts;
  readonly #gatherer: Gatherer;
  readonly #hinted = new Set<string>();
  readonly #newest: Partial<Record<Side, number>> = {};
  /** Versions already looked at, within the overlap. */
  readonly #seen = new Map<string, number>();
  /** How each source was asked for; null while another process gathers. */
  #asked: Map<string, SourceRow> | null = null;
  readonly #projects = new Map<string, ReadonlySet<string>>();
  #nextPoll = 0;
  #nextSweep = 0;
  #nextStructure = 0;
  #notBefore = 0;

  constructor(parts: RollupKeeperParts) {
    this.#parts = parts;
    this.#gatherer = new Gatherer(parts);
  }

  /** These issues may have changed. */
  hint(side: Side, ids: readonly IssueId[]): void {
    for (const id of ids) this.#hinted.add(itemId(side, id));
  }

  /** Does what is due; quick when nothing is. @throws TrackerUnavailable when a tracker cannot be asked now */
  async pass(): Promise<void> {
    const { plans, follower, clock } = this.#parts;
    await plans.refresh();
    await follower.follow();
    if (clock.now() < this.#notBefore) return;
    try {
      await this.#takeHints();
      if (!(await this.#isGatherer())) return;
      await this.#takeSources();
      if (clock.now() >= this.#nextPoll) await this.#poll();
      if (clock.now() >= this.#nextStructure) await this.#takeStructure();
      if (clock.now() >= this.#nextSweep) await this.#sweep();
    } catch (error) {
      if (error instanceof TrackerUnavailable) {
        this.#notBefore = error.retryAt ?? clock.now() + REST;
        // A query that was taken before and is refused now: the sweep tells which.
        if (error.reason === "contract") this.#nextSweep = 0;
      }
      throw error;
    }
  }

  get #sources(): Sources {
    return {
      all: askedSources(this.#parts.plans.initiatives),
      projects: this.#projects,
      isReadable: (source) => this.#asked?.get(sourceKey(source))?.problem == null,
    };
  }

  async #takeHints(): Promise<void> {
    const hinted = [...this.#hinted];
    this.#hinted.clear();
    try {
      await this.#gatherer.look(hinted, this.#sources, LIVE);
    } catch (error) {
      for (const item of hinted) this.#hinted.add(item);
      throw error;
    }
  }

  async #isGatherer(): Promise<boolean> {
    const { store, clock, worker } = this.#parts;
    const now = clock.now();
    const isGatherer = await store.lease("gather", worker, now, now + LEASE);
    if (!isGatherer) this.#asked = null;
    return isGatherer;
  }

  /** Sources that are new or asked for otherwise are read at once; those that an initiative has no more are let go. */
  async #takeSources(): Promise<void> {
    const { ports, store, plans } = this.#parts;
    const { all } = this.#sources;
    if (this.#asked === null) {
      const rows = await store.sources();
      this.#know(await projectsOf(ports.linear, all, new Map(), BACKGROUND));
      this.#asked = new Map(rows.map((row) => [sourceKey(row), row]));
    }
    const asked = this.#asked;
    const wanted = new Set(all.map(sourceKey));
    const gone = [...asked.values()].filter(
      // An archived initiative keeps what it had.
      (row) => !wanted.has(sourceKey(row)) && plans.initiatives.get(row.initiative)?.body.isArchived !== true,
    );
    if (gone.length > 0) await this.#gatherer.drop(gone);
    for (const row of gone) asked.delete(sourceKey(row));
    const fresh = all.filter((one) => asked.get(sourceKey(one))?.asked !== JSON.stringify(one.question));
    if (fresh.length > 0) await this.#resolve(fresh, asked);
  }

  /** Sources of Linear initiatives that hold other projects than before are read again. */
  async #takeStructure(): Promise<void> {
    const { ports, clock } = this.#parts;
    this.#nextStructure = clock.now() + STRUCTURE_EVERY;
    const asked = this.#asked;
    const initiatives = this.#sources.all.filter(({ question }) => question.kind === "initiative");
    if (asked === null || initiatives.length === 0) return;
    const now = await projectsOf(ports.linear, initiatives, new Map(), BACKGROUND);
    const changed = initiatives.filter((source) => {
      const [before, projects] = [this.#projects.get(sourceKey(source)), now.get(sourceKey(source))];
      if (projects === undefined) return false;
      return before?.size !== projects.size || [...projects].some((project) => !before.has(project));
    });
    if (changed.length > 0) await this.#resolve(changed, asked);
  }

  /** Asks every source again which issues it brings, ids only, and reads those that are new. */
  async #sweep(): Promise<void> {
    const { clock, sweepEvery } = this.#parts;
    this.#nextSweep = clock.now() + sweepEvery;
    const { all } = this.#sources;
    if (this.#asked !== null) await this.#resolve(all, this.#asked);
    await this.#gatherer.pairUp(this.#members(), this.#sources, BACKGROUND);
  }

  async #resolve(sources: readonly AskedSource[], asked: Map<string, SourceRow>): Promise<void> {
    const { rows, projects } = await this.#gatherer.resolve(sources, asked, BACKGROUND);
    this.#know(projects);
    for (const row of rows) asked.set(sourceKey(row), row);
  }

  #know(projects: ReadonlyMap<string, ReadonlySet<string>>): void {
    for (const [key, some] of projects) this.#projects.set(key, some);
  }

  async #poll(): Promise<void> {
    const { clock, pollEvery } = this.#parts;
    this.#nextPoll = clock.now() + pollEvery;
    if (this.#sources.all.length === 0) return;
    const changed = await Promise.all(SIDES.map((side) => this.#changed(side)));
    await this.#gatherer.look(changed.flat(), this.#sources, LIVE);
    await this.#gatherer.pairUp(this.#gatherer.unpaired, this.#sources, LIVE);
  }

  /** What changed since the newest version seen; one request a side when nothing did. */
  async #changed(side: Side): Promise<readonly string[]> {
    const { ports, index } = this.#parts;
    const watermark = this.#newest[side] ?? (await this.#newestOf(side));
    const changed: string[] = [];
    let newest = watermark;
    for await (const page of ports[side].changes(Math.max(0, watermark - OVERLAP), LIVE)) {
      let oldest = Infinity;
      let news = 0;
      for (const { id, version } of page) {
        const item = itemId(side, id);
        const at = version ?? 0;
        oldest = Math.min(oldest, at);
        newest = Math.max(newest, at);
        if (this.#seen.get(item) === at || index.item(item)?.updatedAt === at) continue;
        news += 1;
        changed.push(item);
        this.#seen.set(item, at);
      }
      if (news === 0 && oldest <= watermark) break;
    }
    this.#newest[side] = newest;
    for (const [item, at] of this.#seen) {
      if (item.startsWith(`${side}:`) && at < newest - OVERLAP) this.#seen.delete(item);
    }
    return changed;
  }

  /** Where polls begin: at the newest that is known, or at what the tracker changed last. */
  async #newestOf(side: Side): Promise<number> {
    const { ports, index } = this.#parts;
    const known = this.#members().flatMap((item) => index.item(item) ?? []);
    const newest = known.reduce((at, item) => (item.tracker === side ? Math.max(at, item.updatedAt) : at), 0);
    if (newest > 0) return newest;
    for await (const page of ports[side].changes(0, BACKGROUND)) {
      return Math.max(0, ...page.map(({ version }) => version ?? 0));
    }
    return 0;
  }

  /** Every issue that a source brings. */
  #members(): readonly string[] {
    const { index } = this.#parts;
    const items = index.ids.flatMap((id) =>
      [...index.members(id).values()].flatMap((some) => [...some.keys()]),
    );
    return [...new Set(items)];
  }
}
