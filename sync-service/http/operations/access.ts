import type { accessOperations, Share } from "#shared/contract/access/operations.ts";
import type { AccessDesk } from "#sync/access/desk.ts";
import { Refused } from "../refusal.ts";
import type { Service } from "../service.ts";
import { personAsking, type Handlers } from "./handlers.ts";

export const accessHandlers = ({
  access,
  store,
  publicUrl,
}: Pick<Service, "access" | "store" | "publicUrl">): Handlers<typeof accessOperations> => ({
  "share.create": async (asker, { initiative, name, days }) => {
    const who = personAsking(asker);
    if ((await store.records.latest("initiative", initiative)) === undefined) {
      throw new Refused(
        404,
        "There is no such initiative.",
        "It may have been removed; look at the overview.",
      );
    }
    const { token, share } = await access.share(initiative, name, days, who);
    return { share: told(share), url: shareUrl(publicUrl(), token) };
  },

  "share.list": async (_asker, { initiative }) => {
    const shares = await access.shares();
    return { shares: shares.filter((share) => share.initiative === initiative).map(told) };
  },

  "share.revoke": async (asker, { share: id }) => {
    const found = await access.find(id);
    if (found?.kind !== "share") {
      throw new Refused(404, "There is no such share link.", "Look at the list of links anew.");
    }
    await access.revoke(id, personAsking(asker));
    const revoked = await access.find(id);
    return { share: told(revoked?.kind === "share" ? revoked : found) };
  },
});

/** What stands after # never reaches a server, its logs or a referrer. */
export const shareUrl = (publicUrl: string, token: string): string => `${publicUrl}/share#${token}`;
export const signInUrl = (publicUrl: string, token: string): string => `${publicUrl}/sign-in#${token}`;

type KeptShare = Awaited<ReturnType<AccessDesk["shares"]>>[number];

function told({ id, initiative, name, madeBy, madeAt, expiresAt, ended }: KeptShare): Share {
  return { id, initiative, name, madeBy, madeAt, expiresAt, revokedAt: ended?.at ?? null };
}
