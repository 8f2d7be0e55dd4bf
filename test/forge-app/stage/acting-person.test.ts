import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jiraAs } from "#forge/stage/jira-as.ts";
import { startSandboxes } from "#sync/cli/sandboxes.ts";
import type { Sandboxes } from "#sync/cli/sandboxes.ts";
import { systemClock, systemRandom } from "#sync/cli/system.ts";

let sandboxes: Sandboxes;
beforeAll(async () => {
  sandboxes = await startSandboxes({ clock: systemClock, random: systemRandom });
  sandboxes.jira.seed({
    users: [{ accountId: "account-of-ada", displayName: "Ada Lindqvist", email: "ada@acme.example" }],
  });
});
afterAll(() => sandboxes.close());

const whoami = async (as: { accountId: string } | "app") => {
  const answer = await jiraAs(sandboxes.jiraUrl, "/rest/api/3/myself", {}, as);
  return { status: answer.status, body: (await answer.json()) as unknown };
};

describe("a function’s call to Jira from the stage", () => {
  it("is made as the person who looks at the surface", async () => {
    expect((await whoami({ accountId: "account-of-ada" })).body).toMatchObject({
      displayName: "Ada Lindqvist",
    });
  });

  it("is made as the app when the function asks as the app", async () => {
    expect((await whoami("app")).body).toMatchObject({ accountType: "app" });
  });

  it("is refused for somebody whom Jira does not know", async () => {
    expect((await whoami({ accountId: "nobody" })).status).toBe(401);
  });
});
