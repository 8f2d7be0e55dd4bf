import type { z } from "zod";
import {
  defaultNotifications,
  type notificationsAnswerSchema,
  type saveNotificationsRequestSchema,
} from "#shared/contract/outcomes/inbox.ts";
import { writtenSchema } from "#shared/contract/outcomes/words.ts";
import type { OutcomesDesk } from "./desk.ts";
import { KINDS } from "./records.ts";
import { append, writeOnce } from "./write.ts";

/** How a person wants to be told. */
export async function notificationsOf(
  desk: OutcomesDesk,
  person: string,
): Promise<z.output<typeof notificationsAnswerSchema>> {
  await desk.look();
  const saved = desk.ledger.notifications.get(person);
  const last = [...(desk.ledger.notified.get(person)?.values() ?? [])]
    .filter(({ body }) => body.state === "sent")
    .sort((one, other) => other.at - one.at)[0]?.body;
  return {
    notifications: saved?.body ?? defaultNotifications,
    revision: saved?.revision ?? 0,
    lastSent: last ? { on: last.on, issue: last.issue, count: last.items.length } : null,
  };
}

export async function saveNotifications(
  desk: OutcomesDesk,
  { request, why, notifications, basedOn }: z.output<typeof saveNotificationsRequestSchema>,
  person: string,
): Promise<z.output<typeof writtenSchema>> {
  const schema = writtenSchema.omit({ repeated: true });
  return await writeOnce(desk, { request, why }, person, schema, async (records, given) => {
    const called = "How you are told";
    const record = { kind: KINDS.notifications, id: person, body: notifications, basedOn, called };
    return { id: person, revision: await append(records, given, record) };
  });
}
