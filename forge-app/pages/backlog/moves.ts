import type { BacklogRow } from "#shared/contract/scoring/backlog.ts";
import type { ScoringSettings } from "#shared/contract/scoring/settings.ts";
import type { Inputs } from "#shared/contract/scoring/words.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import { standingsOf } from "./standings.ts";
import type { Standing } from "./standings.ts";

/** What a change of many scores would do to the order, before anybody decides on it. */

export interface NewInputs {
  readonly id: string;
  /** All inputs; null takes the score away. */
  readonly inputs: Inputs | null;
}

interface Move {
  readonly id: string;
  readonly key: string;
  /** Null: unscored, or unfinished. */
  readonly from: number | null;
  readonly to: number | null;
}

export interface MovePreview {
  /** Of the changed issues, those whose rank changes; the longest way first. */
  readonly moves: readonly Move[];
  /** Changed issues that keep their rank. */
  readonly staying: number;
  /** Others that are pushed up or down by them. */
  readonly displaced: number;
}

export function previewMoves(
  rows: readonly BacklogRow[],
  changes: readonly NewInputs[],
  framework: FrameworkId,
  settings: ScoringSettings,
): MovePreview {
  const changed = new Map(changes.map((change) => [change.id, change]));
  const before = standingsOf(rows, framework, settings);
  const after = standingsOf(withChanges(rows, changed), framework, settings);
  const moves: Move[] = [];
  let displaced = 0;
  for (const { id, key } of rows) {
    const [from, to] = [rankIn(before.of, id), rankIn(after.of, id)];
    if (from === to) continue;
    if (changed.has(id)) moves.push({ id, key, from, to });
    else displaced += 1;
  }
  const last = before.ranking.length + 1;
  const way = ({ from, to }: Move): number => Math.abs((from ?? last) - (to ?? last));
  moves.sort((left, right) => way(right) - way(left));
  return { moves, staying: changes.length - moves.length, displaced };
}

function withChanges(
  rows: readonly BacklogRow[],
  changed: ReadonlyMap<string, NewInputs>,
): readonly BacklogRow[] {
  return rows.map((row) => {
    const change = changed.get(row.id);
    return change === undefined ? row : { ...row, inputs: change.inputs };
  });
}

function rankIn(standings: ReadonlyMap<string, Standing>, id: string): number | null {
  return standings.get(id)?.rank ?? null;
}
