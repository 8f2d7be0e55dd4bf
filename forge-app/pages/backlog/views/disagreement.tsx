import { useEffect, useMemo } from "react";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import type { Standing } from "../standings.ts";
import type { Faces } from "../../components/use-faces.ts";
import { count } from "../../components/words.ts";

/** More than a screenful or two nobody talks through. */
const MOST = 40;

/** Where the frameworks in use are furthest apart: what is worth talking about. */
export function Disagreement(properties: {
  standings: readonly Standing[];
  framework: FrameworkId;
  faces: Faces;
  onOpenRow: (id: string) => void;
}) {
  const { standings, framework, faces, onOpenRow } = properties;
  const disputed = useMemo(
    () =>
      standings
        .filter(({ row }) => row.disagreement !== null)
        .sort((left, right) => (right.row.disagreement ?? 0) - (left.row.disagreement ?? 0)),
    [standings],
  );
  const shown = disputed.slice(0, MOST);
  const ids = shown.map(({ row }) => row.id).join(" ");
  useEffect(() => faces.show("disagreement", ids === "" ? [] : ids.split(" ")), [faces.show, ids]);

  if (shown.length === 0) {
    return (
      <p className="nothing">
        No issue is scored by two frameworks yet: score some by another one to compare.
      </p>
    );
  }
  const columns = frameworksOf(shown, framework);
  return (
    <div className="disagreement">
      <p>
        The {count(shown.length)} issues whose ranks by the frameworks are furthest apart, of{" "}
        {count(disputed.length)} that at least two of them rank.
      </p>
      <div className="scrolls" role="region" aria-label="Where the frameworks disagree most" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Issue</th>
              {columns.map((id) => (
                <th scope="col" key={id} className="number">
                  {frameworkById(id).name}
                </th>
              ))}
              <th scope="col">Apart</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ row, rank }) => {
              const face = faces.of(row.id);
              const apart = row.disagreement ?? 0;
              return (
                <tr key={row.id}>
                  <th scope="row">
                    <button type="button" className="as-link" onClick={() => onOpenRow(row.id)}>
                      {row.key}
                    </button>{" "}
                    <span className="title">
                      {face === "unknown" ? "" : face === "hidden" ? "not visible to you" : face.title}
                    </span>
                  </th>
                  {columns.map((id) => (
                    <td key={id} className="number">
                      {rankText(id === framework ? rank : (row.otherRanks[id] ?? null))}
                    </td>
                  ))}
                  <td>
                    <span className="apart">
                      <span className="apart-bar" aria-hidden="true">
                        <span style={{ width: `${apart * 100}%` }} />
                      </span>
                      {Math.round(apart * 100)} %
                    </span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function rankText(rank: number | null): string {
  return rank === null ? "–" : count(rank);
}

function frameworksOf(shown: readonly Standing[], framework: FrameworkId): readonly FrameworkId[] {
  const others = new Set(shown.flatMap(({ row }) => Object.keys(row.otherRanks) as FrameworkId[]));
  return [framework, ...others];
}
