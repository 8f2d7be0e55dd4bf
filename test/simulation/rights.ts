import type { Dice } from "./dice.ts";
import type { Scheduler } from "./scheduler.ts";
import { PROJECT, type World } from "./world.ts";

const MINUTE = 60_000;
const SEEING = "BROWSE_PROJECTS";
const RIGHTS = ["EDIT_ISSUES", "TRANSITION_ISSUES", SEEING, "CREATE_ISSUES"];

/** Takes a right in Jira from the service's account and gives it back after half a minute to five. */
export async function revokeForAWhile(world: World, scheduler: Scheduler, dice: Dice): Promise<string> {
  const right = dice.pick(RIGHTS);
  await permit(world, { revoke: [right] });
  if (right === SEEING) world.isHidden = true;
  scheduler.add({
    owner: null,
    label: `${right} granted`,
    readyAt: scheduler.now + dice.between(30_000, 5 * MINUTE),
    run: async () => {
      await permit(world, { grant: [right] });
      if (right === SEEING) world.isHidden = false;
      return undefined;
    },
  });
  return right;
}

export async function grantAll(world: World): Promise<void> {
  for (const right of RIGHTS) await permit(world, { grant: [right] });
  world.isHidden = false;
}

async function permit(world: World, change: { grant?: string[]; revoke?: string[] }): Promise<void> {
  const body = JSON.stringify({ account: world.connection.jira.email, project: PROJECT, ...change });
  const url = "https://acme.atlassian.net/sandbox/permissions";
  const answer = await world.jira.handle(new Request(url, { method: "POST", body }));
  if (!answer.ok) throw new Error(await answer.text());
}
