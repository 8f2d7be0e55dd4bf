import { z } from "zod";
import type { BacklogAnswer } from "#shared/contract/scoring/backlog.ts";
import { missingOnes, moscowBalance } from "#shared/scoring/backlog-checks.ts";
import { costOfOrder } from "#shared/scoring/cost-of-order.ts";
import { settingsOf } from "./evaluate.ts";
import type { Ledger } from "./ledger.ts";
import type { Ranking } from "./ranking.ts";

const delaySchema = z.object({ costPerWeek: z.number(), weeks: z.number() });
const currencySchema = z.object({ currency: z.string().default("EUR") });
const effortSchema = z.object({ effort: z.number() });
const weeksSchema = z.object({ weeks: z.number() }).transform(({ weeks }) => ({ effort: weeks }));
const categorySchema = z.object({ category: z.enum(["must", "should", "could", "wont"]) });
const wsjfSchema = z.object({
  userBusinessValue: z.number(),
  timeCriticality: z.number(),
  riskReduction: z.number(),
  jobSize: z.number(),
});

/** What the frameworks' own rules say about the backlog as a whole, and what its order costs. */
export function backlogChecks(ledger: Ledger, ranking: Ranking): BacklogAnswer["checks"] {
  return { costOfOrder: costOf(ledger, ranking), sentences: sentences(ledger, ranking) };
}

function costOf(ledger: Ledger, { ranked, byId }: Ranking): BacklogAnswer["checks"]["costOfOrder"] {
  const idOf = new Map([...byId.values()].map(({ key, id }) => [key, id]));
  const order = ranked.map(({ key }) => {
    const inputs = ledger.scoreOf(idOf.get(key) ?? "", "cost-of-delay")?.body.inputs;
    const delay = delaySchema.safeParse(inputs);
    return { key, ...(delay.success ? delay.data : { costPerWeek: null, weeks: null }) };
  });
  const { cost, bestCost, extra, bestOrder, leftOut } = costOfOrder(order);
  if (bestOrder.length === 0) return null;
  const { currency } = currencySchema.parse(settingsOf(ledger.settings, "cost-of-delay"));
  return { cost, bestCost, extra, bestOrder: [...bestOrder], leftOut: leftOut.length, currency };
}

function sentences(ledger: Ledger, { framework, byId }: Ranking): string[] {
  const scored = [...byId.values()].filter(({ result }) => result !== null);
  if (framework === "wsjf") {
    return [...missingOnes(scored.map(({ entry }) => wsjfSchema.parse(entry?.body.inputs)))];
  }
  if (framework !== "moscow" || scored.length === 0) return [];
  const issues = scored.map(({ id, key, entry }) => ({
    key,
    ...categorySchema.parse(entry?.body.inputs),
    effort: effortOf(ledger, id),
  }));
  return [moscowBalance(issues).sentence];
}

/** The effort that MoSCoW weighs comes from the framework that has one, the primary first. */
function effortOf(ledger: Ledger, id: string): number | null {
  const { primary, frameworks } = ledger.settings;
  for (const framework of [primary, ...frameworks.map((one) => one.id)]) {
    const inputs = ledger.scoreOf(id, framework)?.body.inputs;
    const effort = z.union([effortSchema, weeksSchema]).safeParse(inputs);
    if (effort.success) return effort.data.effort;
  }
  return null;
}
