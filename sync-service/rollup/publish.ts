import type { HumanUpdate, InitiativeRow } from "#shared/contract/initiatives/words.ts";
import { z } from "zod";
import type { Clock, Random } from "#sync/model/effects.ts";
import { issueId } from "#sync/model/issue.ts";
import type { RecordStore } from "#sync/store/record.ts";
import type { RollupStore } from "#sync/store/rollup.ts";
import type { MarkOutcome } from "#sync/trackers/tracker.ts";
import type { Initiative, InitiativeSource } from "./initiative.ts";
import { healthInLinear, isWorthSaying, propertyOf, type Told, toldOf, updateText } from "./publication.ts";
import type { PlanningPorts } from "./resolve-sources.ts";

/** `<initiative id>/<source id>`: what was last published there. */
export const PUBLICATION = "initiative-publication";
const WHO = "Throughline";
const DAY = 86_400_000;
/** A Jira parent is written at most so often, ms: boards show it, and each write is one more in its way. */
const JIRA_EVERY = 5 * 60_000;
/** After a tracker did not take a write for a reason that passes, ms. */
const REST = 60_000;
const LEASE = 120_000;

const day = z.string().nullable();
const toldSchema: z.ZodType<Told> = z.object({
  progress: z.number().nullable(),
  done: z.number(),
  total: z.number(),
  unit: z.string(),
  declared: z.enum(["on track", "at risk", "off track"]).nullable(),
  computed: z.enum(["on track", "at risk", "off track", "unknown"]),
  targetOn: day,
  dates: z.tuple([day, day, day]),
  update: z.string().nullable(),
});
const publicationSchema = z.object({
  /** What makes a repeat harmless: the update's id in Linear. */
  key: z.string(),
  state: z.enum(["sending", "sent", "refused"]),
  told: toldSchema,
  /** What was said before it; null: nothing. */
  before: toldSchema.nullable(),
  text: z.string(),
  /** When it was first sent, ms. */
  at: z.number(),
  message: z.string().nullable(),
});
type Publication = z.output<typeof publicationSchema>;

/** An initiative that may be published, as it stands now. */
export interface Publishable {
  initiative: Initiative;
  row: InitiativeRow;
  latest: HumanUpdate | undefined;
  /** False while a source was never read, or cannot be read: then its numbers are not to be believed. */
  isWhole: boolean;
}

interface PublisherParts {
  initiatives: () => Promise<readonly Publishable[]>;
  ports: PlanningPorts;
  records: Pick<RecordStore, "append" | "latest">;
  leases: Pick<RollupStore, "lease">;
  worker: string;
  clock: Clock;
  random: Random;
  /** The page of an initiative; null while the service does not know where it can be reached. */
  pageUrl: (initiative: string) => string | null;
  /** Names of number fields of Jira that show the progress in percent, if any. */
  progressFields: readonly string[];
  log: (event: string, details: Record<string, unknown>) => void;
}

type Target = Extract<InitiativeSource, { kind: "linear-initiative" | "linear-project" | "jira-parent" }>;

/**
 * Tells the trackers how initiatives stand, where somebody switched that on. What is about to be said is written down
 * first with the key that makes its repeat harmless; a lost answer is made up for by saying the same again. Nothing is
 * said twice, and no more often than the initiative's own cadence.
 */
export class RollupPublisher {
  readonly #parts: PublisherParts;
  readonly #notBefore = new Map<string, number>();

  constructor(parts: PublisherParts) {
    this.#parts = parts;
  }

  /** Publishes what is due. Returns how many writes the trackers took. */
  async pass(): Promise<number> {
    const { leases, worker, clock, initiatives } = this.#parts;
    const now = clock.now();
    if (!(await leases.lease("publish", worker, now, now + LEASE))) return 0;
    let taken = 0;
    for (const one of await initiatives()) {
      if (!one.isWhole || one.initiative.isArchived) continue;
      for (const target of one.initiative.sources) {
        if (!isTarget(target, one.initiative)) continue;
        if (await this.#publish(one, target)) taken += 1;
      }
    }
    return taken;
  }

  async #publish(one: Publishable, target: Target): Promise<boolean> {
    const { records, clock, random, pageUrl } = this.#parts;
    const { row, initiative, latest } = one;
    const id = `${row.id}/${target.id}`;
    const url = pageUrl(row.id);
    if (url === null || (this.#notBefore.get(id) ?? 0) > clock.now()) return false;
    const record = await records.latest(PUBLICATION, id);
    const last = publicationSchema.safeParse(record?.body).data ?? null;
    if (last?.state === "sending") return await this.#send(one, target, last, record?.revision ?? 0, url);

    const told = toldOf(row, latest);
    const said = last?.state === "refused" ? last.before : (last?.told ?? null);
    const isJira = target.kind === "jira-parent";
    const isNews = isJira
      ? JSON.stringify(last?.told) !== JSON.stringify(told)
      : isWorthSaying(last?.told ?? null, told);
    const every = isJira ? JIRA_EVERY : initiative.cadenceDays * DAY;
    if (!isNews || (last !== null && clock.now() < last.at + every)) return false;
    const publication: Publication = {
      key: random.uuid(),
      state: "sending",
      told,
      before: said,
      text: isJira ? "" : updateText(told, said, { update: latest, url }),
      at: clock.now(),
      message: null,
    };
    const revision = await this.#note(id, publication, record?.revision ?? 0);
    return revision !== null && (await this.#send(one, target, publication, revision, url));
  }

  async #send(
    { row }: Publishable,
    target: Target,
    publication: Publication,
    revision: number,
    url: string,
  ): Promise<boolean> {
    const { clock, log } = this.#parts;
    const id = `${row.id}/${target.id}`;
    const outcome = await this.#write(row, target, publication, url);
    switch (outcome.kind) {
      case "applied": {
        await this.#note(id, { ...publication, state: "sent" }, revision);
        return true;
      }
      case "refused": {
        const message = outcome.refused[0]?.message ?? "It was refused.";
        log("a roll-up was not taken", { initiative: row.id, source: target.label, message });
        await this.#note(id, { ...publication, state: "refused", message }, revision);
        return false;
      }
      case "unknown":
      case "not-sent": {
        const retryAt = outcome.kind === "not-sent" ? outcome.retryAt : null;
        this.#notBefore.set(id, retryAt ?? clock.now() + REST);
        return false;
      }
    }
  }

  #write(
    row: InitiativeRow,
    target: Target,
    { key, told, text }: Publication,
    url: string,
  ): Promise<MarkOutcome> {
    const { ports, progressFields } = this.#parts;
    const options = { priority: "backfill" } as const;
    if (target.kind === "jira-parent") {
      const progress = told.progress === null ? null : told.progress / 10;
      return ports.jira.writeRollup(
        {
          issue: issueId(target.issue),
          key: target.key,
          value: propertyOf(told, row, url),
          fields: Object.fromEntries(progressFields.map((field) => [field, progress])),
        },
        options,
      );
    }
    const [on, subject] =
      target.kind === "linear-initiative"
        ? (["initiative", target.initiative] as const)
        : (["project", target.project] as const);
    const update = { id: key, on, subject, name: target.label, health: healthInLinear(told), body: text };
    return ports.linear.postUpdate(update, options);
  }

  /** The revision it got; null when another process was faster. */
  async #note(id: string, body: Publication, expectedRevision: number): Promise<number | null> {
    const at = this.#parts.clock.now();
    const entry = { kind: PUBLICATION, id, body, who: WHO, why: null, at, expectedRevision };
    const appended = await this.#parts.records.append(entry);
    return appended.ok ? appended.revision : null;
  }
}

function isTarget(source: InitiativeSource, { publishing }: Initiative): source is Target {
  if (source.kind === "jira-parent") return publishing.jira;
  return publishing.linear && (source.kind === "linear-initiative" || source.kind === "linear-project");
}
