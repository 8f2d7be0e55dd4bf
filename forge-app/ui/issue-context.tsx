import { makeInvoke } from "@forge/bridge";
import ForgeReconciler from "@forge/react";
import type { IssueContextRpc } from "../functions/rpc.ts";
import { IssueContext } from "./components/issue-context.tsx";

const invoke = makeInvoke<IssueContextRpc>();
const backend = { getIssueContext: () => invoke("getIssueContext"), lookAgain: () => invoke("lookAgain") };

ForgeReconciler.render(<IssueContext backend={backend} />);
