import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import { addDays, type Day } from "#shared/day.ts";
import { mappingSchema, type Mirror } from "#sync/model/mapping.ts";
import { sampleCompany, type SampleCompany } from "#sync/sandbox/sample-company.ts";
import { initiativeRecords } from "#sync/sandbox/sample-initiatives.ts";
import { sampleRescore, sampleScoring, sampleScoringSettings } from "#sync/sandbox/sample-scoring.ts";
import { serve } from "#sync/sandbox/kit/serve.ts";
import { sampleContributions } from "#sync/sandbox/sample-outcomes.ts";
import { openStore, type Store } from "#sync/store/open.ts";
import { BUILT_PAGES } from "./built-pages.ts";
import { clockControl, demoClock, type DemoClock } from "./demo-clock.ts";
import { importIssues } from "./imported-issues.ts";
import { DERIVED, derivedScores, importedScoringSettings } from "./imported-scores.ts";
import type { ProgressReport } from "./progress.ts";
import { seedOutcomes } from "./seed-outcomes.ts";
import { seedScores, type SeededIssue } from "./seed-scores.ts";
import { startSandboxes, type Sandboxes } from "./sandboxes.ts";
import { startService, type RunningService } from "./start-service.ts";
import { systemClock, systemRandom, systemSecret } from "./system.ts";
import { workerName } from "./worker-name.ts";

/** The Forge app of the manifest's defaults, which the stage plays. */
const STAGE_APP = "ari:cloud:ecosystem::app/00000000-0000-4000-8000-000000000000";
/** What signs readings that are sent to the demo. */
const SANDBOX_READINGS_SECRET = "sandbox-readings-secret";
/** Who gave the sample company's scores. */
const SCORER = "ada@northwind.example";
const PART_OF_SAMPLE = "Part of the sample company";

export interface RunningCompany {
  sandboxes: Sandboxes;
  service: RunningService;
  operatorToken: string;
  clock: DemoClock;
  /** Where the demo's time is told and let pass. */
  clockUrl: string;
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
  const clock = demoClock();
  const sandboxes = await startSandboxes({ clock, random: systemRandom });
  const mirrors =
    options.issues === undefined
      ? await seedCompany(sandboxes, store)
      : await seedFile(sandboxes, store, options.issues);
  const operatorToken = systemSecret();
  const service = await startService({
    connection: {
      id: "sandbox",
      jira: { baseUrl: sandboxes.jiraUrl, ...sandboxes.jira.credentials },
      linear: { apiKey: sandboxes.linear.apiKey, apiUrl: `${sandboxes.linearUrl}/graphql` },
    },
    mirrors,
    store,
    webhookSecrets: {
      jira: sandboxes.jira.webhookSecret,
      linear: sandboxes.linear.webhookSecret,
      readings: SANDBOX_READINGS_SECRET,
    },
    forge: { appId: STAGE_APP, jwksUrl: `http://127.0.0.1:${options.stagePort}/.well-known/jwks.json` },
    publicUrl: undefined,
    pages: BUILT_PAGES,
    operatorToken,
    host: "127.0.0.1",
    port: 0,
    pollEvery: 15_000,
    sweepEvery: 10 * 60_000,
    progressFields: [],
    worker: workerName(databaseUrl),
    clock,
    log: (event, details) => {
      if ("message" in details) progress.log(event, details);
    },
  });
  await untilMirrored(store, mirrors, progress);
  // Only now: what was just created would come back as thousands of echoes.
  sandboxes.jira.seed({ webhooks: [{ url: `${service.url}/webhooks/jira` }] });
  sandboxes.linear.seed({ webhooks: [{ url: `${service.url}/webhooks/linear` }] });
  const control = await serve(clockControl(clock));
  return {
    sandboxes,
    service,
    operatorToken,
    clock,
    clockUrl: control.baseUrl,
    stop: async () => {
      await control.close();
      await service.stop();
      await store.close();
      await sandboxes.close();
    },
  };
}

async function seedFile({ jira, linear }: Sandboxes, store: Store, file: string): Promise<readonly Mirror[]> {
  const now = systemClock.now();
  const imported = importIssues(await readFile(file, "utf8"), basename(file), now);
  const seeded = jira.seed(imported.jira);
  linear.seed(imported.linear);
  const issues = seeded.issues.map(({ id, key }, row) => ({
    issue: { id, key },
    points: imported.jira.issues?.[row]?.storyPoints ?? null,
  }));
  const [scorer] = Object.entries(seeded.users);
  if (scorer) {
    const [email, who] = scorer;
    const given = { settings: importedScoringSettings, who, email, why: DERIVED, at: now };
    await seedScores({ store, jira }, derivedScores(issues, dayOf(now)), given);
  }
  const { project, team } = imported;
  return mappingSchema.parse({ version: 1, mirrors: [{ id: "issues", jira: { project }, linear: { team } }] })
    .mirrors;
}

async function seedCompany({ jira, linear }: Sandboxes, store: Store): Promise<readonly Mirror[]> {
  const at = systemClock.now();
  const company = sampleCompany(at);
  const seeded = jira.seed(company.jira);
  linear.seed(company.linear);
  const accountOf = (email: string): string => {
    const account = seeded.users[email];
    if (account === undefined) throw new Error(`The sample company has nobody with the address ${email}.`);
    return account;
  };
  const who = accountOf(SCORER);
  const issueOf = issueIn(seeded.issues);
  await seedInitiatives(store, initiativeRecords(at, { accountOf, issueOf }), accountOf);
  await seedOutcomes(store, { now: at, issueOf, accountOf, why: PART_OF_SAMPLE });
  await seedScores({ store, jira }, sampleIssues(company, seeded.issues, accountOf, at), {
    settings: sampleScoringSettings(accountOf),
    who,
    email: SCORER,
    why: PART_OF_SAMPLE,
    at,
  });
  return mappingSchema.parse(company.mapping).mirrors;
}

const issueIn =
  (issues: readonly { id: string; key: string; ref: string | null }[]) =>
  (ref: string): JiraIssue => {
    const issue = issues.find((one) => one.ref === ref);
    if (!issue) throw new Error(`The sample company has no issue “${ref}”.`);
    return { id: issue.id, key: issue.key };
  };

async function seedInitiatives(
  { records }: Store,
  { initiatives, updates }: ReturnType<typeof initiativeRecords>,
  accountOf: (email: string) => string,
): Promise<void> {
  for (const { id, body, since: at, by } of initiatives) {
    await records.append({ kind: "initiative", id, body, who: accountOf(by), why: PART_OF_SAMPLE, at });
  }
  for (const { initiative, by, at, health, text } of updates) {
    const body = { initiative, health, text };
    const id = `${initiative}/sample-${at}`;
    await records.append({ kind: "initiative-update", id, body, who: accountOf(by), why: null, at });
  }
}

function sampleIssues(
  company: SampleCompany,
  issues: readonly { id: string; key: string; ref: string | null }[],
  accountOf: (email: string) => string,
  now: number,
): SeededIssue[] {
  return issues.flatMap(({ id, key, ref }) => {
    const score = company.scores.find((one) => one.ref === ref);
    if (!score) return [];
    const more = sampleScoring.find((one) => one.ref === ref);
    const evidence = (more?.evidence ?? []).map(({ daysAgo, ...item }) => ({
      ...item,
      observedOn: addDays(dayOf(now), -daysAgo),
    }));
    const { by, ref: doubted, ...doubt } = sampleRescore;
    return [
      {
        issue: { id, key },
        scores: { rice: score.inputs, ...more?.others },
        outcomes: score.outcomes.map((outcome) => ({
          id: outcome,
          contribution: sampleContributions[score.ref] ?? null,
        })),
        evidence,
        ...(ref === doubted ? { rescore: { ...doubt, who: accountOf(by) } } : {}),
      },
    ];
  });
}

const dayOf = (moment: number): Day => new Date(moment).toISOString().slice(0, 10);

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
