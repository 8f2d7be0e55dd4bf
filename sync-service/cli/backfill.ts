import { openStore } from "#sync/store/open.ts";
import { lookBeforeRemapping } from "./changed-mapping.ts";
import { interruptSignal } from "./interrupt.ts";
import { reportProgress } from "./progress.ts";
import { readSettings } from "./settings.ts";
import { systemClock, systemFetch, systemRandom } from "./system.ts";
import { wire } from "./wire.ts";
import { workerName } from "./worker-name.ts";

/** Mirrors until nothing is left to do. Ctrl-C stops after the present batch; the next start goes on there. */
export async function backfill(): Promise<void> {
  const settings = readSettings(process.env);
  const progress = reportProgress(process.stderr);
  const store = await openStore({ url: settings.databaseUrl, random: systemRandom });
  const signal = interruptSignal();
  try {
    const wired = await wire({
      ...settings,
      store,
      clock: systemClock,
      random: systemRandom,
      fetch: systemFetch,
      worker: workerName(settings.databaseUrl),
      log: progress.log,
    });
    await lookBeforeRemapping(wired, store);
    for (const engine of wired.engines) {
      progress.begin(`Mirror ${engine.mirror.id}`);
      await engine.poll();
      const { looked, written } = await engine.workUntilQuiet({ signal, onProgress: progress.step });
      progress.end();
      const paused = (await store.mirror.mirrors()).find(({ id }) => id === engine.mirror.id)?.pausedReason;
      const ending = signal.aborted ? ", stopped; start again to go on" : paused ? `, PAUSED: ${paused}` : "";
      progress.say(`Mirror ${engine.mirror.id}: ${looked} looks, ${written} writes${ending}`);
      const left = await store.mirror.counts(engine.mirror.id);
      if (left.dirty + left.parked + left.openConflicts > 0) {
        const waiting = `${left.dirty} issues wait, ${left.parked} writes are parked, ${left.openConflicts} conflicts are open`;
        progress.say(
          `  ${waiting}. \`throughline serve\` or the next backfill goes on with what waits; \`throughline status\` and \`throughline conflicts\` tell more.`,
        );
      }
      if (signal.aborted) break;
    }
  } finally {
    await store.close();
  }
}
