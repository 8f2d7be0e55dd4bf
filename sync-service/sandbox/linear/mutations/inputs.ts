import { rewriteMarkdown } from "../markdown-rewriting.ts";
import type { Kind, Records } from "../records.ts";
import { alreadyExists, invalid, notFound } from "../refusals.ts";
import { sees } from "../world.ts";
import type { Caller } from "../caller.ts";
import type { World } from "../world.ts";

/** Characters a description, a comment or an update may hold. */
const bodyLimit = 250_000;
/** Linear does not say how long a title may be; no real client comes near this. */
const titleLimit = 512;

interface Stamp<K extends Kind> {
  __typename: K;
  id: string;
  createdAt: string;
  updatedAt: string;
  archivedAt: null;
}

/** Identity and dates of a new record; a client may bring its own UUID, once, and a creation date in the past. */
export function stamp<K extends Kind>(
  world: World,
  kind: K,
  given: { id?: string | null | undefined; createdAt?: string | null | undefined } = {},
): Stamp<K> {
  const now = world.agenda.iso();
  if (typeof given.id === "string") {
    if (!/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(given.id)) {
      throw invalid("id must be a UUID");
    }
    if (world.state.get(kind, given.id)) throw alreadyExists(kind, given.id);
  }
  const createdAt = given.createdAt ?? now;
  if (createdAt > now) throw invalid("createdAt must be in the past");
  return {
    __typename: kind,
    id: given.id ?? world.random.uuid(),
    createdAt,
    updatedAt: now,
    archivedAt: null,
  };
}

/** A record that exists and that the caller may see; to the caller the two are the same. */
export function find<K extends Kind>(world: World, caller: Caller, kind: K, id: string): Records[K] {
  const record = world.state.get(kind, id);
  if (!record || !sees(world, caller, record)) throw notFound(kind);
  return record;
}

export function findIssue(world: World, caller: Caller, idOrIdentifier: string): Records["Issue"] {
  const issue = world.state.issue(idOrIdentifier);
  if (!issue || !sees(world, caller, issue)) throw notFound("Issue");
  return issue;
}

export function title(value: string, field = "title"): string {
  const trimmed = value.trim();
  if (trimmed === "") throw invalid(`${field} should not be empty`);
  if (trimmed.length > titleLimit)
    throw invalid(`${field} must be shorter than or equal to ${titleLimit} characters`);
  return trimmed;
}

/** Markdown as Linear will store it. */
export function body(world: World, value: string, field = "description"): string {
  if (value.length > bodyLimit) {
    throw invalid(`${field} must be shorter than or equal to ${bodyLimit} characters`);
  }
  return world.switches.rewriteMarkdown ? rewriteMarkdown(value) : value;
}

/** Who an API call is made for by name; only an app that acts as itself may say so. */
export function createAsUser(caller: Caller, name: string | null | undefined): string | null {
  if (typeof name !== "string") return null;
  if (caller.access?.actor !== "app") {
    throw invalid("createAsUser can only be used with OAuth applications that act as an app (actor=app)");
  }
  return name;
}

/** Refuses loudly what the twin does not model, instead of ignoring it as if it had been done. */
export function understood(input: object, known: readonly string[], what: string): void {
  for (const [field, value] of Object.entries(input)) {
    if (value !== undefined && !known.includes(field)) {
      throw new Error(`The twin does not model ${what}.${field}`);
    }
  }
}

interface Payload {
  success: true;
  lastSyncId: number;
}

/** The head of every payload. */
export function succeeded(world: World): Payload {
  return { success: true, lastSyncId: world.agenda.now() };
}
