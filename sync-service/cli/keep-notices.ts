import type { Service } from "#sync/http/service.ts";
import { NoticeKeeper } from "#sync/outcomes/notice-keeper.ts";
import type { NoticePort } from "#sync/trackers/notice-port.ts";
import { keepUp } from "./keep-up.ts";

/** How soon a message follows what asks for it, ms. */
const LOOK_EVERY = 60_000;

/** Tells people what asks them, until the signal aborts. */
export async function keepNotices(
  service: Pick<Service, "outcomes" | "clock" | "log">,
  notices: NoticePort,
  signal: AbortSignal,
): Promise<void> {
  const { outcomes, log } = service;
  const keeper = new NoticeKeeper(outcomes, { notices, log });
  await keepUp(() => keeper.pass(), {
    ...service,
    every: LOOK_EVERY,
    failed: "people could not be told what asks them",
    signal,
  });
}
