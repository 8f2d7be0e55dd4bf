/** The addresses within the page of outcomes: what a link leads to, and what an address shows. */

export type OutcomesRoute =
  | { readonly view: "tree" }
  | { readonly view: "inbox" }
  | { readonly view: "bets" }
  | { readonly view: "calibration" }
  | { readonly view: "decisions" }
  | { readonly view: "outcome"; readonly id: string };

export type OutcomesView = Exclude<OutcomesRoute["view"], "outcome">;

export const PATHS: Readonly<Record<OutcomesView, string>> = {
  tree: "/",
  inbox: "/inbox",
  bets: "/bets",
  calibration: "/calibration",
  decisions: "/decisions",
};

export const outcomePath = (id: string): string => `/outcome/${encodeURIComponent(id)}`;

/** What the parts of a path show; anything unknown shows the tree. */
export function routeOf(path: readonly string[]): OutcomesRoute {
  const [first, second] = path;
  if (first === "outcome" && second !== undefined) return { view: "outcome", id: second };
  if (first === "inbox" || first === "bets" || first === "calibration" || first === "decisions") {
    return { view: first };
  }
  return { view: "tree" };
}
