import type { SaveSettingsRequest, ScoringSettings } from "#shared/contract/scoring/settings.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import type { RecordWriting } from "#sync/store/record.ts";
import type { ScoringDesk } from "./desk.ts";
import { KINDS, SETTINGS_ID } from "./records.ts";

/** Why settings were not saved. */
export class SettingsRefused extends Error {
  readonly status: 400 | 403 | 409;
  readonly advice: string;
  constructor(status: 400 | 403 | 409, message: string, advice: string) {
    super(message);
    this.status = status;
    this.advice = advice;
  }
}

/** Saves settings as the next revision, exactly once by request. Nobody's are overwritten unseen. */
export async function saveSettings(
  desk: ScoringDesk,
  { request, settings, basedOn, why, viewerAdministersJira }: SaveSettingsRequest,
  person: string,
): Promise<{ revision: number; repeated: boolean }> {
  await desk.look();
  const { ledger, personOf } = desk;
  if (!viewerAdministersJira && !ledger.settings.admins.includes(person)) {
    const named = ledger.settings.admins.map((id) => personOf(id).name ?? id).join(", ");
    const who = named === "" ? "Jira's administrators" : `Jira's administrators and ${named}`;
    throw new SettingsRefused(403, `Scoring is set up by ${who}.`, "Ask one of them for the change.");
  }
  const problem = problemOf(settings);
  if (problem !== null) throw new SettingsRefused(400, problem, "Correct it and save again.");
  const at = desk.now();
  const write = async (records: RecordWriting): Promise<number> => {
    const latest = (await records.latest(KINDS.settings, [SETTINGS_ID])).get(SETTINGS_ID);
    const current = latest?.revision ?? 0;
    if (latest && current !== basedOn) {
      const who = personOf(latest.who).name ?? latest.who;
      throw new SettingsRefused(
        409,
        `${who} saved other settings since you opened these.`,
        "Open the page again to see them, then repeat your change.",
      );
    }
    await records.append([
      { kind: KINDS.settings, id: SETTINGS_ID, revision: current + 1, body: settings, who: person, why, at },
    ]);
    return current + 1;
  };
  const outcome = await desk.parts.store.records.once({ id: request, who: person, at }, write);
  if (outcome.kind === "foreign") {
    throw new SettingsRefused(409, "This request's id is another person's.", "Save again.");
  }
  await ledger.refresh();
  return { revision: Number(outcome.answer), repeated: outcome.kind === "repeated" };
}

function problemOf({ frameworks }: ScoringSettings): string | null {
  for (const { id, settings, mayGive, rubrics } of frameworks) {
    const framework = frameworkById(id);
    const [problem] = framework.settingsProblems(settings);
    if (problem) return `${framework.name}: ${problem.message}`;
    const keys = framework.fields(settings).map(({ key }) => key);
    const foreign = Object.keys(mayGive).find((key) => !keys.includes(key));
    if (foreign !== undefined)
      return `${framework.name} has no input “${foreign}” that people could be named for.`;
    const unexplained = Object.keys(rubrics ?? {}).find((key) => !keys.includes(key));
    if (unexplained !== undefined)
      return `${framework.name} has no input “${unexplained}” that a rubric could be for.`;
  }
  return null;
}
