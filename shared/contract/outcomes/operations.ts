import { z } from "zod";
import { reading, writing } from "../operation.ts";
import { outcomeSummarySchema } from "../worth.ts";
import {
  betsAnswerSchema,
  betsRequestSchema,
  betViewSchema,
  calibrationAnswerSchema,
  freezeBetRequestSchema,
  ideasLikeThisRequestSchema,
  ideasLikeThisSchema,
  measureBetRequestSchema,
} from "./bet.ts";
import {
  decideRequestSchema,
  decisionsAnswerSchema,
  decisionsRequestSchema,
  settleDecisionRequestSchema,
} from "./decision.ts";
import {
  inboxRequestSchema,
  inboxSchema,
  notificationsAnswerSchema,
  saveNotificationsRequestSchema,
} from "./inbox.ts";
import {
  checkInRequestSchema,
  importReadingsAnswerSchema,
  importReadingsRequestSchema,
  linkIssuesAnswerSchema,
  linkIssuesRequestSchema,
  outcomePageRequestSchema,
  outcomePageSchema,
  previewReadingsRequestSchema,
  readingsPreviewSchema,
  saveOutcomeRequestSchema,
} from "./outcome.ts";
import {
  removeNodeRequestSchema,
  saveNodeRequestSchema,
  saveObjectiveRequestSchema,
  treeSchema,
} from "./tree.ts";
import { scopeSchema, writtenSchema } from "./words.ts";

/**
 * Everything about outcomes, bets and decisions. Whoever may use the pages may read; what is written bears who,
 * when and why. Every write takes effect exactly once (`request`). Refusals: 400 what was given does not fit, 404
 * there is no such thing, 409 somebody else was first, or a bet that is frozen, or a result that is final.
 */
export const outcomesOperations = {
  "outcomes.list": reading({
    summary: "Every outcome with where its metric stands",
    request: z.object({}),
    answer: z.object({ outcomes: z.array(outcomeSummarySchema) }),
  }),
  "outcomes.tree": reading({
    summary: "The tree of a project's outcomes or of all, objectives, and which work serves none",
    request: scopeSchema,
    answer: treeSchema,
  }),
  "outcomes.page": reading({
    summary: "One outcome: its curve, what serves it, its bets, decisions and history",
    request: outcomePageRequestSchema,
    answer: outcomePageSchema,
  }),
  "outcomes.save": writing({
    summary: "Makes an outcome, or changes it",
    request: saveOutcomeRequestSchema,
    answer: writtenSchema,
  }),
  "outcomes.save-objective": writing({
    summary: "Makes an objective, whose key results are outcomes, or changes it",
    request: saveObjectiveRequestSchema,
    answer: writtenSchema,
  }),
  "outcomes.save-node": writing({
    summary: "Puts an opportunity, a solution or an experiment into the tree, or changes it",
    request: saveNodeRequestSchema,
    answer: writtenSchema,
  }),
  "outcomes.remove-node": writing({
    summary: "Takes a node out of the tree with what stands below it",
    request: removeNodeRequestSchema,
    answer: writtenSchema,
  }),
  "outcomes.check-in": writing({
    summary: "Today's number and one sentence",
    request: checkInRequestSchema,
    answer: writtenSchema,
  }),
  "outcomes.preview-readings": reading({
    summary: "What an import of readings from CSV would take and refuse",
    request: previewReadingsRequestSchema,
    answer: readingsPreviewSchema,
  }),
  "outcomes.import-readings": writing({
    summary: "Takes the readings of a CSV",
    request: importReadingsRequestSchema,
    answer: importReadingsAnswerSchema,
  }),
  "outcomes.link-issues": writing({
    summary: "Says which issues serve an outcome, with what each is expected to bring",
    request: linkIssuesRequestSchema,
    answer: linkIssuesAnswerSchema,
  }),
  "bets.list": reading({
    summary: "Bets, those due to be measured first",
    request: betsRequestSchema,
    answer: betsAnswerSchema,
  }),
  "bets.freeze": writing({
    summary: "Freezes a prediction; it never changes afterwards",
    request: freezeBetRequestSchema,
    answer: writtenSchema.extend({ bet: betViewSchema }),
  }),
  "bets.measure": writing({
    summary: "Measures a bet whose day has come, with what was learned",
    request: measureBetRequestSchema,
    answer: writtenSchema.extend({ bet: betViewSchema }),
  }),
  "bets.like-this": reading({
    summary: "How the last ideas like this one did",
    request: ideasLikeThisRequestSchema,
    answer: ideasLikeThisSchema,
  }),
  "bets.calibration": reading({
    summary: "How often people are right who say how sure they are",
    request: scopeSchema,
    answer: calibrationAnswerSchema,
  }),
  "decisions.list": reading({
    summary: "What was decided not to be built, and what would reopen it",
    request: decisionsRequestSchema,
    answer: decisionsAnswerSchema,
  }),
  "decisions.decide": writing({
    summary: "Decides not to build an issue, with the reason and what would reopen it",
    request: decideRequestSchema,
    answer: writtenSchema,
  }),
  "decisions.settle": writing({
    summary: "Takes a no back, or asks to look at it again",
    request: settleDecisionRequestSchema,
    answer: writtenSchema,
  }),
  "inbox.list": reading({
    summary: "Everything that asks something of a person",
    request: inboxRequestSchema,
    answer: inboxSchema,
  }),
  "inbox.notifications": reading({
    summary: "How the person wants to be told",
    request: z.object({}),
    answer: notificationsAnswerSchema,
  }),
  "inbox.save-notifications": writing({
    summary: "Changes how the person wants to be told",
    request: saveNotificationsRequestSchema,
    answer: writtenSchema,
  }),
};
