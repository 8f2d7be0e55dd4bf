import { adf, type SampleText } from "./sample-text.ts";
import type { JiraSeed } from "./jira/seed.ts";
import type { LinearSeed } from "./linear/seed.ts";
import { initiativesInTrackers } from "./sample-initiatives.ts";

/**
 * A small believable company: Northwind sells outdoor gear in a shop and keeps its books in a ledger product.
 * The shop's people work in Jira, the ledger's in Linear, and each needs to see the other's work. Some issues
 * begin in Jira, some in Linear; some people have accounts on both sides, some on one only.
 */
export interface SampleCompany {
  jira: JiraSeed;
  linear: LinearSeed;
  /** Scores by the `ref` of the Jira issue they stand on. */
  scores: readonly SampleScore[];
  mapping: unknown;
}

interface SampleScore {
  ref: string;
  inputs: { reach: number; impact: number; confidence: number; effort: number };
  outcomes: readonly string[];
}

const DAY = 86_400_000;
const people = {
  ada: { name: "Ada Lindqvist", email: "ada@northwind.example" },
  jon: { name: "Jon Okafor", email: "jon@northwind.example" },
  mei: { name: "Mei Tanaka", email: "mei@northwind.example" },
  sam: { name: "Sam Duarte", email: "sam@northwind.example" },
  // In Jira only, and in Linear only.
  rosa: { name: "Rosa Brandt", email: "rosa@northwind.example" },
  lee: { name: "Lee Park", email: "lee@northwind.example" },
};
type Who = keyof typeof people;

type JiraRow = readonly [
  ref: string,
  type: "Story" | "Task" | "Bug",
  title: string,
  status: "To Do" | "In Progress" | "In Review" | "Done",
  priority: "Highest" | "High" | "Medium" | "Low" | "Lowest",
  assignee: Who | null,
  points: number | null,
  labels: readonly string[],
  epic: string | null,
];

const shopInJira: readonly JiraRow[] = [
  [
    "guest",
    "Story",
    "Let guests check out without an account",
    "In Progress",
    "Highest",
    "ada",
    5,
    ["checkout"],
    "checkout",
  ],
  ["address", "Story", "Suggest addresses while typing", "To Do", "High", "jon", 3, ["checkout"], "checkout"],
  [
    "safari",
    "Bug",
    "Checkout button does nothing on Safari 17",
    "In Review",
    "Highest",
    "ada",
    2,
    ["checkout", "regression"],
    "checkout",
  ],
  [
    "wallet",
    "Story",
    "Pay with Apple Pay and Google Pay",
    "To Do",
    "High",
    "mei",
    8,
    ["checkout", "payments"],
    "checkout",
  ],
  [
    "progress",
    "Story",
    "Show the steps of checkout and where one is",
    "Done",
    "Medium",
    "jon",
    2,
    ["checkout"],
    "checkout",
  ],
  [
    "keep-cart",
    "Story",
    "Keep the cart for thirty days",
    "Done",
    "Medium",
    "ada",
    3,
    ["checkout"],
    "checkout",
  ],
  [
    "vat",
    "Bug",
    "VAT is shown twice for business customers",
    "To Do",
    "High",
    "rosa",
    1,
    ["payments"],
    "checkout",
  ],
  [
    "search-typos",
    "Story",
    "Find products despite typing mistakes",
    "In Progress",
    "High",
    "mei",
    5,
    ["search"],
    "search",
  ],
  [
    "search-none",
    "Story",
    "Say what to try when nothing is found",
    "To Do",
    "Medium",
    null,
    2,
    ["search"],
    "search",
  ],
  [
    "facets",
    "Story",
    "Filter by size, colour and what is in stock",
    "Done",
    "Medium",
    "sam",
    5,
    ["search"],
    "search",
  ],
  [
    "slow-list",
    "Bug",
    "Product lists take four seconds on phones",
    "In Progress",
    "Highest",
    "sam",
    3,
    ["performance"],
    "search",
  ],
  [
    "synonyms",
    "Task",
    "Collect synonyms from a year of searches",
    "To Do",
    "Low",
    "rosa",
    1,
    ["search"],
    "search",
  ],
  [
    "reviews",
    "Story",
    "Ask for a review ten days after delivery",
    "To Do",
    "Low",
    null,
    3,
    ["retention"],
    null,
  ],
  [
    "returns",
    "Story",
    "Print a return label from the order page",
    "To Do",
    "Medium",
    "jon",
    3,
    ["retention"],
    null,
  ],
  [
    "images",
    "Task",
    "Serve product images in modern formats",
    "Done",
    "Medium",
    "sam",
    2,
    ["performance"],
    null,
  ],
  [
    "cookies",
    "Task",
    "Ask for cookie consent again after a year",
    "Done",
    "Lowest",
    "rosa",
    1,
    ["legal"],
    null,
  ],
];

const ledgerInJira: readonly JiraRow[] = [
  [
    "close",
    "Story",
    "Close a month with one checklist",
    "In Progress",
    "High",
    "mei",
    5,
    ["month-end"],
    "month-end",
  ],
  [
    "approve",
    "Story",
    "Approve journals by a second person",
    "To Do",
    "High",
    "jon",
    3,
    ["month-end", "audit"],
    "month-end",
  ],
  [
    "lock",
    "Story",
    "Lock a closed month against changes",
    "Done",
    "High",
    "mei",
    3,
    ["month-end", "audit"],
    "month-end",
  ],
  [
    "rounding",
    "Bug",
    "Foreign invoices are off by a cent",
    "In Progress",
    "Highest",
    "sam",
    2,
    ["regression"],
    "month-end",
  ],
  ["export", "Story", "Export the trial balance for auditors", "To Do", "Medium", null, 3, ["audit"], null],
  ["trail", "Story", "Show who changed a booking and why", "To Do", "Medium", "jon", 5, ["audit"], null],
  ["archive", "Task", "Keep receipts for ten years", "Done", "Low", "sam", 2, ["legal"], null],
  ["hotkeys", "Story", "Enter bookings without a mouse", "To Do", "Low", "mei", 3, [], null],
];

type LinearRow = readonly [
  ref: string,
  title: string,
  state: "Backlog" | "Todo" | "In Progress" | "Done",
  priority: 0 | 1 | 2 | 3 | 4,
  assignee: Who | null,
  estimate: number | null,
  labels: readonly string[],
  project: string | null,
];

const shopInLinear: readonly LinearRow[] = [
  [
    "one-page",
    "Put the whole checkout on one page",
    "In Progress",
    2,
    "ada",
    5,
    ["checkout"],
    "Faster checkout",
  ],
  [
    "express",
    "Express checkout for returning customers",
    "Todo",
    2,
    "jon",
    8,
    ["checkout"],
    "Faster checkout",
  ],
  [
    "errors",
    "Say what is wrong with a card, not only that it is",
    "Done",
    3,
    "mei",
    2,
    ["checkout", "payments"],
    "Faster checkout",
  ],
  [
    "measure",
    "Measure where people leave the checkout",
    "Done",
    2,
    "sam",
    2,
    ["checkout"],
    "Faster checkout",
  ],
  ["ranking", "Rank search results by what people buy", "Todo", 3, "lee", 5, ["search"], "Search that finds"],
  [
    "index",
    "Rebuild the search index without downtime",
    "Done",
    3,
    "sam",
    3,
    ["search", "performance"],
    "Search that finds",
  ],
  ["voice", "Search by voice", "Backlog", 4, null, 8, ["search"], "Search that finds"],
  ["cdn", "Move static files closer to customers", "In Progress", 2, "sam", 3, ["performance"], null],
  ["emails", "Order e-mails look broken in dark mode", "Todo", 3, "lee", 1, ["needs design"], null],
  ["gift", "Gift wrapping with a message", "Backlog", 0, null, 3, [], null],
  ["wishlist", "Share a wish list", "Backlog", 4, null, 3, ["retention"], null],
  ["stock", "Warn before the last piece is gone", "Todo", 3, "mei", 2, ["retention"], null],
  ["loyalty", "Points for returning customers", "Backlog", 3, null, 8, ["retention"], null],
  [
    "a11y",
    "Checkout with a screen reader",
    "In Progress",
    1,
    "ada",
    3,
    ["checkout", "needs design"],
    "Faster checkout",
  ],
  ["load", "Black Friday load test", "Todo", 1, "sam", 3, ["performance"], null],
  ["receipts", "Send receipts as PDF", "Done", 4, "lee", 1, ["payments"], null],
];

const ledgerInLinear: readonly LinearRow[] = [
  [
    "bank",
    "Import bank statements every hour",
    "In Progress",
    2,
    "mei",
    5,
    ["automation"],
    "Month-end in a day",
  ],
  [
    "match",
    "Match payments to invoices by themselves",
    "Todo",
    1,
    "lee",
    8,
    ["automation"],
    "Month-end in a day",
  ],
  [
    "rules",
    "Rules for bookings that repeat",
    "In Progress",
    2,
    "jon",
    5,
    ["automation"],
    "Month-end in a day",
  ],
  [
    "dupes",
    "Find invoices that were entered twice",
    "Done",
    2,
    "mei",
    3,
    ["automation"],
    "Month-end in a day",
  ],
  [
    "reminders",
    "Remind customers who have not paid",
    "Done",
    3,
    "lee",
    3,
    ["automation"],
    "Month-end in a day",
  ],
  [
    "fx",
    "Daily exchange rates from the central bank",
    "Done",
    3,
    "sam",
    2,
    ["automation"],
    "Month-end in a day",
  ],
  ["scan", "Read amounts from photographed receipts", "Backlog", 3, null, 8, ["automation"], null],
  ["roles", "Roles for accountants and assistants", "Todo", 2, "jon", 3, ["audit"], null],
  ["api", "A public API for bookings", "Backlog", 4, null, 8, [], null],
  ["charts", "Cash flow for the next ninety days", "Todo", 3, "lee", 5, ["needs design"], null],
  ["slow-report", "The annual report takes a minute", "In Progress", 2, "sam", 3, ["performance"], null],
  ["tax", "Tax forms for the new year", "Todo", 1, "jon", 5, ["legal"], null],
  ["undo", "Undo the last booking", "Backlog", 4, null, 2, [], null],
  ["two-factor", "Two-factor sign-in for everyone", "Done", 1, "mei", 3, ["audit"], null],
  ["holidays", "Know bank holidays of four countries", "Todo", 4, null, 1, [], null],
  ["print", "Invoices print on one page again", "Done", 3, "sam", 1, ["regression"], null],
];

const epics: readonly (readonly [ref: string, project: "SHOP" | "LED", title: string])[] = [
  ["checkout", "SHOP", "Checkout that nobody abandons"],
  ["search", "SHOP", "Search that finds"],
  ["month-end", "LED", "Month-end in a day"],
];

const texts: Partial<Record<string, SampleText>> = {
  guest: {
    lead: "Four of ten visitors leave when we ask them to register.",
    bullets: ["e-mail address only", "offer the account after paying", "keep the cart for both"],
    panel: "Legal has agreed to e-mail plus delivery address.",
  },
  safari: {
    lead: "Since the release of 12 November the button stays grey.",
    code: "TypeError: undefined is not an object",
  },
  rounding: {
    lead: "Seen with invoices in CHF and NOK.",
    bullets: ["rate with six digits", "sum of lines differs from the total"],
  },
  close: { lead: "Today it takes six people and a spreadsheet.", panel: "The auditors asked for it in May." },
};

/** The company as of `now` (ms since the epoch): dates are told from there. */
export function sampleCompany(now: number): SampleCompany {
  const day = (offset: number): string => new Date(now + offset * DAY).toISOString().slice(0, 10);
  const jiraIssue = (project: "SHOP" | "LED") => (row: JiraRow, index: number) => {
    const [ref, type, summary, status, priority, assignee, storyPoints, labels, parent] = row;
    const created = now - (120 - index * 4) * DAY;
    const text = texts[ref];
    return {
      project, ref, type, summary, status, priority, storyPoints,
      assignee: assignee && people[assignee].email,
      labels: [...labels],
      ...(parent === null ? {} : { parent }),
      ...(text ? { description: adf(text) } : {}),
      dueDate: index % 3 === 0 ? day(7 + index * 3) : null,
      created,
      updated: created + 9 * DAY,
      moves: movesTo(status, created),
      comments: index % 4 === 0 ? [{ author: people.rosa.email, body: "Asked for by three customers this month." }] : [],
    }; // prettier-ignore
  };
  const linearIssue = (team: "SHO" | "LDG") => (row: LinearRow, index: number) => {
    const [ref, title, state, priority, assignee, estimate, labels, project] = row;
    const created = now - (100 - index * 3) * DAY;
    return {
      team, ref, title, state, priority,
      ...(estimate === null ? {} : { estimate }),
      ...(assignee === null ? {} : { assignee: people[assignee].email }),
      labels: [...labels],
      ...(project === null ? {} : { project }),
      ...(index % 4 === 1 ? { dueDate: day(5 + index * 2) } : {}),
      ...(index % 3 === 0 ? { description: `Why: ${title.toLowerCase()} is what people ask for most.\n\n* measure before\n* ship behind a flag\n* measure after` } : {}),
      createdAt: new Date(created).toISOString(),
      updatedAt: new Date(created + 6 * DAY).toISOString(),
      startedAt: new Date(created + 2 * DAY).toISOString(),
      completedAt: new Date(created + 6 * DAY).toISOString(),
      ...(index % 5 === 0 ? { comments: [{ by: people.lee.email, body: "I can take this next week." }] } : {}),
    }; // prettier-ignore
  };
  const account = (who: Who) => ({
    displayName: people[who].name,
    email: people[who].email,
    timeZone: "Europe/Berlin",
  });
  const inLinear: readonly Who[] = ["ada", "jon", "mei", "sam", "lee"];
  const more = initiativesInTrackers(now);
  return {
    jira: {
      users: (["ada", "jon", "mei", "sam", "rosa"] as const).map(account),
      projects: [
        { key: "SHOP", name: "Shop" },
        { key: "LED", name: "Ledger" },
        ...more.jira.projects,
      ],
      issues: [
        ...epics.map(([ref, project, summary]) => ({ ref, project, summary, type: "Epic", created: now - 200 * DAY, updated: now - 60 * DAY })),
        ...shopInJira.map(jiraIssue("SHOP")),
        ...ledgerInJira.map(jiraIssue("LED")),
        ...more.jira.issues,
      ],
      links: [{ type: "Blocks", from: "safari", to: "wallet", created: now - 16 * DAY }],
    },
    linear: {
      workspace: { name: "Northwind", urlKey: "northwind" },
      users: inLinear.map((who) => people[who]),
      teams: [
        { key: "SHO", name: "Shop", members: inLinear.map((who) => people[who].email), estimation: "fibonacci" },
        { key: "LDG", name: "Ledger", members: inLinear.map((who) => people[who].email), estimation: "fibonacci" },
        ...more.linear.teams,
      ],
      labels: ["checkout", "payments", "search", "performance", "retention", "automation", "audit", "needs design", "legal", "regression"].map((name) => ({ name })),
      projects: [
        { name: "Faster checkout", teams: ["SHO"], status: "started", lead: people.ada.email, targetDate: day(60) },
        { name: "Search that finds", teams: ["SHO"], status: "started", lead: people.mei.email, targetDate: day(90) },
        { name: "Month-end in a day", teams: ["LDG"], status: "started", lead: people.jon.email, targetDate: day(75) },
        ...more.linear.projects,
      ],
      initiatives: [
        ...more.linear.initiatives,
        { name: "Checkout that nobody abandons", status: "Active", owner: people.ada.email, targetDate: day(60), projects: ["Faster checkout"] },
        { name: "Find it in one try", status: "Active", owner: people.mei.email, targetDate: day(90), projects: ["Search that finds"] },
        { name: "Month-end in a day", status: "Active", owner: people.jon.email, targetDate: day(75), projects: ["Month-end in a day"] },
      ],
      issues: [...shopInLinear.map(linearIssue("SHO")), ...ledgerInLinear.map(linearIssue("LDG")), ...more.linear.issues],
      relations: [{ type: "blocks", from: "bank", to: "match", createdAt: new Date(now - 20 * DAY).toISOString() }, ...more.linear.relations],
    },
    scores,
    mapping: {
      version: 1,
      mirrors: [
        { id: "shop", jira: { project: "SHOP" }, linear: { team: "SHO" } },
        { id: "ledger", jira: { project: "LED" }, linear: { team: "LDG" } },
      ],
    },
  }; // prettier-ignore
}

/** Begun two days after it came, in review after five, done after nine. */
function movesTo(status: JiraRow[3], created: number): { to: string; at: number }[] {
  const steps = [{ to: "In Progress", at: created + 2 * DAY }, { to: "In Review", at: created + 5 * DAY }, { to: "Done", at: created + 9 * DAY }];
  return steps.slice(0, ["To Do", "In Progress", "In Review", "Done"].indexOf(status));
} // prettier-ignore

const score = (ref: string, reach: number, impact: number, confidence: number, effort: number, outcome: string): SampleScore => ({
  ref,
  inputs: { reach, impact, confidence, effort },
  outcomes: [outcome],
}); // prettier-ignore

const scores: readonly SampleScore[] = [
  score("guest", 4_000, 2, 80, 2, "checkout-rate"),
  score("safari", 1_500, 3, 100, 0.5, "checkout-rate"),
  score("wallet", 3_000, 2, 80, 3, "checkout-rate"),
  score("address", 4_000, 0.5, 80, 1, "checkout-rate"),
  score("vat", 300, 1, 100, 0.5, "checkout-rate"),
  score("search-typos", 2_500, 1, 80, 2, "search-success"),
  score("search-none", 1_200, 0.5, 50, 0.5, "search-success"),
  score("slow-list", 6_000, 1, 100, 1.5, "search-success"),
  score("close", 120, 3, 80, 2, "close-days"),
  score("approve", 90, 1, 50, 1, "close-days"),
  score("rounding", 150, 2, 100, 0.5, "close-days"),
  score("trail", 60, 1, 50, 2, "close-days"),
];
