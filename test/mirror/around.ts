import type { Twins } from "./twins.ts";

/** Something happens in the moment before, or after, a tracker has carried out the next such request. */
export function around(
  twin: Pick<Twins["jira"], "handle">,
  request: (method: string, path: string, body: string) => boolean,
  moment: { before?: () => unknown; after?: () => unknown },
): void {
  const handle = twin.handle.bind(twin);
  let pending = true;
  twin.handle = async (asked) => {
    const { pathname } = new URL(asked.url);
    const now = pending && request(asked.method, pathname, await asked.clone().text());
    if (!now) return await handle(asked);
    pending = false;
    await moment.before?.();
    const answer = await handle(asked);
    await moment.after?.();
    return answer;
  };
}
