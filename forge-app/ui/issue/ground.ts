import type { IssueContextAnswer } from "#shared/contract/issue-context.ts";
import type { ScoringContext } from "#shared/contract/scoring/context.ts";
import type { ScoringSettings } from "#shared/contract/scoring/settings.ts";
import type { Inputs } from "#shared/contract/scoring/words.ts";
import type { Day } from "#shared/day.ts";
import { meterOf } from "#shared/scoring/evidence.ts";
import type { Meter } from "#shared/scoring/evidence.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import type { OpenedIssue } from "../../functions/rpc.ts";
import type { Away } from "./use-issue-context.ts";

/** What a person scores on: the service's whole answer, or what stands on the issue while it is away. */
export interface Ground {
  settings: ScoringSettings;
  /** Null while the service is away. */
  context: ScoringContext | null;
  meter: Meter;
  today: Day;
  /** How the last ideas like this did, in a sentence; null when none was measured, or nobody knows. */
  likeThis: string | null;
  given: (framework: FrameworkId) => Given;
}

interface Given {
  inputs: Inputs;
  revision: number;
  /** Null: nobody knows at the moment; the service decides when it is delivered. */
  mayGive: readonly string[] | null;
}

export function groundOf(
  opened: Extract<OpenedIssue, { kind: "answer" }> | null,
  away: Away | null,
  now: number,
): Ground | null {
  if (opened !== null) return ofAnswer(opened.answer);
  return away === null ? null : ofProperty(away, dayOf(now));
}

function ofAnswer({ scoring: context, likeThis, now }: IssueContextAnswer): Ground {
  const today = dayOf(now);
  const evidence = context.evidence.items.map((item) => item.evidence);
  return {
    settings: context.settings,
    context,
    meter: meterOf(evidence, today, context.settings.evidenceHalfLifeDays),
    today,
    likeThis: likeThis.measured === 0 ? null : likeThis.sentence,
    given: (framework) => {
      const score = context.scores.find((each) => each.framework === framework);
      return {
        inputs: score?.inputs ?? {},
        revision: score?.revision ?? 0,
        mayGive: score?.mayGive ?? null,
      };
    },
  };
}

function ofProperty({ settings, property }: Away, today: Day): Ground {
  return {
    settings,
    context: null,
    meter: meterOf([], today),
    today,
    likeThis: null,
    given: (framework) =>
      property?.framework === framework
        ? { inputs: property.inputs, revision: property.revision, mayGive: null }
        : { inputs: {}, revision: 0, mayGive: null },
  };
}

const dayOf = (moment: number): Day => new Date(moment).toISOString().slice(0, 10);
