import type { AcceptedWrite, Met, ScoreChange } from "#shared/contract/scoring/writes.ts";
import type { ScoringSettings } from "#shared/contract/scoring/settings.ts";
import type { Inputs, JiraIssue, Person } from "#shared/contract/scoring/words.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import type { RecordRevision } from "#sync/store/record-revision.ts";
import type { RecordWriting } from "#sync/store/record.ts";
import { labelOf, settingsOf } from "./evaluate.ts";
import { keysThatDiffer, mergeInputs, same } from "./merge-inputs.ts";
import { KINDS, scoreId, scoreRecordSchema, type ScoreRecord } from "./records.ts";
import { mayGive, whoMayGive } from "./roles.ts";
import { metSentence } from "./met-words.ts";
import { unknownThing, WriteRefused } from "./write-failure.ts";

/** Who writes, when and why: the same for everything of one write. */
export interface Writer {
  who: string;
  why: string | null;
  at: number;
  /** Since when it waited in the app's outbox, by the app's clock. */
  keptAt: number | null;
  settings: ScoringSettings;
  personOf: (accountId: string) => Person;
}

type Written = Pick<AcceptedWrite, "revisions" | "met">;

/**
 * Takes changes of scores as a person wants them: merged with what others had accepted meanwhile, each changed
 * input checked for its scale and for whether this person may give it. One refused input refuses the whole write.
 */
export async function writeScores(
  records: RecordWriting,
  changes: readonly ScoreChange[],
  batch: string | null,
  writer: Writer,
): Promise<Written> {
  const ids = changes.map(({ issue, framework }) => scoreId(issue.id, framework));
  if (new Set(ids).size < ids.length) {
    throw unknownThing("One write names the same issue and framework twice.", "Send one of the two.");
  }
  const histories = await records.histories(KINDS.score, ids);
  const refused = new Refusals(writer);
  const revisions: RecordRevision[] = [];
  const written: Written = { revisions: [], met: [] };
  for (const change of changes) {
    const { issue, framework } = change;
    if (!writer.settings.frameworks.some(({ id }) => id === framework)) {
      throw unknownThing(
        `${issue.key} cannot be scored by ${frameworkById(framework).name}: it is not in use here.`,
        "An administrator can switch it on in Throughline's settings.",
      );
    }
    const id = scoreId(issue.id, framework);
    const history = (histories.get(id) ?? []).map((one) => ({ one, body: bodyOf(one) }));
    const latest = history.at(-1);
    const current = latest?.one.revision ?? 0;
    if (change.basedOn > current) {
      throw unknownThing(
        `${issue.key} has no revision ${change.basedOn} of this score.`,
        "Open the issue again and repeat the change.",
      );
    }
    const seen = history.find(({ one }) => one.revision === change.basedOn)?.body.inputs ?? null;
    const accepted = latest?.body.inputs ?? null;
    const asked = change.inputs === null ? null : given(change.inputs);
    const { inputs, merged, kept } = mergeInputs(seen, accepted, asked);
    refused.check(issue, framework, accepted, inputs);
    if (latest && merged.length + kept.length > 0) {
      written.met.push(metOf(writer, change, latest.one, merged, kept, { accepted, asked }));
    }
    const ranges = change.ranges ?? latest?.body.ranges ?? {};
    if (same(inputs, accepted) && same(ranges, latest?.body.ranges ?? {}) && kept.length === 0) {
      if (current > 0) written.revisions.push({ issue, revision: current });
      continue;
    }
    const body: ScoreRecord = {
      issue,
      framework,
      inputs,
      ranges,
      ...(kept.length > 0 ? { asked } : {}),
      keptAt: writer.keptAt,
    };
    revisions.push(revisionOf(writer, id, current + 1, body, batch));
    written.revisions.push({ issue, revision: current + 1 });
  }
  refused.throwIfAny();
  await records.append(revisions);
  return written;
}

export function revisionOf(
  { who, why, at }: Writer,
  id: string,
  revision: number,
  body: ScoreRecord,
  batch: string | null,
): RecordRevision {
  return { kind: KINDS.score, id, revision, body, who, why, at, ...(batch === null ? {} : { batch }) };
}

export const bodyOf = ({ body }: RecordRevision): ScoreRecord => scoreRecordSchema.parse(body);

/** An input that is null or left out was not given. */
function given(inputs: Inputs): Inputs {
  return Object.fromEntries(
    Object.entries(inputs).filter(([, value]) => value !== null && value !== undefined),
  );
}

function metOf(
  { settings, personOf }: Writer,
  { issue, framework }: ScoreChange,
  latest: RecordRevision,
  merged: string[],
  kept: string[],
  { accepted, asked }: { accepted: Inputs | null; asked: Inputs | null },
): Met {
  const by = personOf(latest.who);
  const both = kept.map((key) => ({
    key,
    label: labelOf(settings, framework, key),
    stands: accepted?.[key] ?? null,
    asked: asked?.[key] ?? null,
  }));
  return {
    issue,
    framework,
    by,
    at: latest.at,
    merged,
    kept: both,
    sentence: metSentence(issue, by, both, merged),
  };
}

/** Every input of a write that is refused, so that a person corrects them at once. */
export class Refusals {
  readonly #writer: Writer;
  readonly #offScale: WriteRefused["answer"]["problems"] = [];
  readonly #notAllowed: WriteRefused["answer"]["problems"] = [];

  constructor(writer: Writer) {
    this.#writer = writer;
  }

  /** Looks only at what changes: an input that no longer fits a new scale does not keep the others from being given. */
  check(issue: JiraIssue, framework: FrameworkId, before: Inputs | null, after: Inputs | null): void {
    const { settings, who, personOf } = this.#writer;
    const changed = keysThatDiffer(before, after);
    for (const key of changed) {
      if (mayGive(settings, framework, key, who)) continue;
      const people = whoMayGive(settings, framework, key);
      const may = people === "everyone" ? [] : people.map(personOf);
      const names = may.map(({ name, accountId }) => name ?? accountId);
      const label = labelOf(settings, framework, key);
      const message = `${label} of ${issue.key} is given by ${names.length === 0 ? "nobody at present" : names.join(", ")}.`;
      this.#notAllowed.push({ issue, key, message, mayGive: may });
    }
    if (after === null) return;
    const result = frameworkById(framework).score(after, settingsOf(settings, framework));
    const fields = frameworkById(framework).fields(settingsOf(settings, framework));
    for (const key of changed) {
      if (key in after && !fields.some((field) => field.key === key)) {
        const message = `${frameworkById(framework).name} has no input “${key}”.`;
        this.#offScale.push({ issue, key, message, mayGive: [] });
      }
    }
    if (result.ok) return;
    for (const { key, message } of result.problems) {
      const field = key.split(".")[0] ?? "";
      const isGiven = field in after && changed.includes(field);
      if (isGiven) this.#offScale.push({ issue, key, message, mayGive: [] });
    }
  }

  throwIfAny(): void {
    const [first, ...others] = [...this.#offScale, ...this.#notAllowed];
    if (first === undefined) return;
    const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
    const isRole = this.#offScale.length === 0;
    throw new WriteRefused({
      reason: isRole ? "not-allowed" : "off-scale",
      message: `${first.message}${more}`,
      advice: isRole
        ? "Ask one of them, or leave this input as it was; an administrator can change who gives it."
        : "Correct it and save again; nothing of this was saved.",
      problems: [...this.#offScale, ...this.#notAllowed],
    });
  }
}
