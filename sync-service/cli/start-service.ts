import type { Clock } from "#sync/model/effects.ts";
import { AccessDesk } from "#sync/access/desk.ts";
import { createServer } from "#sync/http/server.ts";
import type { Mirror } from "#sync/model/mapping.ts";
import { MirrorRunner } from "#sync/mirror/runner.ts";
import type { InitiativesDesk } from "#sync/rollup/desk.ts";
import type { Store } from "#sync/store/open.ts";
import { lookBeforeRemapping } from "./changed-mapping.ts";
import { initiativesDesk } from "./initiatives-desk.ts";
import { cardKeeper, keepCards } from "./keep-cards.ts";
import { keepNotices } from "./keep-notices.ts";
import { RollupKeeping } from "./keep-rollups.ts";
import { outcomesDesk } from "./outcomes-desk.ts";
import { scoringDesk } from "./scoring-desk.ts";
import { systemFetch, systemRandom, systemSecret } from "./system.ts";
import { wire, type ConnectionSettings, type Wired } from "./wire.ts";

interface ServiceSettings {
  connection: ConnectionSettings;
  mirrors: readonly Mirror[];
  store: Store;
  webhookSecrets: { jira: string | undefined; linear: string | undefined; readings: string | undefined };
  forge: { appId: string; jwksUrl: string } | undefined;
  /** Where people reach the service; absent: where it listens. */
  publicUrl: string | undefined;
  /** Opens what only who runs the service reads. */
  operatorToken: string | undefined;
  /** The folder of the built pages; absent: they are not shown outside Jira. */
  pages: string | undefined;
  host: string;
  /** 0 takes a free one. */
  port: number;
  pollEvery: number;
  sweepEvery: number;
  /** Names of number fields of Jira that show the progress of an initiative's parents. */
  progressFields: readonly string[];
  worker: string;
  clock: Clock;
  log: (event: string, details: Record<string, unknown>) => void;
}

export interface RunningService extends Wired {
  url: string;
  initiatives: InitiativesDesk;
  access: AccessDesk;
  /** Ends after what is under way. */
  stop(): Promise<void>;
}

/** Wires a connection's mirrors, keeps them running and serves the HTTP interface. */
export async function startService(settings: ServiceSettings): Promise<RunningService> {
  const { store, mirrors, clock, log } = settings;
  const tools = { clock, random: systemRandom, fetch: systemFetch };
  const wired = await wire({ ...settings, ...tools });
  const { parts, cards, notices, planning, engines } = wired;
  await lookBeforeRemapping(wired, store);
  const runners = new Map(
    engines.map((engine) => [
      engine.mirror.id,
      new MirrorRunner(engine, {
        clock,
        pollEvery: settings.pollEvery,
        sweepEvery: settings.sweepEvery,
        nextDue: () => store.mirror.nextDue(engine.mirror.id),
        log,
      }),
    ]),
  );
  const scoring = scoringDesk({ store, engines, clock });
  const outcomes = outcomesDesk({ store, engines, scoring, planning: planning.jira });
  const initiatives = initiativesDesk({ store, scoring, outcomes, ...tools });
  let listening: string | null = null;
  const rollups = new RollupKeeping(
    { ...tools, store, initiatives, log },
    {
      ports: planning,
      worker: settings.worker,
      pollEvery: settings.pollEvery,
      sweepEvery: settings.sweepEvery,
      publicUrl: () => settings.publicUrl ?? listening,
      progressFields: settings.progressFields,
    },
  );
  const service = {
    ...tools,
    store,
    engines,
    jira: parts.jira,
    linear: parts.linear,
    scoring,
    outcomes,
    initiatives,
    rollups,
    access: new AccessDesk({ ...tools, store: store.access, newSecret: systemSecret }),
    publicUrl: () => settings.publicUrl ?? listening ?? "",
    pages: settings.pages,
    operatorToken: settings.operatorToken,
    webhookSecrets: settings.webhookSecrets,
    forge: settings.forge,
    nudge: (mirror: string) => runners.get(mirror)?.nudge(),
    log,
  };
  const server = createServer(service);
  const url = await server.listen({ host: settings.host, port: settings.port });
  listening = url;
  const stopping = new AbortController();
  const running = [
    ...[...runners.values()].map((runner) => runner.run(stopping.signal)),
    keepCards(cardKeeper(service, cards), service, settings.sweepEvery, stopping.signal),
    keepNotices(service, notices, stopping.signal),
    rollups.run(stopping.signal),
  ];
  log("mirrors", { ids: mirrors.map(({ id }) => id) });
  return {
    ...wired,
    url,
    initiatives,
    access: service.access,
    stop: async () => {
      stopping.abort();
      await Promise.all(running);
      await server.close();
    },
  };
}
