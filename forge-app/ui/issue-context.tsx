import { makeInvoke } from "@forge/bridge";
import ForgeReconciler from "@forge/react";
import type { IssueContextRpc } from "../functions/rpc.ts";
import { IssueContext } from "./issue/issue-context.tsx";

const invoke = makeInvoke<IssueContextRpc>();
const backend: IssueContextRpc = {
  getIssueContext: () => invoke("getIssueContext"),
  lookAgain: () => invoke("lookAgain"),
  saveWrites: (request) => invoke("saveWrites", request),
  putScoreBack: (request) => invoke("putScoreBack", request),
  forgetRefused: (request) => invoke("forgetRefused", request),
  getHistory: () => invoke("getHistory"),
  poker: (request) => invoke("poker", request),
};

ForgeReconciler.render(<IssueContext backend={backend} />);
