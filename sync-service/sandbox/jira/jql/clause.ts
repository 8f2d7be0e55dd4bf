import type { Account, Issue } from "../model.ts";
import type { Site } from "../site.ts";
import type { Moment } from "./dates.ts";

export type Scalar = string | number;

export interface Evaluation {
  readonly site: Site;
  /** Who asks; null is the site itself (a webhook's filter), which sees everything. */
  readonly viewer: Account | null;
  readonly moment: Moment;
}

/** How a field of the query language is read from an issue and from the query. */
export interface ClauseField {
  /** What the issue holds; none means EMPTY. */
  readonly values: (issue: Issue) => readonly Scalar[];
  /** What a value of the query may stand for. Throws a JqlProblem when it stands for nothing. */
  readonly resolve: (text: string) => readonly Scalar[];
  /** Where values have an order: their place in it. */
  readonly order?: (value: Scalar) => Scalar;
  /** What `~` searches; fields without it refuse the operator. */
  readonly text?: (issue: Issue) => string;
  /** Only `~`, no comparison. */
  readonly textOnly?: boolean;
}
