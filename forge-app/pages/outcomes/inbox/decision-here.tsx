import { useFresh, useOutcomes } from "../outcomes-context.ts";
import { DecisionActs } from "../decisions/decision-acts.tsx";

/** What settles a decision that came back, where it is known by its id alone. */
export function DecisionHere({ decision: id }: { decision: string }) {
  const { project } = useOutcomes();
  const { answer, trouble } = useFresh("decisions.list", { project });
  const decision = answer?.decisions.find((each) => each.id === id);
  if (decision !== undefined) return <DecisionActs decision={decision} />;
  if (trouble === null) return <div className="acts-outline" aria-busy="true" />;
  return (
    <p className="trouble" role="alert">
      {trouble.message} {trouble.advice}
    </p>
  );
}
