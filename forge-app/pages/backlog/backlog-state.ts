import type { Trouble } from "#forge/functions/rpc.ts";
import type { RankedBacklog } from "#forge/functions/backlog-rpc.ts";
import type { BacklogAnswer, BacklogRow } from "#shared/contract/scoring/backlog.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import type { NewInputs } from "./moves.ts";

/** What the page knows: the service's last answer, with the edits that are on their way put into its rows. */

export interface BacklogState {
  /** Null until the first answer. */
  readonly framework: FrameworkId | null;
  readonly backlog: BacklogAnswer | null;
  /** Raised when the rows come anew, so that they are ordered anew: an edit alone leaves rows in their places. */
  readonly loads: number;
  readonly isAsking: boolean;
  /** Why the last question had no answer; what was known before stays. */
  readonly trouble: Trouble | null;
  /** By issue: the row as the service knows it, while an edit is on its way. */
  readonly underWay: ReadonlyMap<string, BacklogRow>;
  /** Those of them that wait in the app until the service is back. */
  readonly kept: ReadonlySet<string>;
  readonly unsaved: readonly Unsaved[];
}

/** An edit that did not arrive: shown until it is tried again or dropped. */
export interface Unsaved {
  readonly id: string;
  readonly changes: readonly NewInputs[];
  readonly framework: FrameworkId;
  /** "effort 5 for SHOP-3" */
  readonly what: string;
  readonly message: string;
  readonly advice: string;
}

export const notAsked: BacklogState = {
  framework: null,
  backlog: null,
  loads: 0,
  isAsking: true,
  trouble: null,
  underWay: new Map(),
  kept: new Set(),
  unsaved: [],
};

type Happening =
  | { readonly kind: "asked" }
  | { readonly kind: "answered"; readonly answer: RankedBacklog; readonly keepsOrder: boolean }
  | { readonly kind: "failed"; readonly trouble: Trouble }
  | { readonly kind: "edited"; readonly changes: readonly NewInputs[] }
  | { readonly kind: "saved"; readonly revisions: ReadonlyMap<string, number> }
  | { readonly kind: "kept"; readonly ids: readonly string[] }
  | { readonly kind: "put-back"; readonly ids: readonly string[]; readonly unsaved: Unsaved | null }
  | { readonly kind: "dropped"; readonly id: string };

export function after(state: BacklogState, happening: Happening): BacklogState {
  switch (happening.kind) {
    case "asked":
      return { ...state, isAsking: true };
    case "failed":
      return { ...state, isAsking: false, trouble: happening.trouble };
    case "answered": {
      const { framework, backlog } = happening.answer;
      const isSame = framework === state.framework;
      const underWay = isSame ? stillUnderWay(state, backlog.rows) : new Map<string, BacklogRow>();
      const shown = new Map(state.backlog?.rows.map((row) => [row.id, row]));
      // What is on its way is newer than the answer.
      const rows = backlog.rows.map((row) =>
        underWay.has(row.id) ? { ...row, inputs: shown.get(row.id)?.inputs ?? null, span: null } : row,
      );
      return {
        ...state,
        framework,
        backlog: { ...backlog, rows },
        loads: happening.keepsOrder && isSame ? state.loads : state.loads + 1,
        isAsking: false,
        trouble: null,
        underWay,
        kept: new Set([...state.kept].filter((id) => underWay.has(id))),
      };
    }
    case "edited": {
      const changed = new Map(happening.changes.map((change) => [change.id, change.inputs]));
      const underWay = new Map(state.underWay);
      return withRows({ ...state, underWay }, (row) => {
        const inputs = changed.get(row.id);
        if (inputs === undefined) return row;
        if (!underWay.has(row.id)) underWay.set(row.id, row);
        // Its trials were of the inputs before.
        return { ...row, inputs, span: null };
      });
    }
    case "kept":
      return { ...state, kept: new Set([...state.kept, ...happening.ids]) };
    case "saved": {
      const { revisions } = happening;
      const underWay = new Map([...state.underWay].filter(([id]) => !revisions.has(id)));
      return withRows({ ...state, underWay }, (row) => {
        const revision = revisions.get(row.id);
        return revision === undefined ? row : { ...row, revision };
      });
    }
    case "put-back": {
      const ids = new Set(happening.ids);
      const underWay = new Map([...state.underWay].filter(([id]) => !ids.has(id)));
      const unsaved = happening.unsaved === null ? state.unsaved : [...state.unsaved, happening.unsaved];
      return withRows({ ...state, underWay, unsaved }, (row) =>
        ids.has(row.id) ? (state.underWay.get(row.id) ?? row) : row,
      );
    }
    case "dropped":
      return { ...state, unsaved: state.unsaved.filter(({ id }) => id !== happening.id) };
  }
}

/** What was kept has arrived when the service has another revision. */
function stillUnderWay(
  { underWay, kept }: BacklogState,
  rows: readonly BacklogRow[],
): ReadonlyMap<string, BacklogRow> {
  const revisions = new Map(rows.map(({ id, revision }) => [id, revision]));
  return new Map(
    [...underWay].filter(([id, before]) => !kept.has(id) || revisions.get(id) === before.revision),
  );
}

function withRows(state: BacklogState, change: (row: BacklogRow) => BacklogRow): BacklogState {
  if (state.backlog === null) return state;
  return { ...state, backlog: { ...state.backlog, rows: state.backlog.rows.map(change) } };
}
