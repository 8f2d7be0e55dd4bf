import ProgressBar from "@atlaskit/progress-bar";
import { useEffect, useState } from "react";
import { percentWords } from "#forge/ui/words.ts";
import { initiativeSchema, initiativesSchema } from "#shared/contract/service-api.ts";
import type { ExplainLine, InitiativeAnswer } from "#shared/contract/service-api.ts";
import type { FeedEntry } from "../../views.ts";
import { ask } from "../state/ask.ts";
import { useLoaded } from "../state/use-loaded.ts";
import { Problem } from "./problem.tsx";
import { Skeleton } from "./skeleton.tsx";
import { TrackerMark } from "./tracker-mark.tsx";

/** All initiatives with their percentage over both trackers, and the list that explains the chosen one. */
export function Initiatives({ lastChange }: { lastChange: FeedEntry | undefined }) {
  const all = useLoaded("all", () => ask("/stage/initiatives", initiativesSchema));
  const [chosen, setChosen] = useState<string | null>(null);
  const initiatives = all.value?.initiatives ?? [];
  const id = chosen ?? initiatives[0]?.id ?? null;
  const one = useLoaded(id, (asked) =>
    ask(`/stage/initiatives/${encodeURIComponent(asked)}`, initiativeSchema),
  );

  const [reloadAll, reloadOne] = [all.reload, one.reload];
  useEffect(() => {
    if (lastChange === undefined) return;
    reloadAll();
    reloadOne();
  }, [lastChange, reloadAll, reloadOne]);

  if (all.value === null) {
    return all.error === null ? <Skeleton lines={8} /> : <Problem problem={all.error} onRetry={all.reload} />;
  }
  if (initiatives.length === 0) {
    return (
      <p className="muted empty">
        There is no initiative yet. Name its sources, and its progress shows here.
      </p>
    );
  }
  return (
    <>
      <div className="initiatives" role="radiogroup" aria-label="Initiatives">
        {initiatives.map(({ id: each, name, percent }) => (
          <button
            key={each}
            type="button"
            role="radio"
            aria-checked={each === id}
            className="initiative"
            onClick={() => setChosen(each)}
          >
            <span className="figure-number">{percentWords(percent)}</span>
            <span>{name}</span>
            <ProgressBar value={(percent ?? 0) / 100} ariaLabel={`${name}: ${percentWords(percent)}`} />
          </button>
        ))}
      </div>
      {one.error === null ? null : <Problem problem={one.error} onRetry={one.reload} />}
      {one.value === null ? <Skeleton lines={8} /> : <Explanation answer={one.value} />}
    </>
  );
}

function Explanation({ answer: { initiative, outcomes, explain, leftOut } }: { answer: InitiativeAnswer }) {
  return (
    <section className="card" aria-label={`${initiative.name}, explained`}>
      <h2>
        Explain {percentWords(initiative.percent)} of {initiative.name}
      </h2>
      <p>{initiative.sentence}</p>
      <p className="muted">{initiative.statement}</p>
      {outcomes.map(({ id, title, sentence }) => (
        <p key={id}>
          <strong>{title}</strong> {sentence}
        </p>
      ))}
      <div className="table-frame" tabIndex={0} role="region" aria-label="What makes the percentage">
        <table className="explain">
          <thead>
            <tr>
              <th>Issue</th>
              <th>Title</th>
              <th className="number">Weight</th>
              <th className="number">Done</th>
              <th className="number">Brings</th>
              <th>Why</th>
            </tr>
          </thead>
          <tbody>
            {explain.map((line) => (
              <tr key={`${line.jira?.key ?? ""} ${line.linear?.key ?? ""}`}>
                <td>
                  <Keys line={line} />
                </td>
                <td>{line.title ?? <span className="muted">not yours to read</span>}</td>
                <td className="number">{line.weight}</td>
                <td className="number">{percentWords(Math.round(line.done * 100))}</td>
                <td className="number">{percentWords(line.tenths / 10)}</td>
                <td className="muted">{line.why}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={4}>Together</td>
              <td className="number">{percentWords(initiative.percent)}</td>
              <td />
            </tr>
          </tfoot>
        </table>
      </div>
      {leftOut.length === 0 ? null : (
        <details>
          <summary>{`${leftOut.length} not counted`}</summary>
          <ul className="left-out">
            {leftOut.map((line) => (
              <li key={`${line.jira?.key ?? ""} ${line.linear?.key ?? ""}`}>
                <Keys line={line} /> {line.title ?? ""} <span className="muted">{line.reason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Keys({ line: { jira, linear } }: { line: Pick<ExplainLine, "jira" | "linear"> }) {
  return (
    <span className="keys">
      {jira === null ? null : (
        <span>
          <TrackerMark side="jira" /> {jira.key}
        </span>
      )}
      {linear === null ? null : (
        <span>
          <TrackerMark side="linear" /> {linear.key}
        </span>
      )}
    </span>
  );
}
