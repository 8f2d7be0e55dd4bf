import {
  answerSchemaOf,
  type AnswerOf,
  type OperationName,
  type RequestOf,
} from "#shared/contract/operations.ts";
import { addDays, type Day } from "#shared/day.ts";
import type { Metric } from "#shared/outcomes/outcome.ts";
import { newRequest, scoringScene, type Scene } from "../scoring-scene.ts";

const DAY = 24 * 60 * 60 * 1_000;

export interface OutcomesScene extends Scene {
  /** Asks as Ada, unless another is named. */
  operation: <Name extends OperationName>(
    name: Name,
    request: RequestOf<Name>,
    person?: string,
  ) => Promise<AnswerOf<Name>>;
  /** The status and the refusal of an operation that must not succeed. */
  refusal: <Name extends OperationName>(
    name: Name,
    request: RequestOf<Name>,
    person?: string,
  ) => Promise<{ status: number; message: string; advice: string }>;
  today: () => Day;
  days: (offset: number) => Day;
  pass: (days: number) => void;
  issue: (position: number) => { id: string; key: string };
}

export async function outcomesScene(): Promise<OutcomesScene> {
  const scene = await scoringScene();
  const today = (): Day => new Date(scene.clock.now()).toISOString().slice(0, 10);
  return {
    ...scene,
    operation: (name, request, person = scene.ada) =>
      scene.ask(person, `/forge/operations/${name}`, request, answerSchemaOf(name)),
    refusal: (name, request, person = scene.ada) =>
      scene.refused(person, `/forge/operations/${name}`, request),
    today,
    days: (offset) => addDays(today(), offset),
    pass: (days) => scene.clock.advance(days * DAY),
    issue: (position) => {
      const issue = scene.issues[position];
      if (!issue) throw new Error(`the scene has no issue ${position}`);
      return issue;
    },
  };
}

export const writing = (why: string | null = null) => ({ request: newRequest(), why });

/** An outcome that begins today at 50 % and should be at 60 % in 100 days. */
export function outcomeDraft(
  scene: OutcomesScene,
  more: { id?: string; title?: string; metric?: Partial<Metric>; projects?: string[] } = {},
): RequestOf<"outcomes.save">["outcome"] {
  return {
    id: more.id ?? "checkout",
    title: more.title ?? "More visitors finish what they began to buy",
    forWhom: "visitors with something in their cart",
    change: "they pay instead of leaving",
    metric: {
      name: "Checkout completion",
      kind: "activation",
      unit: "%",
      direction: "increase",
      baseline: 50,
      target: 60,
      startsOn: scene.today(),
      dueOn: scene.days(100),
      ...more.metric,
    },
    projects: more.projects ?? [],
    parentId: null,
    objectiveId: null,
    isClosed: false,
  };
}

export async function saveOutcome(
  scene: OutcomesScene,
  more: Parameters<typeof outcomeDraft>[1] = {},
): Promise<string> {
  const outcome = outcomeDraft(scene, more);
  await scene.operation("outcomes.save", { ...writing(), outcome, basedOn: 0 });
  return outcome.id;
}

export function betOn(
  scene: OutcomesScene,
  more: Partial<RequestOf<"bets.freeze">> = {},
): RequestOf<"bets.freeze"> {
  return {
    ...writing("Committed for the quarter"),
    id: "bet-1",
    subject: { kind: "issue", issue: scene.issue(0) },
    outcome: "checkout",
    opportunity: null,
    expectedChange: 4,
    measureBy: scene.days(30),
    confidence: 80,
    ...more,
  };
}
