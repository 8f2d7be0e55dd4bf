import { setGlobalTheme } from "@atlaskit/tokens/set-global-theme";
import { openDoor } from "../surface/door.ts";
import type { FromSurface, ToSurface } from "../surface/messages.ts";

type Theme = Parameters<typeof setGlobalTheme>[0];

/**
 * The bridge inside a frame of Custom UI. Jira puts its own before the scripts of the page; the stage does the
 * same with this one (host.ts). The frame has no origin of its own: messages to the page around are its only
 * way out.
 */

const send = (message: FromSurface) => {
  parent.postMessage(message, "*");
};
const door = openDoor(send);

Object.assign(globalThis, {
  __bridge: {
    callBridge: (command: string, data: unknown) =>
      command === "enableTheming" ? enableTheming() : door.callBridge(command, data),
  },
});

addEventListener("message", ({ data, source }: MessageEvent<ToSurface>) => {
  if (source === parent) door.receive(data);
});
addEventListener("error", ({ message }) => send({ kind: "broken", message }));
addEventListener("unhandledrejection", ({ reason }) => {
  send({ kind: "broken", message: reason instanceof Error ? reason.message : String(reason) });
});

async function enableTheming(): Promise<void> {
  const context = (await door.callBridge("getContext")) as { theme: Theme };
  await setGlobalTheme(context.theme);
  await door.callBridge("on", {
    event: "FORGE_CORE_THEME_CHANGED",
    callback: ({ theme }: { theme: Theme }) => setGlobalTheme(theme),
  });
}
