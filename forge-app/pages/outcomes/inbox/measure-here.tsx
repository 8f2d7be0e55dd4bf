import { useFresh, useOutcomes } from "../outcomes-context.ts";
import { MeasureBet } from "../bets/measure-bet.tsx";

/** The measurement of a bet that is known by its id: the bet itself is asked for first. */
export function MeasureHere({ bet: id, onClose }: { bet: string; onClose: () => void }) {
  const { project } = useOutcomes();
  const { answer, trouble } = useFresh("bets.list", { project, state: "due" });
  const bet = answer?.bets.find((each) => each.id === id);
  if (bet !== undefined) return <MeasureBet bet={bet} onClose={onClose} />;
  if (trouble !== null) {
    return (
      <p className="trouble" role="alert">
        {trouble.message} {trouble.advice}
      </p>
    );
  }
  return answer === null ? null : (
    <p className="quiet" role="status">
      Somebody else has measured it meanwhile.
    </p>
  );
}
