import type { Selectable } from "kysely";
import { jsonColumn } from "./json.ts";
import type { Schema } from "./schema.ts";

/** One revision of a product record (an outcome, an initiative, a score, …); never changed, only followed. */
export interface RecordRevision {
  kind: string;
  id: string;
  /** 1 for the first. */
  revision: number;
  /** JSON, parsed by the reader. */
  body: unknown;
  who: string;
  why: string | null;
  at: number;
  /** What it was written together with; absent when it stands alone. */
  batch?: string;
}

export function toRevision({
  sequence: _,
  batch,
  body,
  ...row
}: Selectable<Schema["record"]>): RecordRevision {
  return { ...row, body: jsonColumn.parse(body), ...(batch === null ? {} : { batch }) };
}
