import { signInUrl } from "#sync/http/operations/access.ts";
import { mirrorIssues } from "./mirror-issues.ts";
import { untilInterrupted } from "./interrupt.ts";
import { reportProgress } from "./progress.ts";
import { startCompany } from "./start-company.ts";
import { startStage } from "./start-stage.ts";
import { UsageError } from "./usage-error.ts";

interface DemoOptions {
  issues?: string;
  json?: true;
  full?: true;
  port: number;
}

/** What most files of issues cost at most is checked here too: the command fails when the mirror does. */
export async function demo(options: DemoOptions): Promise<void> {
  if (options.json) await measure(options);
  else await show(options);
}

/** Mirrors the issues of a file, checks the result, prints it as one JSON line and exits. */
async function measure({ issues, full }: DemoOptions): Promise<void> {
  if (issues === undefined)
    throw new UsageError("--json needs --issues FILE: there is nothing to measure on the sample");
  const progress = reportProgress(process.stderr);
  const { result, differences } = await mirrorIssues(issues, {
    full: full === true,
    databaseUrl: process.env["DATABASE_URL"] ?? ":memory:",
    progress,
  });
  for (const difference of differences.slice(0, 20)) progress.say(JSON.stringify(difference));
  console.log(JSON.stringify(result));
  if (result.differences > 0 || result.secondRun.writes > 0) process.exitCode = 1;
}

/** Both sandboxes, the service and the demo page, until Ctrl-C. */
async function show({ issues, port }: DemoOptions): Promise<void> {
  const progress = reportProgress(process.stderr);
  progress.say("Throughline demo: Jira and Linear as sandboxes on this machine; nothing leaves it.");
  const company = await startCompany({
    ...(issues === undefined ? {} : { issues }),
    stagePort: port,
    progress,
  });
  progress.say("Building the demo page (the first time about ten seconds)…");
  const stage = await startStage(
    {
      port,
      service: company.service.url,
      jira: company.sandboxes.jiraUrl,
      linear: company.sandboxes.linearUrl,
      clock: company.clockUrl,
    },
    company.operatorToken,
  );
  const lena = { name: "Lena Berg", email: "lena@northwind.example" };
  const signIn = signInUrl(
    company.service.url,
    await company.service.access.inviteToSignIn(lena, 365, "the demo"),
  );
  const interrupted = untilInterrupted();
  console.log(`
  Look here         ${stage.url}
                    edit an issue on either side and watch the other follow

  Outside Jira      ${signIn}
                    the same pages without Jira; the link works once

  Jira sandbox      ${company.sandboxes.jiraUrl}     control: /sandbox
  Linear sandbox    ${company.sandboxes.linearUrl}/graphql     control: /sandbox
  The service       ${company.service.url}     API: /api/openapi.json, metrics: /metrics
  The demo's time   ${company.clockUrl}     POST {"days": 7} lets a week pass

  Ctrl-C ends the demo; nothing is kept.
`);
  await interrupted;
  progress.say("Stopping…");
  stage.stop();
  await company.stop();
}
