import type { InitiativeAnswer } from "#shared/contract/service-api.ts";
import type { InitiativeSummary, OutcomeSummary, ScoreSummary } from "#shared/contract/worth.ts";
import { explain } from "#shared/rollup/explain.ts";
import type { Work } from "#shared/rollup/works.ts";
import { type IssueId } from "#sync/model/issue.ts";
import { outcomeSummary } from "#sync/outcomes/head.ts";
import type { Initiative } from "#sync/rollup/initiative.ts";
import { issueOfItem, itemId } from "#sync/rollup/item-id.ts";
import { progressView } from "#sync/rollup/row.ts";
import { workView } from "#sync/rollup/work-view.ts";
import { evaluate, meterOfIssue } from "#sync/scoring/evaluate.ts";
import { summaryOf as scoreSummary } from "#sync/scoring/summary.ts";
import type { ScoringDesk } from "#sync/scoring/desk.ts";
import type { Service } from "../service.ts";

/** Why issues matter: scores, outcomes and initiatives as pages and the issue context show them. */
export class Worth {
  readonly #service: Service;

  constructor(service: Service) {
    this.#service = service;
  }

  /** The thread from a Jira issue to what it is for; empty parts where there is none. */
  async ofIssue(id: IssueId): Promise<{
    score: ScoreSummary | null;
    outcomes: OutcomeSummary[];
    initiatives: InitiativeSummary[];
  }> {
    const { scoring, initiatives } = this.#service;
    const [outcomes] = await Promise.all([this.#outcomes(), scoring.look(), initiatives.look()]);
    const item = itemId("jira", id);
    const own = initiatives.index.initiativesOf(item);
    // An epic that no source brings matters by what stands below it; it is named, and still not counted.
    const holding = own.length > 0 ? own : initiatives.index.initiativesBelow(item);
    const shown = this.#shown().filter(([initiative]) => holding.includes(initiative));
    const served = new Set([
      ...(scoring.ledger.outcomes.get(id)?.body.outcomes.map((outcome) => outcome.id) ?? []),
      ...shown.flatMap(([, initiative]) => initiative.outcomes),
    ]);
    return {
      score: primaryScore(scoring, id),
      outcomes: outcomes.filter((outcome) => served.has(outcome.id)),
      initiatives: shown.map(([initiative, definition]) => this.#summary(initiative, definition)),
    };
  }

  async summaries(): Promise<InitiativeSummary[]> {
    await this.#service.initiatives.look();
    return this.#shown().map(([id, definition]) => this.#summary(id, definition));
  }

  /** Names of the initiatives by the id of the Jira issue that they hold. */
  async initiativesByIssue(): Promise<ReadonlyMap<string, readonly string[]>> {
    const { initiatives } = this.#service;
    await initiatives.look();
    const byIssue = new Map<string, string[]>();
    for (const [id, { name }] of this.#shown()) {
      const { lines, leftOut } = initiatives.index.progress(id);
      for (const { id: item } of [...lines, ...leftOut].flatMap(({ work }) => work.items)) {
        const issue = issueOfItem("jira", item);
        if (issue === null) continue;
        byIssue.set(issue, [...(byIssue.get(issue) ?? []), name]);
      }
    }
    return byIssue;
  }

  /** One initiative with the list that explains its number; undefined when there is none of that id. */
  async initiative(id: string): Promise<InitiativeAnswer | undefined> {
    const { index, ledger } = this.#service.initiatives;
    const [outcomes] = await Promise.all([this.#outcomes(), this.#service.initiatives.look()]);
    const definition = ledger.initiatives.get(id)?.body;
    if (!definition) return undefined;
    const progress = index.progress(id);
    const lines = explain(progress).lines.flatMap(({ weight, done, why, tenths }, place) => {
      const work = progress.lines[place]?.work;
      return work ? [{ ...this.#ends(work), weight, done, why, tenths }] : [];
    });
    return {
      initiative: this.#summary(id, definition),
      outcomes: outcomes.filter((outcome) => definition.outcomes.includes(outcome.id)),
      explain: lines,
      leftOut: progress.leftOut.map(({ work, reason }) => ({ ...this.#ends(work), reason })),
    };
  }

  /** Those that are not archived. */
  #shown(): [id: string, definition: Initiative][] {
    const { initiatives } = this.#service.initiatives.ledger;
    return [...initiatives].flatMap(([id, { body }]) =>
      body.isArchived ? [] : [[id, body] as [string, Initiative]],
    );
  }

  #summary(id: string, { name, url }: Initiative): InitiativeSummary {
    const { tenths, ...view } = progressView(this.#service.initiatives.index.progress(id));
    const { done, total, unit, sentence, statement } = view;
    const percent = tenths === null ? null : tenths / 10;
    return { id, name, url, percent, done, total, unit, sentence, statement };
  }

  /** This interface knows nobody who asks, so it tells no titles. */
  #ends(work: Work): Pick<InitiativeAnswer["explain"][number], "jira" | "linear" | "title"> {
    const { jira, linear, title } = workView(this.#service.initiatives.index, work);
    const named = (end: typeof jira) => end && { key: end.key, url: end.url };
    return { jira: named(jira), linear: named(linear), title };
  }

  async #outcomes(): Promise<OutcomeSummary[]> {
    const { outcomes } = this.#service;
    const { today } = await outcomes.look();
    return [...outcomes.ledger.outcomes.values()].map(({ body }) => outcomeSummary(outcomes, body, today));
  }
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
