import { SETTINGS_PATH, settingsAnswerSchema } from "#shared/contract/scoring/settings.ts";
import { rememberSettings } from "./known-settings.ts";
import { deliver } from "./outbox.ts";
import { writeDueProperties } from "./properties.ts";
import { askService } from "./service.ts";

/** Every five minutes, by the app itself: what waited is delivered, what is due is written. May run twice. */
export async function deliverEverything(): Promise<void> {
  const reply = await askService(SETTINGS_PATH, {}, settingsAnswerSchema);
  if (reply.kind !== "answer") return;
  await rememberSettings(reply.answer.settings);
  await deliver(null);
  await writeDueProperties();
}
