import type {
  InitiativeDefinition,
  RollupSettings,
  SavedView,
} from "#shared/contract/initiatives/definition.ts";
import type { HumanUpdate } from "#shared/contract/initiatives/words.ts";
import { z } from "zod";
import type { RecordWriting } from "#sync/store/record.ts";
import type { InitiativesDesk } from "./desk.ts";
import { initiativeSchema, KINDS, SETTINGS_ID } from "./initiative.ts";
import { InitiativesRefused } from "./refused.ts";

interface Request {
  request: string;
  why: string | null;
}

/** Creates an initiative, or saves an edited one as its next revision. Throws `InitiativesRefused`. */
export async function saveInitiative(
  desk: InitiativesDesk,
  given: Request & { initiative: string | null; definition: InitiativeDefinition; basedOn: number },
  person: string,
): Promise<Written> {
  const definition = withSourceIds(given.definition, given.request);
  return await once(desk, given, person, async (append, records) => {
    const id = given.initiative ?? (await freeId(records, definition.name));
    return await append(KINDS.initiative, id, definition, given.basedOn);
  });
}

/** Takes an initiative out of the overview, or brings it back; everything else stays as it is. */
export async function archiveInitiative(
  desk: InitiativesDesk,
  given: Request & { initiative: string; isArchived: boolean },
  person: string,
): Promise<Written> {
  const { initiative: id, isArchived } = given;
  return await once(desk, given, person, async (append, records) => {
    const latest = (await records.latest(KINDS.initiative, [id])).get(id);
    const parsed = initiativeSchema.safeParse(latest?.body);
    if (!parsed.success) throw unknownInitiative(id);
    return await append(KINDS.initiative, id, { ...parsed.data, isArchived }, null);
  });
}

/** How a person says it goes. Several are kept; the latest is the declared health. */
export async function addUpdate(
  desk: InitiativesDesk,
  given: { request: string; initiative: string; health: HumanUpdate["health"]; text: string },
  person: string,
): Promise<HumanUpdate> {
  const { request, initiative, health, text } = given;
  await desk.look();
  if (!desk.ledger.initiatives.has(initiative)) throw unknownInitiative(initiative);
  await once(desk, { request, why: null }, person, (append) =>
    append(KINDS.update, `${initiative}/${request}`, { initiative, health, text }, null),
  );
  const update = desk.updatesOf(initiative).find(({ id }) => id === request);
  if (!update) throw new Error("An update that was just written is not there: this is a bug.");
  return update;
}

export async function saveSettings(
  desk: InitiativesDesk,
  given: Request & { settings: RollupSettings; basedOn: number },
  person: string,
): Promise<void> {
  await once(desk, given, person, (append) =>
    append(KINDS.settings, SETTINGS_ID, given.settings, given.basedOn),
  );
}

export async function saveView(
  desk: InitiativesDesk,
  given: Request & { view: SavedView },
  person: string,
): Promise<void> {
  await once(desk, given, person, (append) => append(KINDS.view, given.view.id, given.view, null));
}

export async function removeView(
  desk: InitiativesDesk,
  given: Request & { view: string },
  person: string,
): Promise<void> {
  await once(desk, given, person, (append) => append(KINDS.view, given.view, null, null));
}

type Append = (kind: string, id: string, body: unknown, basedOn: number | null) => Promise<Written>;
const writtenSchema = z.object({ id: z.string(), revision: z.int().positive() });
type Written = z.output<typeof writtenSchema>;

/** Exactly once: the same request again gets the first answer and changes nothing. */
async function once(
  desk: InitiativesDesk,
  { request, why }: Request,
  person: string,
  body: (append: Append, records: RecordWriting) => Promise<Written>,
): Promise<Written> {
  await desk.look();
  const at = desk.now();
  const done = await desk.parts.records.once({ id: request, who: person, at }, (records) =>
    body(async (kind, id, content, basedOn) => {
      const latest = (await records.latest(kind, [id])).get(id);
      const current = latest?.revision ?? 0;
      if (basedOn !== null && basedOn !== current) throw changedMeanwhile(desk, latest?.who ?? null);
      await records.append([{ kind, id, revision: current + 1, body: content, who: person, why, at }]);
      return { id, revision: current + 1 };
    }, records),
  );
  if (done.kind === "foreign") {
    throw new InitiativesRefused(409, "This request's id is another person's.", "Save again.");
  }
  await desk.look();
  return writtenSchema.parse(done.answer);
}

function changedMeanwhile(desk: InitiativesDesk, who: string | null): InitiativesRefused {
  const what =
    who === null
      ? "What you opened is not there any more."
      : `${desk.parts.nameOf(who) ?? who} saved another version since you opened this one.`;
  return new InitiativesRefused(409, what, "Open it again to see it, then repeat your change.");
}

export const unknownInitiative = (id: string): InitiativesRefused =>
  new InitiativesRefused(404, `There is no initiative “${id}”.`, "Open the overview to see which there are.");

/** Memberships name a source by its id, so a new source never gets one that another had before. */
function withSourceIds(definition: InitiativeDefinition, request: string): InitiativeDefinition {
  const sources = definition.sources.map((source, place) => ({
    ...source,
    id: source.id ?? `${request}-${place}`,
  }));
  const twice = sources.find(({ id }, place) => sources.findIndex((other) => other.id === id) !== place);
  if (twice !== undefined) {
    throw new InitiativesRefused(
      400,
      `Two sources have the id “${twice.id}”.`,
      "Leave the id of a new source out.",
    );
  }
  return { ...definition, sources };
}

/** "Checkout that nobody abandons" is checkout-that-nobody-abandons; a second one gets a number. */
async function freeId(records: RecordWriting, name: string): Promise<string> {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = plain
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 48);
  const base = words === "" ? "initiative" : words;
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!(await records.latest(KINDS.initiative, [id])).has(id)) return id;
  }
}
