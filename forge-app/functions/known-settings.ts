import { kvs } from "@forge/kvs";
import { defaultScoringSettings, scoringSettingsSchema } from "#shared/contract/scoring/settings.ts";
import type { ScoringSettings } from "#shared/contract/scoring/settings.ts";

/** The settings last seen, kept in the app so that people can score while the service is away. */
const KEY = "settings";

export async function rememberSettings(settings: ScoringSettings): Promise<void> {
  await kvs.set(KEY, settings);
}

export async function knownSettings(): Promise<ScoringSettings> {
  return scoringSettingsSchema.safeParse(await kvs.get(KEY)).data ?? defaultScoringSettings;
}
