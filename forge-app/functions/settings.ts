import { z } from "zod";
import {
  SAVE_SETTINGS_PATH,
  SETTINGS_PATH,
  saveSettingsAnswerSchema,
  saveSettingsRequestSchema,
  settingsAnswerSchema,
} from "#shared/contract/scoring/settings.ts";
import { viewerAdministersJira } from "./jira.ts";
import { rememberSettings } from "./known-settings.ts";
import type { OpenedSettings, Reply } from "./rpc.ts";
import { askService } from "./service.ts";

/** The settings page's functions. */

interface Invocation {
  payload: unknown;
  context: unknown;
}

export async function getSettings({ context }: Invocation): Promise<OpenedSettings> {
  const viewer = z.object({ accountId: z.string() }).parse(context).accountId;
  const started = Date.now();
  const [[reply, took], administersJira] = await Promise.all([
    askService(SETTINGS_PATH, {}, settingsAnswerSchema).then(
      (answer) => [answer, Date.now() - started] as const,
    ),
    viewerAdministersJira(),
  ]);
  return { viewer, administersJira, took, ...reply };
}

export async function saveSettings({ payload }: Invocation): Promise<Reply<{ revision: number }>> {
  const request = saveSettingsRequestSchema.omit({ viewerAdministersJira: true }).parse(payload);
  const administers = await viewerAdministersJira();
  const reply = await askService(
    SAVE_SETTINGS_PATH,
    { ...request, viewerAdministersJira: administers },
    saveSettingsAnswerSchema,
  );
  if (reply.kind === "answer") await rememberSettings(request.settings);
  return reply;
}
