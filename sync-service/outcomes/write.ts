import type { z } from "zod";
import type { Day } from "#shared/day.ts";
import type { RecordWriting } from "#sync/store/record.ts";
import type { OutcomesDesk, Sight } from "./desk.ts";
import { FINAL } from "./records.ts";
import { OutcomesRefused } from "./refused.ts";

/** Who writes, why and when by the service's clock. */
export interface Given {
  who: string;
  why: string | null;
  at: number;
  today: Day;
  nameOf: (accountId: string) => string;
}

/**
 * Carries out a write exactly once: the same request again gets the first answer. What the body throws leaves
 * nothing behind. Throws `OutcomesRefused`.
 */
export async function writeOnce<Answer extends object>(
  desk: OutcomesDesk,
  request: { request: string; why: string | null },
  person: string,
  schema: z.ZodType<Answer>,
  body: (records: RecordWriting, given: Given, sight: Sight) => Promise<Answer>,
): Promise<Answer & { repeated: boolean }> {
  const sight = await desk.look();
  const at = desk.now();
  const given: Given = {
    who: person,
    why: request.why === "" ? null : request.why,
    at,
    today: sight.today,
    nameOf: (accountId) => desk.personOf(accountId).name ?? accountId,
  };
  const done = await desk.parts.records.once({ id: request.request, who: person, at }, (records) =>
    body(records, given, sight),
  );
  if (done.kind === "foreign") {
    throw new OutcomesRefused(409, "This request's id is another person's.", "Save again.");
  }
  return { ...schema.parse(done.answer), repeated: done.kind === "repeated" };
}

/**
 * Appends the next revision of a record: the only way in which outcomes are written. A record of a final kind has
 * one revision for ever.
 *
 * @param basedOn the revision that the person saw; null where nothing is changed unseen
 */
export async function append(
  records: RecordWriting,
  { who, why, at, nameOf }: Given,
  record: { kind: string; id: string; body: unknown; basedOn: number | null; called: string },
): Promise<number> {
  const { kind, id, body, basedOn, called } = record;
  const latest = (await records.latest(kind, [id])).get(id);
  const current = latest?.revision ?? 0;
  if (latest && FINAL.includes(kind)) {
    throw new OutcomesRefused(
      409,
      `${called} was given by ${nameOf(latest.who)} and never changes.`,
      "Open the page again to see it.",
    );
  }
  if (basedOn !== null && current !== basedOn) {
    throw new OutcomesRefused(
      409,
      latest
        ? `${nameOf(latest.who)} changed ${called} since you opened it.`
        : `${called} is not there any more.`,
      "Open the page again to see it, then repeat your change.",
    );
  }
  await records.append([{ kind, id, revision: current + 1, body, who, why, at }]);
  return current + 1;
}
