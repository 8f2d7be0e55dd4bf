import type { Standings } from "./standings.ts";
import { explainRank } from "#shared/scoring/rank.ts";
import { count } from "../components/words.ts";
import { evidenceText } from "./words.ts";

/** Why the issue in focus stands where it stands: one line under the table, always there, so that nothing jumps. */
export function Detail({ standings, id }: { standings: Standings; id: string | null }) {
  const standing = id === null ? undefined : standings.of.get(id);
  return (
    <p className="detail" role="status">
      {standing === undefined ? "Choose an issue to see why it stands where it stands." : sentence(standing)}
    </p>
  );

  function sentence({ row, problems }: NonNullable<typeof standing>): string {
    const explained = explainRank(standings.ranking, row.key);
    if (explained !== null) {
      const { span } = row;
      const sure =
        span === null ? "" : ` In 90 % of 1,000 trials between ${count(span.from)} and ${count(span.to)}.`;
      return `${row.key}: ${explained.sentence}.${sure} Evidence: ${evidenceText(row)}.`;
    }
    if (row.inputs === null || problems.length === 0) return `${row.key} is not scored yet.`;
    return `${row.key} is not ranked: ${problems.map(({ message }) => message).join(" ")}`;
  }
}
