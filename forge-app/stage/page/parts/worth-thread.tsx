import Button from "@atlaskit/button/default/button";
import ProgressBar from "@atlaskit/progress-bar";
import type { ReactNode } from "react";
import { percentWords, scoreNumber, termWords } from "#forge/ui/words.ts";
import type { Why } from "#shared/contract/service-api.ts";
import type { InitiativeSummary, OutcomeSummary, ScoreSummary } from "#shared/contract/worth.ts";
import type { Loaded } from "../state/use-loaded.ts";
import { Problem } from "./problem.tsx";
import { Skeleton } from "./skeleton.tsx";

/** Why the issue matters, as one line of three stations: its score, the outcome it serves, the initiative. */
export function WorthThread(properties: {
  why: Loaded<Why>;
  issueKey: string | null;
  onInitiatives: () => void;
}) {
  const { why, issueKey, onInitiatives } = properties;
  return (
    <section className="card worth" aria-label="Why this issue matters">
      <h2>Why {issueKey ?? "this issue"} matters</h2>
      {why.error === null ? null : <Problem problem={why.error} onRetry={why.reload} />}
      {why.value === null ? (
        why.error === null ? (
          <Skeleton lines={4} />
        ) : null
      ) : (
        <ol className="thread">
          <Station title="Score">
            {why.value.score === null ? (
              <None>Nobody has scored it yet.</None>
            ) : (
              <ScoreStation score={why.value.score} />
            )}
          </Station>
          <Station title="Outcome">
            {why.value.outcomes.length === 0 ? (
              <None>It serves no outcome yet.</None>
            ) : (
              why.value.outcomes.map((outcome) => <OutcomeStation key={outcome.id} outcome={outcome} />)
            )}
          </Station>
          <Station title="Initiative">
            {why.value.initiatives.length === 0 ? (
              <None>It belongs to no initiative yet.</None>
            ) : (
              why.value.initiatives.map((initiative) => (
                <InitiativeStation key={initiative.id} initiative={initiative} onExplain={onInitiatives} />
              ))
            )}
          </Station>
        </ol>
      )}
    </section>
  );
}

function Station({ title, children }: { title: string; children: ReactNode }) {
  return (
    <li className="station">
      <h3>{title}</h3>
      {children}
    </li>
  );
}

const None = ({ children }: { children: ReactNode }) => <p className="muted">{children}</p>;

function ScoreStation({ score }: { score: ScoreSummary }) {
  return (
    <>
      <p className="figure">
        <span className="figure-number">{score.category ?? scoreNumber(score.value)}</span> {score.name}
      </p>
      <ul className="terms">
        {score.terms.map((term, position) => {
          const { sign, label, value } = termWords(term, position);
          return (
            <li key={term.key}>
              <span className="sign">{sign}</span> {label} <strong>{value}</strong>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function OutcomeStation({ outcome }: { outcome: OutcomeSummary }) {
  const { metric, now, share } = outcome;
  const unit = metric.unit === "" ? "" : ` ${metric.unit}`;
  return (
    <>
      <p className="figure">
        <span className="figure-number">{now === null ? "–" : `${now.value}${unit}`}</span> {metric.name}
      </p>
      <p>
        <strong>{outcome.title}</strong>
      </p>
      {share === null ? null : (
        <ProgressBar
          value={Math.min(1, Math.max(0, share))}
          ariaLabel={`${outcome.title}: ${percentWords(Math.round(share * 100))} of the way`}
        />
      )}
      <p className="muted">{outcome.sentence}</p>
    </>
  );
}

function InitiativeStation({
  initiative,
  onExplain,
}: {
  initiative: InitiativeSummary;
  onExplain: () => void;
}) {
  return (
    <>
      <p className="figure">
        <span className="figure-number">{percentWords(initiative.percent)}</span> delivered
      </p>
      <p>
        <strong>{initiative.name}</strong>
      </p>
      {initiative.percent === null ? null : (
        <ProgressBar
          value={initiative.percent / 100}
          ariaLabel={`${initiative.name}: ${percentWords(initiative.percent)} delivered`}
        />
      )}
      <p className="muted">{initiative.sentence}</p>
      <Button spacing="compact" appearance="subtle" onClick={onExplain}>
        Explain {percentWords(initiative.percent)}
      </Button>
    </>
  );
}
