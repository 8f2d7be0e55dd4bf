import type { z } from "zod";
import type { Operation } from "#shared/contract/operation.ts";
import { Refused } from "../refusal.ts";

/** Who asks. */
export type Asker =
  /** In Jira: Atlassian vouches for the account; null when the app acts by itself. */
  { kind: "jira"; accountId: string | null };

/** What answers each operation of a table. Every one decides for itself what its asker may see or do. */
export type Handlers<Table extends Readonly<Record<string, Operation>>> = {
  readonly [Name in keyof Table]: (
    asker: Asker,
    request: z.output<Table[Name]["request"]>,
  ) => Promise<z.output<Table[Name]["answer"]>>;
};

/** The person who asks, of what only a person may ask or write. Throws `Refused` with 403. */
export function personAsking({ accountId }: Asker): string {
  if (accountId !== null) return accountId;
  throw new Refused(403, "This call names no person.", "Only a person who is signed in may do this.");
}
