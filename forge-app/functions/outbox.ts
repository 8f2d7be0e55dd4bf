import { WhereConditions, kvs } from "@forge/kvs";
import { z } from "zod";
import {
  WRITES_A_REQUEST,
  WRITES_PATH,
  writeSchema,
  writesAnswerSchema,
} from "#shared/contract/scoring/writes.ts";
import type { Write } from "#shared/contract/scoring/writes.ts";
import { writeProperties } from "./properties.ts";
import type { KeptWrite } from "./rpc.ts";
import { askService } from "./service.ts";

/**
 * What people wrote while the service was away, in Forge's storage: one record a write, in the order in which
 * they were made. A write's own id makes a second delivery harmless, so two deliveries at once, or one cut
 * short, need no lock. What the service refuses in the end stays until somebody has read why.
 */
const WAITING = "outbox:";
const REFUSED = "refused:";
/** Forge keeps at most 240 KiB under a key. */
const LARGEST = 240 * 1024;
const A_LOOK = 50;

const keptSchema = z.object({
  write: writeSchema,
  accountId: z.string(),
  at: z.number(),
  refused: z.string().nullable(),
});

/** False when the write is too large to be kept. */
export async function keep(write: Write, accountId: string, at: number): Promise<boolean> {
  const kept: KeptWrite = { write, accountId, at, refused: null };
  if (Buffer.byteLength(JSON.stringify(kept)) > LARGEST) return false;
  // Thirteen digits until the year 2286: the order of the keys is the order in time.
  await kvs.set(`${WAITING}${String(at).padStart(13, "0")}-${write.request}`, kept);
  return true;
}

interface Record {
  key: string;
  kept: KeptWrite;
}

/** What waits and what was refused, the oldest first. */
export async function everythingKept(): Promise<readonly KeptWrite[]> {
  const [waiting, refused] = await Promise.all([recordsAt(WAITING), recordsAt(REFUSED)]);
  return [...refused, ...waiting].map(({ kept }) => kept);
}

export async function forgetRefusedWrite(request: string): Promise<void> {
  await kvs.delete(REFUSED + request);
}

async function recordsAt(prefix: string): Promise<readonly Record[]> {
  const { results } = await kvs
    .query()
    .where("key", WhereConditions.beginsWith(prefix))
    .limit(A_LOOK)
    .getMany();
  return results.flatMap(({ key, value }) => {
    const kept = keptSchema.safeParse(value);
    if (!kept.success) console.error(`what is kept under ${key} cannot be read`, kept.error);
    return kept.success ? [{ key, kept: kept.data }] : [];
  });
}

/**
 * Delivers what waits: that of one person in this person's name, or all of it when the app acts by itself.
 * Returns how many were delivered; 0 as long as the service is away.
 */
export async function deliver(viewer: string | null): Promise<number> {
  const records = (await recordsAt(WAITING))
    .filter(({ kept }) => viewer === null || kept.accountId === viewer)
    .slice(0, WRITES_A_REQUEST);
  if (records.length === 0) return 0;
  const writes = records.map(({ kept: { write, accountId, at } }) => ({ ...write, kept: { accountId, at } }));
  const reply = await askService(WRITES_PATH, { writes }, writesAnswerSchema);
  if (reply.kind !== "answer") return 0;
  for (const { key, kept } of records) {
    const answer = reply.answer.answers.find(({ request }) => request === kept.write.request);
    if (answer === undefined) continue;
    if (answer.kind === "refused") {
      const refused: KeptWrite = { ...kept, refused: `${answer.message} ${answer.advice}` };
      await kvs.set(REFUSED + kept.write.request, refused);
    } else {
      await writeProperties(answer.properties);
    }
    await kvs.delete(key);
  }
  return records.length;
}

/** Whether a write is about an issue. */
export function concerns(write: Write, issueId: string): boolean {
  if (write.kind === "undo-batch") return false;
  if (write.kind === "scores") return write.changes.some(({ issue }) => issue.id === issueId);
  return write.issue.id === issueId;
}
