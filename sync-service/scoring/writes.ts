import {
  writeAnswerSchema,
  type AcceptedWrite,
  type Write,
  type WriteAnswer,
} from "#shared/contract/scoring/writes.ts";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import type { RecordWriting } from "#sync/store/record.ts";
import type { ScoringDesk } from "./desk.ts";
import { outcomeTitles } from "./outcomes.ts";
import { propertyDue } from "./property.ts";
import { undoBatch } from "./undo-batch.ts";
import { unknownThing, WriteRefused } from "./write-failure.ts";
import { withdrawEvidence, writeEvidence, writeOutcomes, writeRescore } from "./write-parts.ts";
import { writeScores, type Writer } from "./write-scores.ts";

type Done = Pick<AcceptedWrite, "revisions" | "met" | "left">;
/** What of an answer is remembered for a repeat: the properties are told as they are then. */
const doneSchema = writeAnswerSchema.options[0].pick({ revisions: true, met: true, left: true });

/**
 * Carries out a write exactly once.
 *
 * @param person whose write it is, as the token or the outbox's call vouches
 */
export async function carryOut(desk: ScoringDesk, write: Write, person: string): Promise<WriteAnswer> {
  const { request } = write;
  try {
    const titles =
      write.kind === "outcomes" ? await outcomeTitles(desk.parts.store.records) : new Map<string, string>();
    await desk.look();
    const writer: Writer = {
      who: person,
      why: write.why === "" ? null : write.why,
      at: desk.now(),
      keptAt: write.kept?.at ?? null,
      settings: desk.ledger.settings,
      personOf: desk.personOf,
    };
    const outcome = await desk.parts.store.records.once(
      { id: request, who: person, at: writer.at },
      (records) => dispatch(records, write, writer, titles),
    );
    if (outcome.kind === "foreign") {
      throw unknownThing("This request's id is another person's.", "Save again: the app makes a new id.");
    }
    const done = doneSchema.parse(outcome.answer);
    await desk.ledger.refresh();
    const properties = issuesOf(done).flatMap((issue) => propertyDue(desk.ledger, issue) ?? []);
    return { request, kind: "accepted", repeated: outcome.kind === "repeated", ...done, properties };
  } catch (error) {
    if (error instanceof WriteRefused) return { request, kind: "refused", ...error.answer };
    throw error;
  }
}

async function dispatch(
  records: RecordWriting,
  write: Write,
  writer: Writer,
  titles: ReadonlyMap<string, string>,
): Promise<Done> {
  switch (write.kind) {
    case "scores": {
      return { ...(await writeScores(records, write.changes, write.batch, writer)), left: [] };
    }
    case "undo-batch": {
      return await undoBatch(records, write.batch, write.request, writer);
    }
    case "evidence": {
      return { ...(await writeEvidence(records, write, writer)), left: [] };
    }
    case "withdraw-evidence": {
      return { ...(await withdrawEvidence(records, write, writer)), left: [] };
    }
    case "outcomes": {
      return { ...(await writeOutcomes(records, write, titles, writer)), left: [] };
    }
    case "rescore": {
      return { ...(await writeRescore(records, write, writer)), left: [] };
    }
  }
}

const issuesOf = ({ revisions }: Done): JiraIssue[] => [
  ...new Map(revisions.map(({ issue }) => [issue.id, issue])).values(),
];
