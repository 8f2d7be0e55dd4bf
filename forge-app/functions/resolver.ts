import { makeResolver } from "@forge/resolver";
import type { BacklogRpc } from "./backlog-rpc.ts";
import { getBacklog, getScoreHistory, saveScores } from "./backlog.ts";
import {
  forgetRefused,
  getHistory,
  getIssueContext,
  lookAgain,
  poker,
  putScoreBack,
  saveFromIssue,
} from "./issue-context.ts";
import { ask } from "./operations.ts";
import type { OperationsRpc } from "./operations-rpc.ts";
import type { IssueContextRpc, SettingsRpc } from "./rpc.ts";
import { getSettings, saveSettings } from "./settings.ts";

/** One resolver for all surfaces: what a surface may call depends on where it is open, which Forge tells. */
export const resolve = makeResolver<IssueContextRpc & SettingsRpc & BacklogRpc & OperationsRpc>({
  getIssueContext,
  lookAgain,
  saveWrites: saveFromIssue,
  putScoreBack,
  forgetRefused,
  getHistory,
  poker,
  getSettings,
  saveSettings,
  getBacklog,
  getScoreHistory,
  saveScores,
  ask,
});
