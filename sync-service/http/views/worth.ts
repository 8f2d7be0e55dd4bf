import type { InitiativeAnswer } from "#shared/contract/service-api.ts";
import type { InitiativeSummary, OutcomeSummary, ScoreSummary } from "#shared/contract/worth.ts";
import { explain } from "#shared/rollup/explain.ts";
import { type IssueId, type Snapshot } from "#sync/model/issue.ts";
import { outcomeSummary } from "#sync/outcomes/head.ts";
import { deliveryOf, issueOfItem, itemId, type Delivery } from "#sync/rollup/delivery.ts";
import { initiativeSchema, type Initiative } from "#sync/rollup/initiative.ts";
import { evaluate, meterOfIssue } from "#sync/scoring/evaluate.ts";
import { summaryOf as scoreSummary } from "#sync/scoring/summary.ts";
import type { ScoringDesk } from "#sync/scoring/desk.ts";
import { TrackerUnavailable } from "#sync/trackers/tracker.ts";
import type { Service } from "../service.ts";

/** How long a roll-up is shown before it is made anew, ms: a page asks for several at once. */
const FRESH_FOR = 2_000;
const ALL = 1_000;

/** Why issues matter: scores, outcomes and initiatives as pages and the issue context show them. */
export class Worth {
  readonly #service: Service;
  readonly #deliveries = new Map<string, { until: number; delivery: Promise<Delivery> }>();
  readonly #last = new Map<string, Delivery>();

  constructor(service: Service) {
    this.#service = service;
  }

  /** The thread from a Jira issue to what it is for; empty parts where there is none. */
  async ofIssue(id: IssueId): Promise<{
    score: ScoreSummary | null;
    outcomes: OutcomeSummary[];
    initiatives: InitiativeSummary[];
  }> {
    const { scoring } = this.#service;
    await scoring.look();
    const initiatives = await this.#initiatives();
    const holding: { initiative: Initiative; summary: InitiativeSummary }[] = [];
    for (const { id: name, initiative } of initiatives) {
      const delivery = await this.#deliveryIfKnown(name, initiative);
      if (delivery !== null && holds(delivery, id))
        holding.push({ initiative, summary: summaryOf(name, initiative, delivery) });
    }
    const served = new Set([
      ...(scoring.ledger.outcomes.get(id)?.body.outcomes.map((outcome) => outcome.id) ?? []),
      ...holding.flatMap(({ initiative }) => initiative.outcomes),
    ]);
    return {
      score: primaryScore(scoring, id),
      outcomes: (await this.#outcomes()).filter((outcome) => served.has(outcome.id)),
      initiatives: holding.map(({ summary }) => summary),
    };
  }

  async summaries(): Promise<InitiativeSummary[]> {
    const initiatives = await this.#initiatives();
    return await Promise.all(
      initiatives.map(async ({ id, initiative }) =>
        summaryOf(id, initiative, await this.#delivery(id, initiative)),
      ),
    );
  }

  /** Names of the initiatives by the id of the Jira issue that they hold. */
  async initiativesByIssue(): Promise<ReadonlyMap<string, readonly string[]>> {
    const byIssue = new Map<string, string[]>();
    for (const { id, initiative } of await this.#initiatives()) {
      const { progress } = await this.#delivery(id, initiative);
      const works = [...progress.lines, ...progress.leftOut].map(({ work }) => work);
      for (const { id: item } of works.flatMap((work) => work.items)) {
        const issue = issueOfItem("jira", item);
        if (issue === null) continue;
        byIssue.set(issue, [...(byIssue.get(issue) ?? []), initiative.name]);
      }
    }
    return byIssue;
  }

  /** One initiative with the list that explains its number; undefined when there is none of that id. */
  async initiative(id: string): Promise<InitiativeAnswer | undefined> {
    const found = (await this.#initiatives()).find((one) => one.id === id);
    if (!found) return undefined;
    const { initiative } = found;
    const delivery = await this.#delivery(id, initiative);
    const explanation = explain(delivery.progress);
    const outcomes = await this.#outcomes();
    return {
      initiative: summaryOf(id, initiative, delivery),
      outcomes: outcomes.filter((outcome) => initiative.outcomes.includes(outcome.id)),
      explain: explanation.lines.map(({ itemIds, weight, done, why, tenths }) => ({
        ...ends(delivery, itemIds),
        weight,
        done,
        why,
        tenths,
      })),
      leftOut: delivery.progress.leftOut.map(({ work, reason }) => ({
        ...ends(
          delivery,
          work.items.map((item) => item.id),
        ),
        reason,
      })),
    };
  }

  async #initiatives(): Promise<{ id: string; initiative: Initiative }[]> {
    const records = await this.#service.store.records.list("initiative", { limit: ALL });
    return records.map(({ id, body }) => ({ id, initiative: initiativeSchema.parse(body) }));
  }

  async #outcomes(): Promise<OutcomeSummary[]> {
    const { outcomes } = this.#service;
    const { today } = await outcomes.look();
    return [...outcomes.ledger.outcomes.values()].map(({ body }) => outcomeSummary(outcomes, body, today));
  }

  /**
   * While a tracker cannot be asked, the roll-up as it was last made, or none: a person's score and outcome do not
   * wait for it.
   */
  async #deliveryIfKnown(id: string, initiative: Initiative): Promise<Delivery | null> {
    try {
      const delivery = await this.#delivery(id, initiative);
      this.#last.set(id, delivery);
      return delivery;
    } catch (error) {
      if (error instanceof TrackerUnavailable) return this.#last.get(id) ?? null;
      throw error;
    }
  }

  /** Several readers of one page share one roll-up. */
  async #delivery(id: string, initiative: Initiative): Promise<Delivery> {
    const now = this.#service.clock.now();
    const kept = this.#deliveries.get(id);
    if (kept && kept.until > now) return await kept.delivery;
    const directories = await this.#directories();
    const delivery = deliveryOf(
      { ...this.#service, store: this.#service.store.mirror },
      initiative,
      directories,
    );
    this.#deliveries.set(id, { until: now + FRESH_FOR, delivery });
    try {
      return await delivery;
    } catch (error) {
      this.#deliveries.delete(id);
      throw error;
    }
  }

  async #directories(): Promise<Parameters<typeof deliveryOf>[2]> {
    const [engine] = this.#service.engines;
    if (engine) await engine.translator("interactive");
    const known = engine?.directories;
    if (known) return known;
    const options = { priority: "interactive" } as const;
    const [jira, linear] = await Promise.all([
      this.#service.jira.directory(options),
      this.#service.linear.directory(options),
    ]);
    return { jira, linear };
  }
}

function holds(delivery: Delivery, id: IssueId): boolean {
  const wanted = itemId("jira", id);
  const works = [...delivery.progress.lines, ...delivery.progress.leftOut].map(({ work }) => work);
  return works.some((work) => work.items.some((item) => item.id === wanted));
}

/** By the primary framework, as it was stated. */
function primaryScore(scoring: ScoringDesk, id: IssueId): ScoreSummary | null {
  const { ledger, names } = scoring;
  const { settings } = ledger;
  const entry = ledger.scoreOf(id, settings.primary);
  if (!entry?.body.inputs) return null;
  const meter = meterOfIssue(ledger, id, scoring.today());
  const evaluated = evaluate(settings, settings.primary, entry.body.inputs, meter);
  return evaluated.kind === "scored" ? scoreSummary(evaluated.result.stated, entry, names) : null;
}

function summaryOf(id: string, initiative: Initiative, { progress }: Delivery): InitiativeSummary {
  const { tenths, sentence } = explain(progress);
  return {
    id,
    name: initiative.name,
    url: initiative.url,
    percent: tenths === null ? null : tenths / 10,
    done: progress.done,
    total: progress.total,
    unit: progress.unit,
    sentence,
    statement: progress.statement,
  };
}

function ends(
  { snapshots }: Delivery,
  itemIds: readonly string[],
): Pick<InitiativeAnswer["explain"][number], "jira" | "linear" | "title"> {
  const found = itemIds.map((id) => snapshots.get(id)).filter((snapshot) => snapshot !== undefined);
  const of = (side: Snapshot["side"]): { key: string; url: string } | null => {
    const snapshot = found.find((one) => one.side === side);
    return snapshot ? { key: snapshot.key, url: snapshot.url } : null;
  };
  return { jira: of("jira"), linear: of("linear"), title: found[0]?.values.title ?? null };
}
