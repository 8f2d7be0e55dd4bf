import { describe, expect, it } from "vitest";
import { ADA, scene } from "./scene.ts";

const seed = { issues: [{ project: "APP", summary: "A story", assignee: "ada@acme.test" }] };
const made = () => {
  const here = scene(seed);
  const person = (email: string) => here.twin.dump().users.find((user) => user.email === email);
  const notify = (body: object, authorization?: string) =>
    here.call("POST", "/issue/APP-1/notify", body, authorization);
  return { ...here, notify, ada: person("ada@acme.test")?.accountId ?? "" };
};

describe("a notification of an issue", () => {
  it("is mailed to whom it names, with nothing changed on the issue", async () => {
    const { notify, ada, twin } = made();
    const before = twin.dump().issues;
    const answer = await notify({
      subject: "Look",
      textBody: "It moved.",
      to: { users: [{ accountId: ada }] },
    });
    expect(answer.status).toBe(204);
    expect(twin.dump().mails).toEqual([
      { issue: "10000", to: [ada], subject: "Look", text: "It moved.", at: "2026-03-10T12:00:30.000Z" },
    ]);
    expect(twin.dump().issues).toEqual(before);
  });

  it("goes to the assignee as well, under the issue's name where it has no subject", async () => {
    const { notify, ada, twin } = made();
    await notify({ textBody: "x", to: { assignee: true } });
    expect(twin.dump().mails).toMatchObject([{ to: [ada], subject: "APP-1 A story" }]);
  });

  it("is refused without a recipient, for nobody of the site, and for whoever sends it", async () => {
    const { notify, ada, twin } = made();
    for (const [to, authorization] of [
      [{}, undefined],
      [{ reporter: true, users: [{ accountId: "nobody" }] }, undefined],
      [{ users: [{ accountId: "eve" }] }, undefined],
      [{ users: [{ accountId: ada }] }, ADA],
    ] as const) {
      expect((await notify({ textBody: "x", to }, authorization)).status).toBe(400);
    }
    expect(twin.dump().mails).toEqual([]);
  });

  it("of an issue that is not there or not to be seen answers 404", async () => {
    const { call, ada } = made();
    const answer = await call("POST", "/issue/APP-99/notify", { to: { users: [{ accountId: ada }] } });
    expect(answer.status).toBe(404);
  });

  it("that is restricted reaches nobody who may not see the issue", async () => {
    const { notify, ada, control, twin } = made();
    await control("POST", "/permissions", {
      account: "Ada Lovelace",
      project: "APP",
      revoke: ["BROWSE_PROJECTS"],
    });
    const restrict = { permissions: [{ key: "BROWSE" }] };
    await notify({ textBody: "x", to: { users: [{ accountId: ada }] }, restrict });
    expect(twin.dump().mails).toMatchObject([{ to: [] }]);
  });
});
