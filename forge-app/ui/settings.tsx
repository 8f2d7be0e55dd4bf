import { makeInvoke } from "@forge/bridge";
import ForgeReconciler from "@forge/react";
import type { SettingsRpc } from "../functions/rpc.ts";
import { Settings } from "./settings/settings.tsx";

const invoke = makeInvoke<SettingsRpc>();
const backend: SettingsRpc = {
  getSettings: () => invoke("getSettings"),
  saveSettings: (request) => invoke("saveSettings", request),
};

ForgeReconciler.render(<Settings backend={backend} />);
