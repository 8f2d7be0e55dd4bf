import type { z } from "zod";
import {
  importReadingsAnswerSchema,
  type checkInRequestSchema,
  type importReadingsRequestSchema,
  type previewReadingsRequestSchema,
  type ReadingsPreview,
} from "#shared/contract/outcomes/outcome.ts";
import { writtenSchema } from "#shared/contract/outcomes/words.ts";
import { addDays, type Day } from "#shared/day.ts";
import { readingOf } from "#shared/outcomes/check-in.ts";
import type { Reading } from "#shared/outcomes/outcome.ts";
import { parseReadings } from "#shared/outcomes/readings-csv.ts";
import type { OutcomesDesk } from "./desk.ts";
import { pointsOf } from "./points.ts";
import { KINDS } from "./records.ts";
import { OutcomesRefused, unknownThing } from "./refused.ts";
import { append, writeOnce, type Given } from "./write.ts";
import type { RecordWriting } from "#sync/store/record.ts";

type Written = z.output<typeof writtenSchema>;
const doneSchema = writtenSchema.omit({ repeated: true });
const importDoneSchema = importReadingsAnswerSchema.omit({ repeated: true });

const READINGS_A_RECORD = 5_000;
const SHOWN = { refused: 50, replaced: 20, points: 200 };

export async function checkIn(
  desk: OutcomesDesk,
  { request, why, outcome, value, sentence }: z.output<typeof checkInRequestSchema>,
  person: string,
): Promise<Written> {
  return await writeOnce(desk, { request, why }, person, doneSchema, async (records, given) => {
    if (!desk.ledger.outcomes.has(outcome)) throw unknownThing("outcome", outcome);
    await keepReadings(records, given, outcome, request, [readingOf({ value, sentence }, given.today)]);
    return { id: outcome, revision: 1 };
  });
}

/** What an import would take and refuse. */
export async function previewReadings(
  desk: OutcomesDesk,
  { outcome, csv }: z.output<typeof previewReadingsRequestSchema>,
): Promise<ReadingsPreview> {
  const { today } = await desk.look();
  if (!desk.ledger.outcomes.has(outcome)) throw unknownThing("outcome", outcome);
  const { readings, refused } = readCsv(csv, today);
  const series = desk.ledger.seriesOf(outcome);
  const before = readings.map(({ on, value }) => ({ on, before: series.of(on)?.value, after: value }));
  const replacing = before.flatMap(({ on, before: was, after }) =>
    was === undefined || was === after ? [] : [{ on, before: was, after }],
  );
  const added = before.filter(({ before: was }) => was === undefined).length;
  return {
    count: readings.length,
    from: readings[0]?.on ?? null,
    to: readings.at(-1)?.on ?? null,
    added,
    replaced: replacing.length,
    replacing: replacing.slice(0, SHOWN.replaced),
    unchanged: readings.length - added - replacing.length,
    refusedCount: refused.length,
    refused: refused.slice(0, SHOWN.refused),
    points: pointsOf(readings, SHOWN.points),
  };
}

/** Takes the readings of a CSV; lines that are refused do not hinder the others. */
export async function importReadings(
  desk: OutcomesDesk,
  { request, why, outcome, csv }: z.output<typeof importReadingsRequestSchema>,
  person: string,
): Promise<z.output<typeof importReadingsAnswerSchema>> {
  return await writeOnce(desk, { request, why }, person, importDoneSchema, async (records, given) => {
    if (!desk.ledger.outcomes.has(outcome)) throw unknownThing("outcome", outcome);
    const { readings, refused } = readCsv(csv, given.today);
    if (readings.length === 0) {
      const reason = refused[0] ? `line ${refused[0].line}: ${refused[0].reason}` : "it is empty.";
      throw new OutcomesRefused(
        400,
        `There is no reading in this file: ${reason}`,
        "Correct it and import again.",
      );
    }
    await keepReadings(records, given, outcome, request, readings);
    return { id: outcome, revision: 1, taken: readings.length, refusedCount: refused.length };
  });
}

/** Readings that came together, in records of a size that a database likes. */
export async function keepReadings(
  records: RecordWriting,
  given: Given,
  outcome: string,
  request: string,
  readings: readonly Reading[],
): Promise<void> {
  for (let start = 0; start < readings.length; start += READINGS_A_RECORD) {
    const id = `${outcome}/${request}${start === 0 ? "" : `/${start}`}`;
    const body = { readings: readings.slice(start, start + READINGS_A_RECORD) };
    const record = { kind: KINDS.readings, id, body, basedOn: null, called: "This reading" };
    await append(records, given, record);
  }
}

/** A day that is yet to come is refused; somewhere on earth it may be tomorrow already. */
export const lastDayToRead = (today: Day): Day => addDays(today, 1);

function readCsv(csv: string, today: Day): ReturnType<typeof parseReadings> {
  const { readings, refused } = parseReadings(csv);
  const last = lastDayToRead(today);
  const known = readings.filter(({ on }) => on <= last);
  const toCome = readings.length - known.length;
  if (toCome === 0) return { readings, refused };
  const reason = `${toCome} readings are of days that are yet to come, after ${last}.`;
  return { readings: known, refused: [...refused, { line: 1, reason }] };
}
