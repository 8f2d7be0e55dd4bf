import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { SCORE_PROPERTY, type ScoreProperty } from "#shared/contract/score-property.ts";
import { rice } from "#shared/scoring/rice.ts";
import { mappingSchema, type Mirror } from "#sync/model/mapping.ts";
import { sampleCompany, type SampleCompany } from "#sync/sandbox/sample-company.ts";
import { openStore, type Store } from "#sync/store/open.ts";
import { importIssues } from "./imported-issues.ts";
import type { ProgressReport } from "./progress.ts";
import { startSandboxes, type Sandboxes } from "./sandboxes.ts";
import { startService, type RunningService } from "./start-service.ts";
import { systemClock, systemRandom } from "./system.ts";
import { workerName } from "./worker-name.ts";

/** The Forge app of the manifest's defaults, which the stage plays. */
const STAGE_APP = "ari:cloud:ecosystem::app/00000000-0000-4000-8000-000000000000";

export interface RunningCompany {
  sandboxes: Sandboxes;
  service: RunningService;
  stop(): Promise<void>;
}

/**
 * Two filled sandboxes and the service that mirrors them, for the demo: the sample company, or the issues of
 * a CSV file. Returns once everything that the sandboxes hold has been mirrored.
 */
export async function startCompany(options: {
  issues?: string;
  /** Where the stage will publish the keys of its invocation tokens. */
  stagePort: number;
  progress: ProgressReport;
}): Promise<RunningCompany> {
  const { progress } = options;
  const databaseUrl = process.env["DATABASE_URL"] ?? ":memory:";
  const store = await openStore({ url: databaseUrl, random: systemRandom });
  const sandboxes = await startSandboxes({ clock: systemClock, random: systemRandom });
  const mirrors =
    options.issues === undefined
      ? await seedCompany(sandboxes, store)
      : await seedFile(sandboxes, options.issues);
  const service = await startService({
    connection: {
      id: "sandbox",
      jira: { baseUrl: sandboxes.jiraUrl, ...sandboxes.jira.credentials },
      linear: { apiKey: sandboxes.linear.apiKey, apiUrl: `${sandboxes.linearUrl}/graphql` },
    },
    mirrors,
    store,
    webhookSecrets: { jira: sandboxes.jira.webhookSecret, linear: sandboxes.linear.webhookSecret },
    forge: { appId: STAGE_APP, jwksUrl: `http://127.0.0.1:${options.stagePort}/.well-known/jwks.json` },
    host: "127.0.0.1",
    port: 0,
    pollEvery: 15_000,
    sweepEvery: 10 * 60_000,
    worker: workerName(databaseUrl),
    log: (event, details) => {
      if ("message" in details) progress.log(event, details);
    },
  });
  await untilMirrored(store, mirrors, progress);
  // Only now: what was just created would come back as thousands of echoes.
  sandboxes.jira.seed({ webhooks: [{ url: `${service.url}/webhooks/jira` }] });
  sandboxes.linear.seed({ webhooks: [{ url: `${service.url}/webhooks/linear` }] });
  return {
    sandboxes,
    service,
    stop: async () => {
      await service.stop();
      await store.close();
      await sandboxes.close();
    },
  };
}

async function seedFile({ jira, linear }: Sandboxes, file: string): Promise<readonly Mirror[]> {
  const imported = importIssues(await readFile(file, "utf8"), basename(file), systemClock.now());
  jira.seed(imported.jira);
  linear.seed(imported.linear);
  const { project, team } = imported;
  return mappingSchema.parse({ version: 1, mirrors: [{ id: "issues", jira: { project }, linear: { team } }] })
    .mirrors;
}

async function seedCompany({ jira, linear }: Sandboxes, store: Store): Promise<readonly Mirror[]> {
  const company = sampleCompany(systemClock.now());
  const seeded = jira.seed({ ...company.jira, issues: withScores(company) });
  linear.seed(company.linear);
  const at = systemClock.now();
  const append = (kind: string, id: string, body: unknown) =>
    store.records.append({ kind, id, body, who: "Ada Lindqvist", why: "Part of the sample company", at });
  for (const { id, body } of company.outcomes) await append("outcome", id, body);
  for (const { id, body } of company.initiatives) await append("initiative", id, body);
  const scored = new Map(company.scores.map((score) => [score.ref, score]));
  for (const { id, ref } of seeded.issues) {
    const score = ref === null ? undefined : scored.get(ref);
    if (score) await append("score", id, propertyOf(score));
  }
  return mappingSchema.parse(company.mapping).mirrors;
}

function withScores(company: SampleCompany): NonNullable<SampleCompany["jira"]["issues"]> {
  const scored = new Map(company.scores.map((score) => [score.ref, score]));
  return (company.jira.issues ?? []).map((issue) => {
    const score = issue.ref === undefined ? undefined : scored.get(issue.ref);
    return score ? { ...issue, properties: { [SCORE_PROPERTY]: propertyOf(score) } } : issue;
  });
}

function propertyOf({ inputs, outcomes }: SampleCompany["scores"][number]): ScoreProperty {
  const { value } = rice.score(inputs, rice.settings.parse({}));
  const changedAt = new Date(systemClock.now()).toISOString();
  return { version: 1, framework: rice.id, inputs, value, outcomes: [...outcomes], revision: 1, changedAt };
}

async function untilMirrored(
  store: Store,
  mirrors: readonly Mirror[],
  progress: ProgressReport,
): Promise<void> {
  progress.begin("Mirroring");
  for (;;) {
    const counts = await Promise.all(mirrors.map(({ id }) => store.mirror.counts(id)));
    const total = counts.reduce((sum, one) => sum + one.total, 0);
    const waiting = counts.reduce((sum, one) => sum + one.dirty, 0);
    const listed = await Promise.all(mirrors.map(({ id }) => store.mirror.cursor(id, "linear-changes")));
    if (total > 0) progress.step({ done: total - waiting, waiting, total });
    if (waiting === 0 && listed.every((cursor) => cursor !== null)) break;
    await systemClock.sleep(200);
  }
  progress.end();
}
