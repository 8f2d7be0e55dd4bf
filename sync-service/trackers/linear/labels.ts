import { z } from "zod";
import type { Clock } from "#sync/model/effects.ts";
import { type CallOptions, type Refusal, TrackerUnavailable } from "../tracker.ts";
import { batchesOf } from "./batches.ts";
import { answerOf, type LinearClient } from "./client.ts";
import { PAGE, pagesOf } from "./pages.ts";

/** Renamed labels raise no issue's `updatedAt`, so names are read anew when they are this old, ms. */
const FRESH = 10 * 60_000;

const LABEL_FIELDS = "id name isGroup archivedAt team { id } parent { name }";
const LABELS = `query Labels($after: String) {
  page: issueLabels(first: ${PAGE}, after: $after, includeArchived: true) {
    nodes { ${LABEL_FIELDS} }
    pageInfo { hasNextPage endCursor }
  }
}`;
const LABELS_POINTS = PAGE * (1 + 4 * 0.1 + 1.1 + 1.1 + 1.2);

const labelSchema = z.object({
  id: z.string(),
  name: z.string(),
  isGroup: z.boolean(),
  archivedAt: z.string().nullable(),
  team: z.object({ id: z.string() }).nullable(),
  parent: z.object({ name: z.string() }).nullable(),
});
const createdSchema = z.record(z.string(), z.object({ issueLabel: labelSchema }));
type Label = z.infer<typeof labelSchema>;

/** A label's name on the issues of a team, given by its id. */
interface WantedLabel {
  team: string;
  name: string;
}

/**
 * Issues name their labels by id and people by name. The workspace's and the teams' labels are kept here and
 * read again when an unknown id appears; a name that a team lacks is created there.
 */
export class Labels {
  readonly #client: LinearClient;
  readonly #clock: Clock;
  #labels = new Map<string, Label>();
  #readAt: number | null = null;

  constructor(client: LinearClient, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
  }

  /** Makes sure that these ids have names, if Linear shows them. */
  async know(ids: readonly string[], options: CallOptions): Promise<void> {
    const fresh = this.#readAt !== null && this.#clock.now() - this.#readAt < FRESH;
    if (ids.length === 0 || (fresh && ids.every((id) => this.#labels.has(id)))) return;
    await this.read(options);
  }

  async readOnce(options: CallOptions): Promise<void> {
    if (this.#readAt === null) await this.read(options);
  }

  async read(options: CallOptions): Promise<void> {
    const labels = new Map<string, Label>();
    const query = { text: LABELS, variables: {}, points: LABELS_POINTS };
    for await (const page of pagesOf(this.#client, query, labelSchema, options)) {
      for (const label of page) labels.set(label.id, label);
    }
    this.#labels = labels;
    this.#readAt = this.#clock.now();
  }

  /** Sorted names; a label that Linear does not show us is left out. */
  names = (ids: readonly string[]): string[] =>
    ids.flatMap((id) => this.#labels.get(id)?.name ?? []).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

  /** The names of the labels that a team's issues can carry. */
  namesFor(team: string): string[] {
    return this.names(this.#usable(team).map(({ id }) => id));
  }

  /** The groups of labels that a team's issues can carry. */
  groupsFor(team: string): { name: string; labels: string[] }[] {
    const children = this.#usable(team).flatMap(({ name, parent }) =>
      parent ? [{ name, parent: parent.name }] : [],
    );
    return [...Map.groupBy(children, ({ parent }) => parent)].map(([name, labels]) => ({
      name,
      labels: labels.map((label) => label.name).sort(),
    }));
  }

  /** The ids of the labels with this name on a team's issues, the team's own first; empty when there is none. */
  idsFor({ team, name }: WantedLabel): string[] {
    const usable = this.#usable(team);
    const same = usable.filter((label) => label.name === name);
    const alike = usable.filter((label) => label.name.toLowerCase() === name.toLowerCase());
    return (same.length > 0 ? same : alike)
      .sort((a, b) => Number(b.team !== null) - Number(a.team !== null))
      .map(({ id }) => id);
  }

  /** Why a label cannot be put on the issue of `key`, after `create` was asked for it. */
  refusal(label: WantedLabel, key: string, refused: ReadonlyMap<string, string>): Refusal {
    const why = this.#isGroup(label)
      ? "it is a group of labels there. Use one of its labels instead, or map the name to one"
      : `${refused.get(keyOf(label)) ?? "it could not be created."} Create it in Linear, or map the name to another`;
    return {
      fields: ["labels"],
      code: "unknown-value",
      message: `Linear has no label “${label.name}” for ${key}: ${why}.`,
    };
  }

  /**
   * Creates the labels that are missing, many a request. The answer tells in Linear's words which were
   * refused; throws `TrackerUnavailable` when it is not known what became of them.
   */
  async create(wanted: readonly WantedLabel[], options: CallOptions): Promise<ReadonlyMap<string, string>> {
    const refused = new Map<string, string>();
    if (wanted.length === 0) return refused;
    await this.readOnce(options);
    const missing = new Map(
      wanted.filter((label) => this.#lacks(label)).map((label) => [keyOf(label), label]),
    );
    for (const batch of batchesOf([...missing.values()], ({ name }) => name.length)) {
      await this.#createBatch(batch, refused, options);
    }
    return refused;
  }

  async #createBatch(
    batch: readonly WantedLabel[],
    refused: Map<string, string>,
    options: CallOptions,
  ): Promise<void> {
    const operation = {
      text: `mutation CreateLabels(${batch.map((_, n) => `$l${n}: IssueLabelCreateInput!`).join(", ")}) {
        ${batch.map((_, n) => `l${n}: issueLabelCreate(input: $l${n}) { issueLabel { ${LABEL_FIELDS} } }`).join("\n")}
      }`,
      variables: Object.fromEntries(batch.map(({ team, name }, n) => [`l${n}`, { teamId: team, name }])),
      points: batch.length * 4.6,
    };
    const fate = await this.#client.send(operation, options);
    if (fate.kind === "answered") {
      for (const { issueLabel } of Object.values(answerOf(fate.data, createdSchema))) {
        this.#labels.set(issueLabel.id, issueLabel);
      }
      return;
    }
    if (fate.kind === "not-sent") throw fate.error;
    this.#readAt = null;
    if (fate.kind === "unknown") throw new TrackerUnavailable("linear", fate.cause, fate.reason);
    const failures = new Map(fate.failures.map((failure) => [failure.alias, failure]));
    const failed = batch.flatMap((label, n) => {
      const failure = failures.get(`l${n}`);
      return failure ? [{ label, failure }] : [];
    });
    const transient = fate.failures.find((failure) => !failure.refused || failed.length === 0);
    if (transient) throw new TrackerUnavailable("linear", "server", transient.message);
    for (const { label, failure } of failed) refused.set(keyOf(label), failure.message);
    // What stood before the failed one is there already; asking for it again would fail.
    await this.read(options);
    const left = batch.filter((label) => !refused.has(keyOf(label)) && this.#lacks(label));
    if (left.length > 0) await this.#createBatch(left, refused, options);
  }

  #lacks(label: WantedLabel): boolean {
    return this.idsFor(label).length === 0 && !this.#isGroup(label);
  }

  #isGroup({ team, name }: WantedLabel): boolean {
    return [...this.#labels.values()].some(
      (label) => label.isGroup && label.name === name && (label.team === null || label.team.id === team),
    );
  }

  #usable(team: string): Label[] {
    return [...this.#labels.values()].filter(
      (label) =>
        !label.isGroup && label.archivedAt === null && (label.team === null || label.team.id === team),
    );
  }
}

function keyOf({ team, name }: WantedLabel): string {
  return `${team}/${name.toLowerCase()}`;
}
