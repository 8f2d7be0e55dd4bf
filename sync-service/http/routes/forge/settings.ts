import type { FastifyInstance } from "fastify";
import {
  SAVE_SETTINGS_PATH,
  saveSettingsRequestSchema,
  SETTINGS_PATH,
  settingsRequestSchema,
  type SettingsAnswer,
} from "#shared/contract/scoring/settings.ts";
import { propertiesDue } from "#sync/scoring/property.ts";
import { saveSettings, SettingsRefused } from "#sync/scoring/settings.ts";
import { personOf, type CallerCheck } from "../../forge-token.ts";
import { Refused } from "../../refusal.ts";
import type { Service } from "../../service.ts";
import { asking } from "../../views/mirror-state.ts";

/** How the company scores, and how the service does. */
export function settingsRoutes(server: FastifyInstance, service: Service, check: CallerCheck): void {
  const { scoring } = service;

  server.post(SETTINGS_PATH, async (request): Promise<SettingsAnswer> => {
    const { accountId } = await check(request.headers.authorization);
    settingsRequestSchema.parse(request.body);
    await scoring.look();
    const { settings, savedSettings: saved } = scoring.ledger;
    return {
      settings,
      revision: saved?.revision ?? 0,
      savedBy: saved && scoring.personOf(saved.who),
      savedAt: saved?.at ?? null,
      why: saved?.why ?? null,
      viewerIsNamed: accountId !== null && settings.admins.includes(accountId),
      service: {
        now: service.clock.now(),
        mirrors: await mirrorsOf(service),
        propertiesDue: propertiesDue(scoring.ledger).length,
      },
    };
  });

  server.post(SAVE_SETTINGS_PATH, async (request) => {
    const person = personOf(await check(request.headers.authorization));
    try {
      return await saveSettings(scoring, saveSettingsRequestSchema.parse(request.body), person);
    } catch (error) {
      if (error instanceof SettingsRefused) throw new Refused(error.status, error.message, error.advice);
      throw error;
    }
  });
}

async function mirrorsOf({ engines, store }: Service): Promise<SettingsAnswer["service"]["mirrors"]> {
  const states = await store.mirror.mirrors();
  return await Promise.all(
    engines.map(async ({ mirror }) => {
      const counts = await store.mirror.counts(mirror.id);
      const conflicts = await store.mirror.conflicts(mirror.id, { openOnly: true });
      return {
        id: mirror.id,
        jiraProject: mirror.jira.project,
        linearTeam: mirror.linear.team,
        paused: states.find(({ id }) => id === mirror.id)?.pausedReason ?? null,
        links: counts.total - counts.byState.unlinked,
        dirty: counts.dirty,
        parkedWrites: counts.parked,
        openConflicts: asking(conflicts).length,
      };
    }),
  );
}
