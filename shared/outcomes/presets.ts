import type { Metric } from "./outcome.ts";

/** The four questions that an idea must survive before it is built (Marty Cagan's four risks). */
export const fourQuestions = [
  {
    id: "valuable",
    question: "Will people choose to use it?",
    test: "A fake door, a letter of intent, a paid pilot.",
  },
  {
    id: "usable",
    question: "Can they work out how to use it?",
    test: "Five people with a prototype and a task.",
  },
  { id: "feasible", question: "Can we build and run it?", test: "A spike on the riskiest part." },
  {
    id: "viable",
    question: "Does it work for the rest of the company?",
    test: "A word with sales, legal, support and finance.",
  },
] as const;

/** A start for a metric of each kind; every part may be changed. */
export const metricPresets: readonly Pick<Metric, "kind" | "name" | "unit" | "direction">[] = [
  {
    kind: "activation",
    name: "New accounts that reach the first success in a week",
    unit: "%",
    direction: "increase",
  },
  { kind: "retention", name: "Accounts still active after eight weeks", unit: "%", direction: "increase" },
  { kind: "engagement", name: "Weekly active users", unit: "users", direction: "increase" },
  { kind: "revenue", name: "Monthly recurring revenue", unit: "EUR", direction: "increase" },
  { kind: "referral", name: "New accounts that came by invitation", unit: "%", direction: "increase" },
  { kind: "satisfaction", name: "Customer satisfaction", unit: "of 5", direction: "increase" },
  { kind: "handle-time", name: "Median handle time of a ticket", unit: "minutes", direction: "decrease" },
];
