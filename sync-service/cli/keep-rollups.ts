import type { Service } from "#sync/http/service.ts";
import type { Random } from "#sync/model/effects.ts";
import { issueId, type IssueId, type Side } from "#sync/model/issue.ts";
import { RollupFollower } from "#sync/rollup/follow-rollups.ts";
import { RollupKeeper } from "#sync/rollup/keep-rollups.ts";
import { type Publishable, RollupPublisher } from "#sync/rollup/publish.ts";
import type { PlanningPorts } from "#sync/rollup/resolve-sources.ts";
import { rowOf } from "#sync/rollup/row.ts";
import { askedSources, sourceKey } from "#sync/rollup/source-question.ts";
import type { Store } from "#sync/store/open.ts";

/** How soon what another process gathered is seen, ms; a look that finds nothing costs little. */
const LOOK_EVERY = 1_000;
/** How often it is asked whether something is worth publishing, ms. */
const PUBLISH_EVERY = 30_000;

interface KeepingSettings {
  ports: PlanningPorts;
  worker: string;
  pollEvery: number;
  sweepEvery: number;
  /** Where people reach the service; null: nothing is published, as there is no way back. */
  publicUrl: () => string | null;
  /** Names of number fields of Jira that show the progress of a parent. */
  progressFields: readonly string[];
}

/** What keeps roll-ups as the trackers have them, and tells the trackers of them, in this process. */
export class RollupKeeping {
  readonly #service: Pick<Service, "clock" | "log">;
  readonly #keeper: RollupKeeper;
  readonly #publisher: RollupPublisher;
  #wake = new AbortController();

  constructor(
    service: Pick<Service, "store" | "initiatives" | "clock" | "log"> & { random: Random },
    { ports, worker, pollEvery, sweepEvery, publicUrl, progressFields }: KeepingSettings,
  ) {
    const { store, initiatives, clock, random, log } = service;
    const { index, ledger } = initiatives;
    const follower = new RollupFollower({
      store: store.rollup,
      index,
      problems: (initiative, problems) => initiatives.setProblems(initiative, problems),
    });
    this.#service = service;
    this.#keeper = new RollupKeeper({
      ports,
      store: store.rollup,
      plans: ledger,
      follower,
      index,
      clock,
      worker,
      pollEvery,
      sweepEvery,
    });
    this.#publisher = new RollupPublisher({
      initiatives: () => publishable(service),
      ports,
      records: store.records,
      leases: store.rollup,
      worker,
      clock,
      random,
      pageUrl: (initiative) => {
        const url = publicUrl();
        return url === null ? null : `${url}/initiatives/${encodeURIComponent(initiative)}`;
      },
      progressFields,
      log,
    });
  }

  /** These issues may have changed: they are looked at at once. */
  hint(side: Side, ids: readonly IssueId[]): void {
    this.#keeper.hint(side, ids.map(issueId));
    this.#wake.abort();
  }

  /** Runs until the signal aborts; a failure of one look is told and tried again with the next. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#service;
    let nextPublication = clock.now() + PUBLISH_EVERY;
    let trouble = "";
    while (!signal.aborted) {
      this.#wake = new AbortController();
      try {
        await this.#keeper.pass();
        if (clock.now() >= nextPublication) {
          nextPublication = clock.now() + PUBLISH_EVERY;
          await this.#publisher.pass();
        }
        trouble = "";
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        // The same trouble every second is one trouble.
        if (message !== trouble) log("the roll-ups could not be kept", { message });
        trouble = message;
      }
      try {
        await clock.sleep(LOOK_EVERY, AbortSignal.any([signal, this.#wake.signal]));
      } catch {
        // woken, or asked to stop
      }
    }
  }
}

/** The initiatives as they stand, each with whether all of its sources could be read. */
async function publishable({
  store,
  initiatives,
}: Pick<Service, "initiatives"> & { store: Pick<Store, "rollup"> }): Promise<readonly Publishable[]> {
  await initiatives.look();
  const read = new Set(
    (await store.rollup.sources()).filter(({ problem }) => problem === null).map(sourceKey),
  );
  const wanted = Map.groupBy(askedSources(initiatives.ledger.initiatives), ({ initiative }) => initiative);
  const all: Publishable[] = [];
  for (const id of initiatives.ledger.initiatives.keys()) {
    const { publishing } = initiatives.ledger.initiatives.get(id)?.body ?? {};
    // A forecast is made for those alone that are published somewhere.
    if (publishing?.linear !== true && publishing?.jira !== true) continue;
    const sight = initiatives.sight(id);
    if (sight === null) continue;
    all.push({
      initiative: sight.initiative,
      row: rowOf(sight),
      latest: sight.updates[0],
      isWhole: (wanted.get(id) ?? []).every((source) => read.has(sourceKey(source))),
    });
  }
  return all;
}
