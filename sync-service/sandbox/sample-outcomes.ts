import type { Metric } from "#shared/outcomes/outcome.ts";

/**
 * What Northwind wants to change and how it went: months of readings, a tree, bets that were measured, decisions
 * not to build. Days count from now, negative for the past; issues are named by their `ref`, people by their
 * e-mail addresses.
 */

const ADA = "ada@northwind.example";
const JON = "jon@northwind.example";
const MEI = "mei@northwind.example";

export interface SampleOutcome {
  id: string;
  title: string;
  forWhom: string;
  change: string;
  owner: string;
  project: string;
  objectiveId: string | null;
  isClosed: boolean;
  metric: Omit<Metric, "startsOn" | "dueOn"> & { starts: number; due: number };
  /** The metric at these days; between them it goes straight, a little unsteadily. */
  course: readonly (readonly [day: number, value: number])[];
  /** Check-ins that said more than the number. */
  said: Readonly<Record<number, string>>;
}

export const sampleObjectives = [
  { id: "pleasure-to-buy", title: "Buying outdoor gear is a pleasure", period: "This half-year" },
] as const;

export const sampleOutcomes: readonly SampleOutcome[] = [
  {
    id: "checkout-rate",
    title: "More visitors finish what they began to buy",
    forWhom: "visitors with something in their cart",
    change: "they pay instead of leaving",
    owner: ADA,
    project: "SHOP",
    objectiveId: "pleasure-to-buy",
    isClosed: false,
    metric: { name: "Checkout completion", kind: "activation", unit: "%", direction: "increase", baseline: 54, target: 66, starts: -90, due: 60 },
    course: [[-151, 53.2], [-95, 54], [-60, 54.5], [-30, 57], [-3, 59]],
    said: { [-60]: "No change yet.", [-30]: "The steps are shown since last week.", [-3]: "Error messages helped." },
  },
  {
    id: "search-success",
    title: "People find what they search for",
    forWhom: "visitors who use the search",
    change: "they open a product from the first page",
    owner: MEI,
    project: "SHOP",
    objectiveId: "pleasure-to-buy",
    isClosed: false,
    metric: { name: "Searches that lead to a product", kind: "engagement", unit: "%", direction: "increase", baseline: 61, target: 75, starts: -80, due: 70 },
    course: [[-152, 58.5], [-80, 61], [-40, 61], [-5, 61.5]],
    said: { [-40]: "As before.", [-5]: "Filters shipped; the number has hardly moved." },
  },
  {
    id: "close-days",
    title: "Accountants close a month in a day",
    forWhom: "accountants of small companies",
    change: "they spend one day instead of six",
    owner: JON,
    project: "LED",
    objectiveId: null,
    isClosed: false,
    metric: { name: "Days to close a month", kind: "handle-time", unit: "days", direction: "decrease", baseline: 6, target: 1, starts: -100, due: 80 },
    course: [[-161, 6.8], [-105, 6], [-45, 5], [-14, 4]],
    said: { [-45]: "First month with the lock.", [-14]: "Duplicates are found before closing." },
  },
  {
    id: "size-returns",
    title: "Fewer parcels come back because of the size",
    forWhom: "customers who buy shoes and jackets",
    change: "what arrives fits, so nothing is sent back",
    owner: MEI,
    project: "SHOP",
    objectiveId: "pleasure-to-buy",
    isClosed: false,
    metric: { name: "Orders returned for their size", kind: "satisfaction", unit: "%", direction: "decrease", baseline: 18, target: 12, starts: -40, due: 110 },
    course: [[-40, 18], [-2, 17.8]],
    said: { [-2]: "Nobody works on it yet." },
  },
  {
    id: "page-speed",
    title: "Lists of products open at once",
    forWhom: "visitors on phones",
    change: "they look around instead of waiting",
    owner: ADA,
    project: "SHOP",
    objectiveId: null,
    isClosed: true,
    metric: { name: "Seconds until a list is shown", kind: "own", unit: "s", direction: "decrease", baseline: 5.2, target: 2, starts: -330, due: -150 },
    course: [[-332, 5.2], [-280, 4.6], [-220, 3.4], [-150, 2.1]],
    said: { [-150]: "Two seconds on most phones: done." },
  },
  {
    id: "cart-again",
    title: "People come back to their cart",
    forWhom: "visitors who left without paying",
    change: "they find their things where they left them",
    owner: ADA,
    project: "SHOP",
    objectiveId: null,
    isClosed: true,
    metric: { name: "Carts taken up again", kind: "retention", unit: "%", direction: "increase", baseline: 8, target: 15, starts: -330, due: -140 },
    course: [[-331, 8], [-270, 9.4], [-200, 12.6], [-140, 14.2]],
    said: { [-140]: "Nearly there; the rest is not worth another quarter." },
  },
  {
    id: "booking-time",
    title: "A booking takes three minutes",
    forWhom: "bookkeepers",
    change: "they book while the receipt is in their hand",
    owner: JON,
    project: "LED",
    objectiveId: null,
    isClosed: true,
    metric: { name: "Minutes a booking", kind: "handle-time", unit: "minutes", direction: "decrease", baseline: 6.4, target: 3, starts: -320, due: -130 },
    course: [[-322, 6.4], [-250, 5.2], [-190, 3.9], [-130, 3.2]],
    said: { [-130]: "The keyboard did most of it." },
  },
]; // prettier-ignore

/** What issues are expected to bring, in the unit of the outcome that they serve. */
export const sampleContributions: Readonly<Record<string, number>> = {
  guest: 4,
  safari: 2,
  wallet: 3,
  address: 1,
  "search-typos": 6,
  "slow-list": 2,
  close: -2,
  rounding: -0.5,
};

interface SampleNode {
  id: string;
  kind: "opportunity" | "solution" | "experiment";
  title: string;
  parentId: string;
  ref?: string;
  quote?: string;
  question?: "valuable" | "usable" | "feasible" | "viable";
  found?: { answer: "holds" | "fails" | "unclear"; sentence: string };
}

export const sampleNodes: readonly SampleNode[] = [
  { id: "no-account", kind: "opportunity", title: "I want to buy once, not to join", parentId: "checkout-rate", quote: "Nine of twelve people we watched sighed at the registration form." },
  { id: "typing", kind: "opportunity", title: "Typing all this on a phone is too much", parentId: "checkout-rate", quote: "Half of those who leave do so on the address page." },
  { id: "guest-checkout", kind: "solution", title: "Check out as a guest", parentId: "no-account", ref: "guest" },
  { id: "wallet-pay", kind: "solution", title: "Pay with the phone's wallet", parentId: "typing", ref: "wallet" },
  { id: "address-hints", kind: "solution", title: "Suggest the address while typing", parentId: "typing", ref: "address" },
  { id: "guest-door", kind: "experiment", title: "A button that only counts clicks", parentId: "guest-checkout", question: "valuable", found: { answer: "holds", sentence: "41 % of new visitors chose it." } },
  { id: "guest-legal", kind: "experiment", title: "Ask legal what a guest must tell us", parentId: "guest-checkout", question: "viable", found: { answer: "holds", sentence: "E-mail and delivery address are enough." } },
  { id: "guest-test", kind: "experiment", title: "Five people and a prototype", parentId: "guest-checkout", question: "usable" },
  { id: "wallet-spike", kind: "experiment", title: "Pay one cent on a test phone", parentId: "wallet-pay", question: "feasible", found: { answer: "unclear", sentence: "Works on iOS; the bank has not answered about Android." } },
  { id: "misspelt", kind: "opportunity", title: "I do not know how it is spelt", parentId: "search-success", quote: "A third of the searches without a result are typing mistakes." },
  { id: "typo-search", kind: "solution", title: "Find it despite typing mistakes", parentId: "misspelt", ref: "search-typos" },
  { id: "checklist", kind: "opportunity", title: "I forget a step and begin again", parentId: "close-days", quote: "“Every month I find the same thing missing on day three.”" },
  { id: "close-list", kind: "solution", title: "One checklist for the month", parentId: "checklist", ref: "close" },
]; // prettier-ignore

interface SampleBet {
  ref: string;
  outcome: string;
  opportunity?: string;
  by: string;
  framework: "rice" | "wsjf" | "none";
  frozen: number;
  measureBy: number;
  confidence: number;
  /** A fixed prediction, or what came of it: then the prediction is made from the curve. */
  predicted: number | "hit" | "near" | "miss";
  labels: readonly string[];
  learned?: string;
}

const bet = (
  ref: string, outcome: string, by: string, framework: SampleBet["framework"], frozen: number,
  measureBy: number, confidence: number, predicted: SampleBet["predicted"], labels: readonly string[], learned?: string,
): SampleBet => ({ ref, outcome, by, framework, frozen, measureBy, confidence, predicted, labels, ...(learned === undefined ? {} : { learned }) }); // prettier-ignore

/** 24 that were measured, two that are due, two that run. */
export const sampleBets: readonly SampleBet[] = [
  bet("images", "page-speed", ADA, "rice", -325, -280, 80, "hit", ["performance"], "Modern formats did more than we thought."),
  bet("slow-list", "page-speed", ADA, "rice", -318, -250, 70, "hit", ["performance"], "Fewer requests, not smaller ones."),
  bet("facets", "page-speed", MEI, "rice", -290, -235, 60, "miss", ["performance", "search"], "Filters made lists shorter, not faster."),
  bet("images", "page-speed", MEI, "rice", -270, -215, 75, "hit", ["performance"], "Loading late what is below the fold is worth it."),
  bet("slow-list", "page-speed", JON, "wsjf", -240, -185, 90, "hit", ["performance"], "The index was the bottleneck, as measured."),
  bet("cookies", "page-speed", ADA, "none", -225, -175, 55, "miss", [], "The banner costs less than everybody says."),
  bet("slow-list", "page-speed", MEI, "rice", -205, -155, 80, "near", ["performance"], "Old phones stay slow."),
  bet("keep-cart", "cart-again", ADA, "rice", -322, -265, 70, "hit", ["retention"], "Thirty days beat seven."),
  bet("keep-cart", "cart-again", ADA, "rice", -300, -240, 85, "hit", ["retention"], "The reminder by e-mail did half of it."),
  bet("progress", "cart-again", JON, "rice", -275, -220, 60, "hit", ["checkout"], "People who know how far it is come back."),
  bet("reviews", "cart-again", MEI, "none", -255, -205, 65, "miss", ["retention"], "Reviews matter before the cart, not after."),
  bet("keep-cart", "cart-again", ADA, "rice", -235, -180, 75, "hit", ["retention"], "The same cart on every device."),
  bet("address", "cart-again", JON, "wsjf", -215, -165, 80, "miss", ["checkout"], "We fixed a page that few had reached."),
  bet("progress", "cart-again", MEI, "rice", -195, -145, 50, "hit", ["checkout"], "A coin toss that we won."),
  bet("hotkeys", "booking-time", JON, "wsjf", -315, -255, 90, "hit", ["automation"], "Bookkeepers do not use a mouse."),
  bet("archive", "booking-time", MEI, "wsjf", -295, -240, 60, "near", ["audit"], "Attaching receipts costs as much as it saves."),
  bet("lock", "booking-time", JON, "wsjf", -265, -210, 55, "hit", ["month-end"], "Locked months stopped the searching."),
  bet("rounding", "booking-time", JON, "wsjf", -240, -185, 95, "hit", [], "Nobody corrects cents any more."),
  bet("archive", "booking-time", MEI, "wsjf", -210, -160, 70, "miss", ["audit"], "Scanning was never the slow part."),
  bet("hotkeys", "booking-time", JON, "wsjf", -185, -135, 80, "hit", ["automation"], "Templates for what comes every month."),
  bet("progress", "checkout-rate", ADA, "rice", -85, -40, 85, "near", ["checkout"], "Seeing the steps calms; it does not shorten them."),
  bet("keep-cart", "checkout-rate", ADA, "rice", -80, -35, 75, "miss", ["retention", "checkout"], "Those who come back pay, but they are few."),
  bet("facets", "search-success", MEI, "rice", -78, -20, 85, "miss", ["search"], "People filter after they found, not before."),
  bet("lock", "close-days", JON, "wsjf", -95, -40, 65, "hit", ["month-end"], "A closed month stays closed."),
  bet("safari", "checkout-rate", ADA, "rice", -30, -2, 90, 3, ["checkout", "regression"]),
  bet("rounding", "close-days", JON, "wsjf", -50, -6, 70, -1, ["month-end"]),
  { ...bet("guest", "checkout-rate", ADA, "rice", -20, 40, 80, 4, ["checkout"]), opportunity: "no-account" },
  { ...bet("search-typos", "search-success", MEI, "rice", -15, 45, 70, 6, ["search"]), opportunity: "misspelt" },
]; // prettier-ignore

interface SampleDecision {
  id: string;
  ref: string;
  by: string;
  days: number;
  decision: "not now" | "won't do";
  reason: string;
  effortSaved: number | null;
  reopenWhen: readonly (
    | { kind: "day"; day: number }
    | { kind: "metric"; outcomeId: string; crosses: "above" | "below"; value: number }
    | { kind: "evidence"; count: number }
  )[];
}

export const sampleDecisions: readonly SampleDecision[] = [
  { id: "no-reviews", ref: "reviews", by: ADA, days: -62, decision: "not now", reason: "Reviews bring new visitors; today we lose those who already want to pay.", effortSaved: 2, reopenWhen: [{ kind: "metric", outcomeId: "checkout-rate", crosses: "above", value: 62 }, { kind: "evidence", count: 2 }] },
  { id: "no-labels", ref: "returns", by: MEI, days: -50, decision: "won't do", reason: "Printing a label makes returning easier; we want fewer reasons to return.", effortSaved: 1.5, reopenWhen: [{ kind: "evidence", count: 3 }] },
  { id: "no-hotkeys", ref: "hotkeys", by: JON, days: -34, decision: "not now", reason: "Bookings are quick enough since the templates; closing the month is not.", effortSaved: 1, reopenWhen: [{ kind: "metric", outcomeId: "close-days", crosses: "below", value: 3 }, { kind: "day", day: 60 }] },
  { id: "no-synonyms", ref: "synonyms", by: MEI, days: -28, decision: "not now", reason: "A year of searches is a long read; typing mistakes are the larger part.", effortSaved: 0.5, reopenWhen: [{ kind: "metric", outcomeId: "search-success", crosses: "above", value: 64 }] },
  { id: "no-export", ref: "export", by: JON, days: -45, decision: "not now", reason: "The auditors come once a year and asked for nothing yet.", effortSaved: 1, reopenWhen: [{ kind: "day", day: -3 }] },
]; // prettier-ignore
