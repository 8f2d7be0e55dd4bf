import { otherSide, type Side } from "#sync/model/issue.ts";
import type { Conflict } from "#sync/model/link.ts";
import type { MirrorEngine } from "#sync/mirror/engine.ts";
import { readableValue } from "#sync/mirror/readable-value.ts";
import type { MirrorStore } from "#sync/store/store.ts";
import { openStore } from "#sync/store/open.ts";
import { systemClock, systemRandom } from "./system.ts";
import { withEngines } from "./with-engines.ts";

const nameOf = { jira: "Jira", linear: "Linear" } as const satisfies Record<Side, string>;

/** What both sides changed differently: what waits for a person, and with `all` what lost and can come back. */
export async function listConflicts(options: { all?: true }): Promise<void> {
  await withEngines(async (engines, store) => {
    let told = 0;
    for (const engine of engines) {
      const found = await store.mirror.conflicts(engine.mirror.id, { openOnly: !options.all });
      if (found.length > 0) await engine.translator("interactive");
      for (const conflict of found) console.log(await describe(store.mirror, engine, conflict));
      told += found.length;
    }
    if (told === 0) console.log(options.all ? "There was no conflict." : "Nothing waits for a decision.");
  });
}

async function describe(store: MirrorStore, engine: MirrorEngine, conflict: Conflict): Promise<string> {
  const link = await store.linkById(conflict.link);
  const keys = [link?.jira?.key, link?.linear?.key].filter((key) => key !== undefined && key !== null);
  const value = (side: Side): string =>
    `  ${nameOf[side].padEnd(6)}  ${shorten(readableValue(engine.directories?.[side], conflict.field, conflict[side]))}`;
  const standing =
    conflict.decided !== null
      ? `${nameOf[conflict.decided]}'s value is being carried over`
      : conflict.settledAt === null
        ? `waits for a decision: throughline settle ${conflict.id} jira|linear`
        : conflict.resolution === "ask"
          ? "both sides agree again"
          : `${nameOf[conflict.resolution]}'s value was kept: throughline restore ${conflict.id}`;
  return [
    `${keys.join(" / ")}  ${conflict.field}  ${new Date(conflict.at).toISOString()}`,
    value("jira"),
    value("linear"),
    `  ${standing}`,
  ].join("\n");
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  if (line === "") return "(empty)";
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}

/** Takes one side's value for both. */
export async function settleConflict(id: string, keep: Side): Promise<void> {
  await decide(id, () => keep);
}

/** Brings the value that lost back, on both sides. */
export async function restoreConflict(id: string): Promise<void> {
  await decide(id, ({ resolution }) => (resolution === "ask" ? undefined : otherSide[resolution]));
}

async function decide(id: string, choose: (conflict: Conflict) => Side | undefined): Promise<void> {
  const url = process.env["DATABASE_URL"] ?? "file:throughline.sqlite";
  const store = await openStore({ url, random: systemRandom });
  try {
    const conflict = await conflictById(store.mirror, id);
    const keep = conflict && choose(conflict);
    if (!conflict) {
      console.error(`There is no conflict ${id}. \`throughline conflicts --all\` lists them.`);
    } else if (!keep) {
      console.error(
        `No value has lost in conflict ${id}. \`throughline settle ${id} jira|linear\` decides it.`,
      );
    } else {
      await store.mirror.decide(id, keep, systemClock.now());
      const who = nameOf[keep];
      console.log(`${conflict.field}: both sides get ${who}'s value, with the next round of the mirror.`);
      return;
    }
    process.exitCode = 1;
  } finally {
    await store.close();
  }
}

async function conflictById(store: MirrorStore, id: string): Promise<Conflict | undefined> {
  for (const mirror of await store.mirrors()) {
    const found = await store.conflicts(mirror.id, { openOnly: false });
    const conflict = found.find((one) => one.id === id);
    if (conflict) return conflict;
  }
  return undefined;
}
