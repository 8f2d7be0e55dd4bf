import { AccessDesk } from "#sync/access/desk.ts";
import { shareUrl, signInUrl } from "#sync/http/operations/access.ts";
import type { Access } from "#sync/store/access.ts";
import { openStore, type Store } from "#sync/store/open.ts";
import { readAccessSettings } from "./settings.ts";
import { systemClock, systemRandom, systemSecret } from "./system.ts";
import { UsageError } from "./usage-error.ts";

const BY = "the command line";

/** Prints a link that lets one person in, once. */
export async function inviteToSignIn(options: { name: string; email?: string; days: number }): Promise<void> {
  await withAccess(async ({ access, publicUrl }) => {
    const person = { name: options.name, email: options.email ?? null };
    console.log(signInUrl(publicUrl, await access.inviteToSignIn(person, options.days, BY)));
    console.error(
      `Give it to ${options.name}: it opens once, within three days, a session of ${options.days} days.`,
    );
  });
}

/** Prints a token for a program that uses the API. */
export async function makeApiToken(options: { name: string; email?: string; days: number }): Promise<void> {
  await withAccess(async ({ access, publicUrl }) => {
    const person = { name: options.name, email: options.email ?? null };
    console.log(await access.openSession(person, options.days, BY));
    console.error(`Send it as Authorization: Bearer; ${publicUrl}/api/openapi.json says what can be asked.`);
  });
}

/** Prints a link with which anybody can read one initiative. */
export async function shareInitiative(
  initiative: string,
  options: { for: string; days: number },
): Promise<void> {
  await withAccess(async ({ access, publicUrl, store }) => {
    if ((await store.records.latest("initiative", initiative)) === undefined) {
      throw new UsageError(`There is no initiative "${initiative}".`);
    }
    const { token } = await access.share(initiative, options.for, options.days, BY);
    console.log(shareUrl(publicUrl, token));
  });
}

/** Who can get in, and who could. */
export async function listAccess(options: { all?: true }): Promise<void> {
  await withAccess(async ({ access }) => {
    const now = systemClock.now();
    const all = await access.all();
    const shown = options.all ? all : all.filter(({ ended, expiresAt }) => ended === null && expiresAt > now);
    if (shown.length === 0) console.log("Nobody can get in outside Jira.");
    for (const one of shown) console.log(lineOf(one, now));
  });
}

export async function revokeAccess(id: string): Promise<void> {
  await withAccess(async ({ access }) => {
    if (!(await access.revoke(id, BY))) {
      throw new UsageError(
        `There is nothing "${id}" to revoke, or it has ended before: see \`access --all\`.`,
      );
    }
    console.log("It lets nobody in any more.");
  });
}

function lineOf(access: Access, now: number): string {
  const whom =
    access.kind === "share"
      ? `initiative ${access.initiative}, for ${access.name}`
      : `${access.name}${access.email === null ? "" : ` <${access.email}>`}`;
  return [access.id, access.kind.padEnd(7), whom, `by ${access.madeBy}`, stateOf(access, now)].join("  ");
}

function stateOf({ ended, expiresAt }: Access, now: number): string {
  if (ended !== null) return `ended ${dayOf(ended.at)} by ${ended.by}`;
  return expiresAt <= now ? `expired ${dayOf(expiresAt)}` : `until ${dayOf(expiresAt)}`;
}

const dayOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10);

async function withAccess(
  command: (parts: { access: AccessDesk; publicUrl: string; store: Store }) => Promise<void>,
): Promise<void> {
  const { databaseUrl, publicUrl } = readAccessSettings(process.env);
  const store = await openStore({ url: databaseUrl, random: systemRandom });
  const effects = { clock: systemClock, random: systemRandom, newSecret: systemSecret };
  try {
    await command({ access: new AccessDesk({ ...effects, store: store.access }), publicUrl, store });
  } finally {
    await store.close();
  }
}
