import type { TrackerSide } from "#shared/contract/words.ts";
import type { Service } from "./service.ts";
import type { StageTracker } from "./trackers/tracker.ts";
import type { FeedEntry, Live, Totals } from "./views.ts";

const EDITS_EVERY = 250;
const TOTALS_EVERY = 1_000;
const REMEMBERED = 100;

/**
 * Watches the sandboxes' edit logs and pushes what happens to whoever looks. It asks only while somebody
 * does; who comes later gets the recent past first.
 */
export class LiveFeed {
  readonly #trackers: Readonly<Record<TrackerSide, StageTracker>>;
  readonly #service: Service;
  readonly #listeners = new Set<(live: Live) => void>();
  readonly #sequences: Record<TrackerSide, number> = { jira: 0, linear: 0 };
  #recent: FeedEntry[] = [];
  #totals: Totals | null = null;

  constructor(trackers: Readonly<Record<TrackerSide, StageTracker>>, service: Service) {
    this.#trackers = trackers;
    this.#service = service;
  }

  /** Returns what ends the listening. */
  listen(listener: (live: Live) => void): () => void {
    listener({ kind: "feed", entries: this.#recent });
    if (this.#totals !== null) listener({ kind: "totals", totals: this.#totals });
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) {
      void this.#repeat(EDITS_EVERY, () => this.#watchEdits());
      void this.#repeat(TOTALS_EVERY, () => this.#watchTotals());
    }
    return () => {
      this.#listeners.delete(listener);
    };
  }

  async #repeat(milliseconds: number, work: () => Promise<void>): Promise<void> {
    while (this.#listeners.size > 0) {
      // A sandbox that is away now may be back at the next look; the page says so by its own requests.
      await work().catch(() => undefined);
      await new Promise((resume) => setTimeout(resume, milliseconds));
    }
  }

  async #watchEdits(): Promise<void> {
    const news = await Promise.all([this.#news("jira"), this.#news("linear")]);
    const entries = news.flat().sort((one, other) => one.at - other.at);
    if (entries.length === 0) return;
    this.#recent = [...this.#recent, ...entries].slice(-REMEMBERED);
    this.#tell({ kind: "feed", entries: entries.slice(-REMEMBERED) });
  }

  async #news(side: TrackerSide): Promise<readonly FeedEntry[]> {
    const { entries, sequence } = await this.#trackers[side].editsSince(this.#sequences[side]);
    this.#sequences[side] = sequence;
    return entries;
  }

  async #watchTotals(): Promise<void> {
    const [jira, linear, status] = await Promise.all([
      totalsOf(this.#trackers.jira),
      totalsOf(this.#trackers.linear),
      this.#service.status().catch(() => null),
    ]);
    const mirrors = status?.mirrors ?? [];
    const sum = (count: (mirror: (typeof mirrors)[number]) => number) =>
      mirrors.reduce((total, mirror) => total + count(mirror), 0);
    const totals: Totals = {
      jira,
      linear,
      service: status && {
        links: sum(({ links }) => links.total),
        underWay: sum(({ links }) => links.byState.syncing + links.byState.creating),
        parked: sum(({ links }) => links.parkedWrites),
        conflicts: sum(({ links }) => links.openConflicts),
      },
      paused: mirrors.flatMap(({ id, paused }) => (paused ? [{ mirror: id, reason: paused.reason }] : [])),
    };
    if (JSON.stringify(totals) === JSON.stringify(this.#totals)) return;
    this.#totals = totals;
    this.#tell({ kind: "totals", totals });
  }

  #tell(live: Live): void {
    for (const listener of this.#listeners) listener(live);
  }
}

async function totalsOf(tracker: StageTracker): Promise<{ issues: number; requests: number }> {
  const [issues, requests] = await Promise.all([tracker.issueCount(), tracker.requests()]);
  return { issues, requests };
}
