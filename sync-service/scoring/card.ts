import type { Day } from "#shared/day.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import { fingerprintOf } from "#sync/model/fingerprint.ts";
import type { Card } from "#sync/trackers/card-port.ts";
import { issueId } from "#sync/model/issue.ts";
import { evaluate, meterOfIssue, rankedBy } from "./evaluate.ts";
import type { Ledger } from "./ledger.ts";

interface CardWords {
  /** Titles of the outcomes by their ids. */
  outcomes: ReadonlyMap<string, string>;
  /** Names of the initiatives that hold the issue. */
  initiatives: readonly string[];
  jiraUrl: string;
  today: Day;
  /** There is a card already: then it says so when the score was taken away. */
  isThere: boolean;
}

/**
 * What an issue's card says: score and framework, the outcomes it serves, its initiatives. No rank: that moves
 * with every other issue. Null when there is nothing to say and never was. Its address leads to the issue in Jira by the issue's
 * id, which stays when the issue moves and gets another key.
 */
export function cardOf(
  ledger: Ledger,
  { jira, linear }: { jira: string; linear: string },
  words: CardWords,
): Card | null {
  const score = scoreWords(ledger, jira, words.today);
  const served = ledger.outcomes.get(jira)?.body.outcomes ?? [];
  const outcomes = served.map(({ id }) => words.outcomes.get(id) ?? id);
  if (score === null && outcomes.length === 0 && !words.isThere) return null;
  const title = score ?? "Not scored";
  const subtitle = [
    ...named(outcomes.length === 1 ? "Outcome" : "Outcomes", outcomes),
    ...named(words.initiatives.length === 1 ? "Initiative" : "Initiatives", words.initiatives),
  ].join(" · ");
  const url = `${words.jiraUrl.replace(/\/$/, "")}/issues/?jql=id%3D${jira}`;
  return { issue: issueId(linear), url, title, subtitle, content: fingerprintOf([title, subtitle]) };
}

/** "RICE 338 (675 stated; the evidence supports less)", "MoSCoW: Must have". */
function scoreWords(ledger: Ledger, issue: string, today: Day): string | null {
  const { settings } = ledger;
  const inputs = ledger.scoreOf(issue, settings.primary)?.body.inputs;
  if (!inputs) return null;
  const evaluated = evaluate(settings, settings.primary, inputs, meterOfIssue(ledger, issue, today));
  if (evaluated.kind === "unfinished") return null;
  const { stated, isCapped } = evaluated.result;
  const counted = rankedBy(settings, evaluated.result);
  const { name } = frameworkById(settings.primary);
  if (counted.category !== undefined && counted.terms.length === 0) return `${name}: ${counted.category}`;
  const capped = isCapped && counted !== stated;
  return `${name} ${short(counted.value)}${capped ? ` (${short(stated.value)} stated; the evidence supports less)` : ""}`;
}

const short = (value: number): string => (Math.abs(value) >= 100 ? whole : cents).format(value);
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const cents = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

const named = (word: string, names: readonly string[]): string[] =>
  names.length === 0 ? [] : [`${word}: ${names.join(", ")}`];
