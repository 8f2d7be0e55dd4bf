import type { Side } from "#sync/model/issue.ts";
import type { Change, Rehearsal } from "#sync/mirror/rehearse.ts";
import { rehearse } from "#sync/mirror/rehearse.ts";
import { openStore } from "#sync/store/open.ts";
import { readSettings } from "./settings.ts";
import { systemClock, systemFetch, systemRandom } from "./system.ts";
import { connect } from "./wire.ts";

const nameOf = { jira: "Jira", linear: "Linear" } as const satisfies Record<Side, string>;
/** Issues and changes named before the rest is only counted. */
const NAMED = 20;

/** What a run would do with the mapping as it stands in the file: nothing is written anywhere. */
export async function preview(options: { json?: true }): Promise<void> {
  const settings = readSettings(process.env);
  const store = await openStore({ url: settings.databaseUrl, random: systemRandom });
  const copy = await store.copy();
  try {
    const effects = { clock: systemClock, random: systemRandom, fetch: systemFetch };
    const parts = {
      ...connect(settings.connection, settings.mirrors, effects),
      ...effects,
      log: () => undefined,
    };
    for (const mirror of settings.mirrors) {
      const { id } = mirror;
      await copy.mirror.saveMirror({
        id,
        connection: settings.connection.id,
        mapping: JSON.stringify(mirror),
      });
      const found = await rehearse(parts, copy.mirror, mirror);
      if (!options.json) console.log(describeRehearsal(found));
      else {
        const [parked, moves] = [Object.fromEntries(found.parked), Object.fromEntries(found.moves)];
        console.log(JSON.stringify({ ...found, parked, moves }));
      }
    }
  } finally {
    await copy.close();
    await store.close();
  }
}

function describeRehearsal(found: Rehearsal): string {
  const lines = [
    ...(["linear", "jira"] as const).flatMap((side) => creationLine(side, found.creations[side])),
    ...changeLines(found.changes),
    ...(found.comments > 0 ? [`${found.comments} comments would be written`] : []),
    ...[...found.moves].map(([state, count]) => `${count} would become ${state}; nothing is deleted for it`),
    ...(found.asks > 0 ? [`${found.asks} differences would wait for a person`] : []),
    ...[...found.parked].map(([reason, count]) => `${count} × parked: ${reason}`),
    ...(found.pause === null ? [] : [`The mirror would PAUSE: ${found.pause}`]),
  ];
  if (lines.length === 0) lines.push("Nothing would be written.");
  return [`Mirror ${found.mirror}`, ...lines.map((line) => `  ${line}`)].join("\n");
}

function creationLine(side: Side, sources: readonly string[]): string[] {
  if (sources.length === 0) return [];
  const more = sources.length > NAMED ? `, and ${sources.length - NAMED} more` : "";
  return [
    `${sources.length} would be created in ${nameOf[side]}: ${sources.slice(0, NAMED).join(", ")}${more}`,
  ];
}

function changeLines(changes: readonly Change[]): string[] {
  if (changes.length === 0) return [];
  const issues = new Set(changes.map(({ key }) => key)).size;
  const fields = [...Map.groupBy(changes, ({ field }) => field)].map(
    ([field, some]) => `${field} ${some.length}`,
  );
  const named = changes.slice(0, NAMED).map(({ key, side, field, from, to }) => {
    return `  ${key} in ${nameOf[side]}: ${field} ${shorten(from)} → ${shorten(to)}`;
  });
  const more = changes.length > NAMED ? [`  and ${changes.length - NAMED} more`] : [];
  return [
    `${issues === 1 ? "1 issue" : `${issues} issues`} would be changed (${fields.join(", ")}):`,
    ...named,
    ...more,
  ];
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line === "" ? "(none)" : line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
