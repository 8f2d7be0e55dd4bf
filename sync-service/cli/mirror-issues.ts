import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { mirrorSchema } from "#sync/model/mapping.ts";
import type { MirrorEngine } from "#sync/mirror/engine.ts";
import { openStore } from "#sync/store/open.ts";
import { compareDumps, type Difference } from "./compare.ts";
import { importIssues } from "./imported-issues.ts";
import type { ProgressReport } from "./progress.ts";
import { startSandboxes, type Sandboxes } from "./sandboxes.ts";
import { systemClock, systemFetch, systemRandom } from "./system.ts";
import { wire } from "./wire.ts";

interface MirroredIssues {
  jira: { issues: number; requests: number };
  linear: { issues: number; requests: number };
  seconds: number;
  secondRun: Run;
  fullRun?: Run;
  differences: number;
}

interface Run {
  requests: number;
  writes: number;
}

/**
 * Fills the Jira sandbox with the issues of a CSV file, mirrors them into an empty Linear sandbox, runs the
 * mirror a second time (and, with `full`, a third that looks at every pair anew), and compares what both
 * sandboxes hold without the engine. Requests and writes are counted at the sandboxes' doors.
 */
export async function mirrorIssues(
  file: string,
  options: { full: boolean; databaseUrl: string; progress: ProgressReport },
): Promise<{ result: MirroredIssues; differences: readonly Difference[] }> {
  const { progress } = options;
  const imported = importIssues(await readFile(file, "utf8"), basename(file), systemClock.now());
  const sandboxes = await startSandboxes({ clock: systemClock, random: systemRandom });
  const store = await openStore({ url: options.databaseUrl, random: systemRandom });
  try {
    sandboxes.jira.seed(imported.jira);
    sandboxes.linear.seed(imported.linear);
    const mirror = mirrorSchema.parse({
      id: "issues",
      jira: { project: imported.project },
      linear: { team: imported.team },
    });
    const { engines } = await wire({
      connection: {
        id: "sandbox",
        jira: {
          baseUrl: sandboxes.jiraUrl,
          email: sandboxes.jira.credentials.email,
          apiToken: sandboxes.jira.credentials.apiToken,
        },
        linear: { apiKey: sandboxes.linear.apiKey, apiUrl: `${sandboxes.linearUrl}/graphql` },
      },
      mirrors: [mirror],
      store,
      clock: systemClock,
      random: systemRandom,
      fetch: systemFetch,
      worker: "demo",
      log: progress.log,
    });
    const [engine] = engines;
    if (!engine) throw new Error("The demo has no mirror");

    progress.say(`${imported.count} issues of ${basename(file)} are in the Jira sandbox; Linear is empty.`);
    const started = systemClock.now();
    const before = doors(sandboxes);
    await run(engine, progress, "Mirroring");
    const first = since(sandboxes, before);
    const seconds = Math.round((systemClock.now() - started) / 100) / 10;
    const secondRun = await counted(sandboxes, () => run(engine, progress, "Second run"));
    const fullRun = options.full
      ? await counted(sandboxes, async () => {
          await engine.lookAtAll();
          await run(engine, progress, "Looking at every pair");
        })
      : undefined;
    const [jiraDump, linearDump] = [sandboxes.jira.dump(), sandboxes.linear.dump()];
    const differences = compareDumps(jiraDump, linearDump, [imported.project]);
    return {
      differences,
      result: {
        jira: { issues: jiraDump.issues.length, requests: first.jira },
        linear: { issues: linearDump.issues.length, requests: first.linear },
        seconds,
        secondRun,
        ...(fullRun ? { fullRun } : {}),
        differences: differences.length,
      },
    };
  } finally {
    await store.close();
    await sandboxes.close();
  }
}

/** What is on the doors' counters: requests, and edits that came through the API. */
function doors({ jira, linear }: Sandboxes): { jira: number; linear: number; edits: number } {
  const byApp = [...jira.edits.since(), ...linear.edits.since()].filter(({ actor }) => actor.kind === "app");
  return {
    jira: jira.requests.summary().requests,
    linear: linear.requests.summary().requests,
    edits: byApp.length,
  };
}

function since(sandboxes: Sandboxes, before: ReturnType<typeof doors>): ReturnType<typeof doors> {
  const now = doors(sandboxes);
  return {
    jira: now.jira - before.jira,
    linear: now.linear - before.linear,
    edits: now.edits - before.edits,
  };
}

async function counted(sandboxes: Sandboxes, work: () => Promise<void>): Promise<Run> {
  const before = doors(sandboxes);
  await work();
  const spent = since(sandboxes, before);
  return { requests: spent.jira + spent.linear, writes: spent.edits };
}

/** One run of the mirror: ask both trackers what changed, work until quiet, and ask once more for our own echoes. */
async function run(engine: MirrorEngine, progress: ProgressReport, title: string): Promise<void> {
  progress.begin(title);
  for (;;) {
    await engine.poll();
    const { looked } = await engine.workUntilQuiet({ onProgress: progress.step });
    if (looked === 0) break;
  }
  progress.end();
}
