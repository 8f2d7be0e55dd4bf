import type { z } from "zod";
import type { Operation } from "#shared/contract/operation.ts";
import { Refused } from "../refusal.ts";

/** Who asks. */
export type Asker =
  /** In Jira: Atlassian vouches for the account; null when the app acts by itself. */
  | { kind: "jira"; accountId: string | null }
  /** Signed in outside Jira. */
  | { kind: "member"; name: string; email: string | null }
  /** Whoever has a share link: reads this initiative alone. */
  | { kind: "share"; initiative: string };

/** What answers each operation of a table. Every one decides for itself what its asker may see or do. */
export type Handlers<Table extends Readonly<Record<string, Operation>>> = {
  readonly [Name in keyof Table]: (
    asker: Asker,
    request: z.output<Table[Name]["request"]>,
  ) => Promise<z.output<Table[Name]["answer"]>>;
};

/**
 * The person who asks, of what only a person may ask or write: as records keep one, a Jira account's id, or the name of
 * somebody outside. Throws `Refused` with 403.
 */
export function personAsking(asker: Asker): string {
  if (asker.kind === "jira" && asker.accountId !== null) return asker.accountId;
  if (asker.kind === "member") return asker.email === null ? asker.name : `${asker.name} <${asker.email}>`;
  throw new Refused(403, "This call names no person.", "Only a person who is signed in may do this.");
}
