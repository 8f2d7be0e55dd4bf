import Button from "@atlaskit/button/default/button";
import { useState } from "react";
import type { DecisionView } from "#shared/contract/outcomes/decision.ts";
import { useWrite } from "../../components/use-write.ts";
import { useOutcomes } from "../outcomes-context.ts";
import { Decide } from "./decide.tsx";

/** What can be done about a no: decided again once it is open, looked at again before that, or taken back. */
export function DecisionActs({ decision }: { decision: DecisionView }) {
  const { state, issue } = decision;
  const { saved, project } = useOutcomes();
  const { write, isSaving, trouble } = useWrite();
  const [isDeciding, setIsDeciding] = useState(false);
  if (state === "withdrawn" || state === "decided anew") return null;
  const settle = async (act: "withdraw" | "reopen") => {
    const request = { why: null, decision: decision.id, act, basedOn: decision.revision };
    if ((await write("decisions.settle", request)) === null) return;
    saved(
      act === "withdraw"
        ? `The no to ${issue.key} is taken back: it may be built.`
        : `${issue.key} is open again, and asks for a decision in the inbox.`,
    );
  };
  return (
    <>
      <div className="acts not-printed">
        {state === "reopened" && project !== null ? (
          <Button spacing="compact" appearance="primary" onClick={() => setIsDeciding(true)}>
            Decide again
          </Button>
        ) : null}
        {state === "stands" ? (
          <Button spacing="compact" isDisabled={isSaving} onClick={() => void settle("reopen")}>
            Look at it again
          </Button>
        ) : null}
        <Button
          spacing="compact"
          appearance="subtle"
          isDisabled={isSaving}
          onClick={() => void settle("withdraw")}
        >
          Take the no back
        </Button>
      </div>
      {trouble === null ? null : (
        <p className="trouble" role="alert">
          {trouble.message} {trouble.advice}
        </p>
      )}
      {isDeciding && project !== null ? (
        <Decide project={project} about={decision} onClose={() => setIsDeciding(false)} />
      ) : null}
    </>
  );
}
