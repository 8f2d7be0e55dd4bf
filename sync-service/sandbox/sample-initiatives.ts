import type { JiraSeed } from "./jira/seed.ts";
import type { LinearSeed } from "./linear/seed.ts";
import { inJira, inLinear, livesOf } from "./sample-history.ts";

/**
 * What Northwind's leadership reads about: six initiatives over both trackers, each with something to decide. Their
 * issues stand in projects and teams of their own beside the mirrored ones, with months of history.
 */

const DAY = 86_400_000;
const ADA = "ada@northwind.example";
const JON = "jon@northwind.example";
const MEI = "mei@northwind.example";
const SAM = "sam@northwind.example";
const ROSA = "rosa@northwind.example";
const LEE = "lee@northwind.example";
/** Owns the key that the service uses: in the private team so that its issues count. */
const SERVICE = "throughline@acme.example";

/** Linear's ids, known beforehand so that sources can name them. */
const IDS = {
  payments: "3f1d2a60-51a1-4c0e-9a51-000000000001",
  invoices: "3f1d2a60-51a1-4c0e-9a51-000000000002",
  wallets: "3f1d2a60-51a1-4c0e-9a51-000000000003",
  byInvoice: "3f1d2a60-51a1-4c0e-9a51-000000000011",
  inWallets: "3f1d2a60-51a1-4c0e-9a51-000000000012",
  filters: "3f1d2a60-51a1-4c0e-9a51-000000000013",
  accounts: "3f1d2a60-51a1-4c0e-9a51-000000000014",
} as const;

const titles = {
  web: [
    "Load the checkout in one request", "Remember the delivery address", "Show delivery dates before paying",
    "Edit the cart inside the checkout", "Tell what is missing beside the field", "Keep the cart across devices",
    "Explain the surcharge for bulky goods", "Pick-up in a store nearby", "Let gift cards be combined",
    "Checkout in French and Dutch", "Tell when a coupon does not apply", "Sum up the order before paying",
    "Ask for the phone number only when the carrier needs it", "Recover a payment that was interrupted",
    "Show stock while the cart is open", "Checkout button stays in view on phones", "Test the new order of steps",
    "Stop double orders on a slow network", "Ship to more than one address", "Estimate duties for Norway",
    "Confirm by SMS where people ask for it", "Measure each step's time", "Shorter words on the payment page",
  ],
  app: [
    "Sign in with a passkey", "Tell when an order has shipped", "Open product pages without a flash", "Offline wish list",
    "Scan a barcode in the store", "Dark theme", "Bigger type is respected", "Widget with the next delivery",
    "Undo removing from the cart", "Share a cart with family", "Fewer permissions at the first start",
    "Search history that can be cleared", "Photos load while scrolling", "Crash when the basket is empty",
    "Deep links from e-mails", "Return a parcel in three taps", "Language follows the phone", "Tablet layout",
    "Haptics on the size picker", "Notifications people choose themselves", "Reviews with photos",
  ],
  invoices: [
    "Credit check in the background", "Invoice with the parcel", "Payment terms by customer", "Remind before it is late",
    "Dunning letters in five languages", "Partial payments", "Refund onto an invoice", "Invoice numbers by country",
    "Reverse charge inside the EU", "E-invoices for public customers", "Export to the ledger every night",
    "Hold orders over the limit", "Tell the customer why an invoice is refused", "Dispute a line of an invoice",
  ],
  wallets: [
    "TWINT in Switzerland", "iDEAL in the Netherlands", "Vipps in Norway", "Bizum in Spain", "Save a wallet for later",
    "Refund into the wallet", "Fees by country in the report", "Fall back to cards when a wallet is down",
    "Certificates renew themselves", "Show the wallet first that people use", "Reconcile payouts by day",
    "Sandbox for each wallet", "Alerts when approvals drop",
  ],
  filters: [
    "Filter by weight", "Filter by season", "Filters stay when going back", "Count hits beside each filter",
    "Sort by rating", "Clear all filters at once", "Filters in the address", "Hide filters without hits",
    "Size by body measure", "Colour by swatch", "Filter by what is in a store", "Filter drawer on phones",
    "Suggest a filter while searching", "Measure which filters are used",
  ],
  close: [
    "Import bank fees by themselves", "Spread annual invoices over months", "Accrue what is not billed yet", "Foreign accounts at the day's rate",
    "Compare with last month at a glance", "Suggest the account for a booking", "Close stock counts by scanner",
    "Cash in transit has its own account", "Depreciation by itself", "One export for the tax adviser", "Clear suspense accounts with a wizard",
    "Intercompany bookings cancel out", "Explain a balance in one click", "Reopen a month with a reason", "Attach receipts from the phone",
  ],
  accounts: [
    "Sign-in limits by device", "Tell about sign-ins from new places", "Passwords that leaked are refused",
    "Support sees masked cards only", "Sessions can be ended from afar", "Recovery codes",
    "Rotate keys of the token service", "Audit log for staff", "Bounty programme", "Block stuffing attacks at the edge",
  ],
} as const; // prettier-ignore

interface SampleInitiatives {
  jira: { projects: NonNullable<JiraSeed["projects"]>; issues: NonNullable<JiraSeed["issues"]> };
  linear: {
    [Part in "teams" | "projects" | "initiatives" | "issues" | "relations"]: NonNullable<LinearSeed[Part]>;
  };
}

/** What the trackers hold of them, as of `now` (ms since the epoch). */
export function initiativesInTrackers(now: number): SampleInitiatives {
  const day = (offset: number): string => new Date(now + offset * DAY).toISOString().slice(0, 10);
  const iso = (offset: number): string => new Date(now + offset * DAY).toISOString();
  const web = livesOf(
    { seed: 11, titles: titles.web, planned: 34, weeksAgo: 14, doneAWeek: 2, newAWeek: 0.5 },
    now,
  );
  const app = livesOf(
    { seed: 23, titles: titles.app, planned: 52, weeksAgo: 18, doneAWeek: 2.6, newAWeek: 0.1 },
    now,
  );
  const invoices = livesOf(
    { seed: 31, titles: titles.invoices, planned: 24, weeksAgo: 12, doneAWeek: 1.6, newAWeek: 0.5 },
    now,
  );
  const wallets = livesOf(
    { seed: 47, titles: titles.wallets, planned: 16, weeksAgo: 9, doneAWeek: 1.3, newAWeek: 0.3 },
    now,
  );
  const filters = livesOf(
    {
      seed: 53,
      titles: titles.filters,
      planned: 14,
      weeksAgo: 16,
      doneAWeek: 1.4,
      newAWeek: 0.2,
      shippedWeeksAgo: 5,
    },
    now,
  );
  const close = livesOf(
    { seed: 71, titles: titles.close, planned: 30, weeksAgo: 13, doneAWeek: 1.8, newAWeek: 0.15 },
    now,
  );
  const accounts = livesOf(
    { seed: 61, titles: titles.accounts, planned: 13, weeksAgo: 10, doneAWeek: 1, newAWeek: 0.05 },
    now,
  );
  const overdue = web.findIndex(({ done }) => done === null);
  const update = (by: string, daysAgo: number, health: "onTrack" | "atRisk" | "offTrack", body: string) => ({
    by,
    createdAt: iso(-daysAgo),
    health,
    body,
  });
  return {
    jira: {
      projects: [{ key: "WEB", name: "Web shop" }, { key: "APP", name: "Mobile app" }, { key: "FIN", name: "Finance operations" }],
      issues: [
        { ref: "web-checkout", project: "WEB", type: "Epic", summary: "The new checkout", created: now - 125 * DAY, updated: now - 100 * DAY, dueDate: day(45), moves: [{ to: "In Progress", at: now - 98 * DAY }] },
        ...inJira(web, { project: "WEB", parent: "web-checkout", people: [ADA, JON, ROSA] }).map((issue, index) =>
          // Its epic is due before it.
          index === overdue + 4 ? { ...issue, dueDate: day(62) } : issue,
        ),
        { ref: "app-keep", project: "APP", type: "Epic", summary: "An app that people keep", created: now - 150 * DAY, updated: now - 120 * DAY, dueDate: day(120), moves: [{ to: "In Progress", at: now - 126 * DAY }] },
        { ref: "fin-close", project: "FIN", type: "Epic", summary: "The month's last day", created: now - 110 * DAY, updated: now - 90 * DAY, moves: [{ to: "In Progress", at: now - 90 * DAY }] },
        ...inJira(close, { project: "FIN", parent: "fin-close", people: [JON, MEI, ROSA] }),
        ...inJira(app, { project: "APP", parent: "app-keep", people: [SAM, MEI] }),
      ],
    },
    linear: {
      teams: [
        { key: "PAY", name: "Payments", members: [ADA, JON, MEI, LEE, SERVICE], estimation: "fibonacci" },
        { key: "DAT", name: "Discovery", members: [MEI, LEE, SAM, SERVICE], estimation: "fibonacci" },
        { key: "SEC", name: "Security", private: true, members: [SAM, SERVICE], estimation: "fibonacci" },
      ],
      projects: [
        { id: IDS.byInvoice, name: "Pay by invoice", teams: ["PAY"], status: "started", lead: JON, startDate: day(-84), targetDate: day(50), updates: [update(JON, 9, "onTrack", "Credit checks run in the background since Tuesday; public customers are next.")] },
        { id: IDS.inWallets, name: "Wallets of four countries", teams: ["PAY"], status: "started", lead: LEE, startDate: day(-63), targetDate: day(70) },
        { id: IDS.filters, name: "Filters that help", teams: ["DAT"], status: "completed", lead: MEI, startDate: day(-112), targetDate: day(-30) },
        { id: IDS.accounts, name: "Stronger sign-in", teams: ["SEC"], status: "started", lead: SAM, startDate: day(-70), targetDate: day(55) },
      ],
      initiatives: [
        { id: IDS.payments, name: "Pay the way people pay", status: "Active", owner: JON, targetDate: day(60), description: "Every country's own way to pay, and invoices for companies.", updates: [update(JON, 8, "onTrack", "Invoices are ahead, wallets follow once Vipps has signed.")] },
        { id: IDS.invoices, name: "Invoices for companies", status: "Active", owner: JON, targetDate: day(50), parent: "Pay the way people pay", projects: ["Pay by invoice"] },
        { id: IDS.wallets, name: "Wallets", status: "Active", owner: LEE, targetDate: day(70), parent: "Pay the way people pay", projects: ["Wallets of four countries"] },
      ],
      issues: [
        ...inLinear(invoices, { team: "PAY", project: "Pay by invoice", people: [JON, ADA] }),
        ...inLinear(wallets, { team: "PAY", project: "Wallets of four countries", people: [LEE, MEI] }),
        ...inLinear(filters, { team: "DAT", project: "Filters that help", people: [MEI, LEE] }),
        ...inLinear(accounts, { team: "SEC", project: "Stronger sign-in", people: [SAM] }),
      ],
      relations: blockers(wallets, "Wallets of four countries", [iso(-19), iso(-12)]),
    },
  }; // prettier-ignore
}

/** The first open issues each wait for the one after them, since these days. */
function blockers(
  lives: ReturnType<typeof livesOf>,
  project: string,
  since: readonly string[],
): NonNullable<LinearSeed["relations"]> {
  const first = lives.findIndex(({ done }) => done === null);
  return since.map((createdAt, n) => ({
    type: "blocks" as const,
    from: `${project}-${first + 2 * n + 1}`,
    to: `${project}-${first + 2 * n}`,
    createdAt,
  }));
}

interface SampleRecords {
  /** Written down by `by` at `since`. */
  initiatives: readonly { id: string; by: string; since: number; body: unknown }[];
  /** How people said it goes; `by` is an e-mail address, `at` in ms since the epoch. */
  updates: readonly { initiative: string; by: string; at: number; health: string; text: string }[];
}

/** The initiatives themselves, once the trackers are filled: what people decided, and what they said since. */
export function initiativeRecords(
  now: number,
  seeded: {
    accountOf: (email: string) => string;
    /** A Jira issue by its `ref`. */
    issueOf: (ref: string) => { id: string; key: string };
  },
): SampleRecords {
  const day = (offset: number): string => new Date(now + offset * DAY).toISOString().slice(0, 10);
  const owner = (email: string, name: string) => ({ side: "jira", id: seeded.accountOf(email), name });
  const parent = (id: string, ref: string, label: string) => {
    const { id: issue, key } = seeded.issueOf(ref);
    return { kind: "jira-parent", id, label: `${key} ${label}`, issue, key };
  };
  const linearProject = (id: string, project: string, name: string) => ({
    kind: "linear-project",
    id,
    label: `Linear project ${name}`,
    project,
  });
  const said = (initiative: string, by: string, daysAgo: number, health: string, text: string) => ({
    initiative,
    by,
    at: now - daysAgo * DAY,
    health,
    text,
  });
  return {
    initiatives: [
      {
        id: "checkout",
        by: ADA,
        since: now - 100 * DAY,
        body: {
          name: "Checkout that nobody abandons",
          description: "Four of ten visitors leave with something in their cart. We ask for less, explain more and let people pay their way.",
          owner: owner(ADA, "Ada Lindqvist"),
          startsOn: day(-100),
          targetOn: day(100),
          sources: [
            parent("epic", "web-checkout", "and below"),
            { kind: "jira", id: "labelled", label: "Jira issues labelled checkout", project: "SHOP", jql: "labels = checkout" },
            { kind: "linear", id: "faster", label: "Linear project Faster checkout", team: "SHO", filter: { project: { name: { eq: "Faster checkout" } } } },
          ],
          outcomes: ["checkout-rate"],
          publishing: { linear: false, jira: true },
          titles: { kind: "all" },
        },
      },
      {
        id: "search",
        by: MEI,
        since: now - 112 * DAY,
        body: {
          name: "Find it in one try",
          description: "Filters shipped five weeks ago; whether people find more is what counts.",
          owner: owner(MEI, "Mei Tanaka"),
          startsOn: day(-112),
          targetOn: day(20),
          sources: [{ kind: "linear", id: "filters", label: "Linear project Filters that help", team: "DAT", filter: { project: { name: { eq: "Filters that help" } } } }],
          outcomes: ["search-success"],
        },
      },
      {
        id: "month-end",
        by: JON,
        since: now - 100 * DAY,
        body: {
          name: "Month-end in a day",
          description: "Closing a month takes six people and a spreadsheet today.",
          owner: owner(JON, "Jon Okafor"),
          startsOn: day(-100),
          targetOn: day(100),
          sources: [
            parent("epic", "fin-close", "and below"),
            { kind: "jira", id: "labelled", label: "Jira issues labelled month-end", project: "LED", jql: "labels = month-end" },
            { kind: "linear", id: "in-a-day", label: "Linear project Month-end in a day", team: "LDG", filter: { project: { name: { eq: "Month-end in a day" } } } },
          ],
          outcomes: ["close-days"],
        },
      },
      {
        id: "payments",
        by: JON,
        since: now - 84 * DAY,
        body: {
          name: "Pay the way people pay",
          description: "Every country's own way to pay, and invoices for companies.",
          owner: owner(JON, "Jon Okafor"),
          startsOn: day(-84),
          targetOn: day(60),
          sources: [{ kind: "linear-initiative", id: "linear", label: "Linear initiative Pay the way people pay", initiative: IDS.payments }],
          outcomes: ["checkout-rate"],
          publishing: { linear: true, jira: false },
          titles: { kind: "all" },
        },
      },
      {
        id: "business",
        by: ROSA,
        since: now - 60 * DAY,
        body: {
          name: "Companies buy at Northwind",
          description: "Invoices, and everything of the new checkout that companies ask for. Overlaps with both.",
          owner: owner(ROSA, "Rosa Brandt"),
          startsOn: day(-84),
          targetOn: day(120),
          cadenceDays: 14,
          sources: [linearProject("invoices", IDS.byInvoice, "Pay by invoice"), parent("epic", "web-checkout", "and below")],
        },
      },
      {
        id: "app",
        by: SAM,
        since: now - 126 * DAY,
        body: {
          name: "An app that people keep",
          description: "Half of all installs are gone after a week.",
          owner: owner(SAM, "Sam Duarte"),
          startsOn: day(-126),
          targetOn: day(150),
          sources: [parent("epic", "app-keep", "and below"), linearProject("accounts", IDS.accounts, "Stronger sign-in")],
        },
      },
    ],
    updates: [
      said("checkout", ADA, 37, "on track", "The new order of steps is tested with forty customers; two ideas come from them."),
      said("checkout", ADA, 6, "on track", "Addresses are remembered, and the summary before paying is live. We keep the date."),
      said("search", MEI, 12, "on track", "All filters are out. Now we watch whether searches lead to products."),
      said("month-end", JON, 10, "at risk", "Matching payments waits for the bank import; the lock of closed months is in use."),
      said("payments", JON, 5, "at risk", "Invoices are ahead of plan. Vipps has not signed yet, which holds two issues up."),
      said("app", SAM, 4, "on track", "Steady. Passkeys brought fewer support calls than we thought."),
    ],
  }; // prettier-ignore
}
