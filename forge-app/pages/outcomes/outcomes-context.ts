import { createContext, useContext } from "react";
import type { AnswerOf, OperationName, RequestOf } from "#shared/contract/operations.ts";
import type { Inbox } from "#shared/contract/outcomes/inbox.ts";
import type { OutcomesTree } from "#shared/contract/outcomes/tree.ts";
import { useAsked } from "../components/use-asked.ts";
import type { Asked } from "../components/use-asked.ts";

/** What every view of the page of outcomes shares. */
interface OutcomesContextValue {
  /** Key of the project that the page is open in; null where it is about all. */
  readonly project: string | null;
  readonly tree: Asked<OutcomesTree>;
  readonly inbox: Asked<Inbox>;
  /** Raised by every change, so that what is shown is asked anew. */
  readonly changes: number;
  /** Something was saved: says so, and has everything asked anew. */
  readonly saved: (sentence: string) => void;
}

const OutcomesContext = createContext<OutcomesContextValue | null>(null);
export const OutcomesProvider = OutcomesContext.Provider;

export function useOutcomes(): OutcomesContextValue {
  const value = useContext(OutcomesContext);
  if (value === null) throw new Error("A view of outcomes is shown within an OutcomesProvider.");
  return value;
}

/** Asks an operation, and asks it again after every change that is made on this page. */
export function useFresh<Name extends OperationName>(
  name: Name,
  request: RequestOf<Name>,
): Asked<AnswerOf<Name>> {
  const { changes } = useOutcomes();
  return useAsked(name, request, String(changes));
}

/** Names an outcome's metric and its unit, as far as the tree is there. */
export function useMetricOf(): (outcome: string) => { name: string; unit: string } | undefined {
  const { tree } = useOutcomes();
  return (outcome) => tree.answer?.outcomes.find(({ id }) => id === outcome)?.metric;
}
