import { z } from "zod";
import { requestIdSchema } from "#shared/contract/scoring/words.ts";
import { daySchema } from "#shared/day.ts";
import type { OutcomesDesk } from "./desk.ts";
import { WEBHOOK } from "./records.ts";
import { OutcomesRefused } from "./refused.ts";
import { writeOnce } from "./write.ts";
import { keepReadings, lastDayToRead } from "./write-readings.ts";

/** How far the sender's clock may be from ours, and how old a delivery may be, ms. */
const WINDOW = 5 * 60_000;
const READINGS_A_DELIVERY = 10_000;

/**
 * What another system sends: readings of one outcome. The signature covers the whole of it, so that neither the
 * delivery's id nor its time can be changed on the way.
 */
const deliverySchema = z.strictObject({
  /** The same for a delivery and its repeats: it is taken once. */
  delivery: requestIdSchema,
  /** When it was sent, "2026-03-01T09:00:00Z". */
  sentAt: z.iso.datetime({ offset: true, error: () => "sentAt is written 2026-03-01T09:00:00Z." }),
  /** Refused when it is not the metric's; may be left out. */
  unit: z.string().exactOptional(),
  readings: z
    .array(
      z.strictObject({
        on: daySchema,
        value: z.number({ error: () => "A reading's value is a number, not a text." }),
        sentence: z.string().max(280).exactOptional(),
      }),
    )
    .min(1, "A delivery holds at least one reading.")
    .max(
      READINGS_A_DELIVERY,
      `A delivery holds at most ${READINGS_A_DELIVERY} readings; send more in several.`,
    ),
});

const takenSchema = z.object({ taken: z.int().nonnegative() });

/**
 * Takes the readings of an authentic delivery, all or none. Throws `OutcomesRefused` that says what is wrong.
 *
 * @param body parsed from the bytes whose signature was checked
 */
export async function takeReadings(
  desk: OutcomesDesk,
  outcome: string,
  body: unknown,
): Promise<z.output<typeof takenSchema> & { repeated: boolean }> {
  const parsed = deliverySchema.safeParse(body);
  if (!parsed.success) throw nonsense(z.prettifyError(parsed.error));
  const { delivery, sentAt, unit, readings } = parsed.data;
  const apart = desk.now() - Date.parse(sentAt);
  if (Math.abs(apart) > WINDOW) {
    const when = apart > 0 ? "more than five minutes old" : "from more than five minutes ahead";
    throw nonsense(`The delivery is ${when}: it was sent at ${sentAt}.`);
  }
  const request = { request: `${WEBHOOK}/${outcome}/${delivery}`, why: null };
  return await writeOnce(desk, request, WEBHOOK, takenSchema, async (records, given) => {
    const known = desk.ledger.outcomes.get(outcome)?.body;
    if (!known) {
      const advice = "The address ends with the outcome's id; its page shows it.";
      throw new OutcomesRefused(404, `There is no outcome “${outcome}”.`, advice);
    }
    const { metric, title } = known;
    if (unit !== undefined && unit !== metric.unit) {
      throw nonsense(`“${title}” is measured in “${metric.unit}”, not in “${unit}”.`);
    }
    const last = lastDayToRead(given.today);
    const toCome = readings.find(({ on }) => on > last);
    if (toCome) throw nonsense(`${toCome.on} is yet to come: nothing can be read on it.`);
    const taken = readings.map((reading) => ({ ...reading, source: "webhook" as const }));
    await keepReadings(records, given, outcome, delivery, taken);
    return { taken: taken.length };
  });
}

const nonsense = (message: string): OutcomesRefused =>
  new OutcomesRefused(400, message, "Nothing of the delivery was taken; correct it and send it anew.");
