import { checkMapping, type Finding } from "#sync/mirror/check-mapping.ts";
import { readSettings } from "./settings.ts";
import { systemClock, systemFetch, systemRandom } from "./system.ts";
import { connect } from "./wire.ts";

/** Reads both trackers and says what the mapping cannot do, before anything runs. Exit code 1 on an error. */
export async function check(): Promise<void> {
  const { connection, mirrors } = readSettings(process.env);
  const effects = { clock: systemClock, random: systemRandom, fetch: systemFetch };
  const { jira, linear } = connect(connection, mirrors, effects);
  const call = { priority: "interactive" } as const;
  const [there, here] = await Promise.all([jira.directory(call), linear.directory(call)]);
  for (const mirror of mirrors) {
    const { project } = mirror.jira;
    const container = there.containers.find(({ id, key, name }) => [id, key, name].includes(project));
    const workflow = container ? await jira.workflow(container, call) : null;
    const findings = checkMapping(mirror, { jira: there, linear: here }, workflow);
    console.log(`Mirror ${mirror.id}: ${findings.length === 0 ? "nothing to remark" : ""}`.trimEnd());
    for (const finding of findings) console.log(describe(finding));
    if (findings.some(({ level }) => level === "error")) process.exitCode = 1;
  }
}

function describe({ level, about, message }: Finding): string {
  return `  ${level.padEnd(7)}  ${about}: ${message}`;
}
