import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Fault } from "#sync/sandbox/kit/faults.ts";
import { around } from "../around.ts";
import { people, seedIssues, twinsAndEngine, type Twins } from "../twins.ts";

let twins: Twins;
beforeEach(async () => {
  twins = await twinsAndEngine();
});
afterEach(() => twins.close());

const { ada, jon } = people;
const once = (fault: Fault): Fault => ({ ...fault, times: 1 });
const UPLOAD_TO_JIRA = "POST .*/attachments$";

async function oneMirroredIssue(): Promise<void> {
  seedIssues(twins, { jira: 1, linear: 0 });
  await twins.quiet();
  twins.writes();
}

const attachInJira = (name: string, text: string) =>
  twins.jira.act({ as: ada, do: "attachFile", issue: "SHOP-1", name, text });
const attachInLinear = (name: string, text: string) =>
  twins.linear.act({ as: jon, do: "attachFile", issue: "SHO-1", name, text });

const jiraFiles = () => twins.jira.dump().issues[0]?.attachments ?? [];
const linearFiles = () =>
  (twins.linear.dump().issues[0]?.attachments ?? []).filter(({ url }) => url.includes("uploads."));
const namesInJira = () => jiraFiles().map(({ filename }) => filename);
const namesInLinear = () => linearFiles().map(({ title }) => title);

/** What the service ever put into Jira, what it took away again included. */
const uploadsToJira = () =>
  twins.jira.edits
    .since()
    .filter(
      ({ object, field, actor }) => object === "attachment" && field === "created" && actor.kind === "app",
    ).length;
const uploadsToLinear = () => twins.linear.requests.summary().byEndpoint["PUT /uploads"]?.requests ?? 0;

async function textInJira(name: string): Promise<string> {
  const id = jiraFiles().find(({ filename }) => filename === name)?.id ?? "";
  const { email, apiToken } = twins.jira.credentials;
  const authorization = `Basic ${Buffer.from(`${email}:${apiToken}`).toString("base64")}`;
  const url = `https://acme.atlassian.net/rest/api/3/attachment/content/${id}?redirect=false`;
  return await (await twins.jira.handle(new Request(url, { headers: { authorization } }))).text();
}
async function textInLinear(name: string): Promise<string> {
  const url = linearFiles().find(({ title }) => title === name)?.url ?? "";
  const headers = { authorization: twins.linear.apiKey };
  return await (await twins.linear.handle(new Request(url, { headers }))).text();
}

describe("files", () => {
  it("cross in both directions, byte for byte, once", async () => {
    await oneMirroredIssue();
    attachInJira("notes.txt", "What Ada noted — ✓");
    attachInLinear("plan.txt", "What Jon plans");
    await twins.quiet();
    expect(await textInLinear("notes.txt")).toBe("What Ada noted — ✓");
    expect(await textInJira("plan.txt")).toBe("What Jon plans");
    twins.writes();
    await twins.engine.lookAtAll();
    await twins.quiet();
    expect(twins.writes()).toBe(0);
    expect([namesInJira(), namesInLinear()].map((names) => names.toSorted())).toEqual([
      ["notes.txt", "plan.txt"],
      ["notes.txt", "plan.txt"],
    ]);
  });

  it("of an issue that is mirrored for the first time come along", async () => {
    seedIssues(twins, { jira: 1, linear: 0 });
    attachInJira("a.txt", "first");
    attachInJira("b.txt", "second");
    await twins.quiet();
    expect(namesInLinear()).toEqual(["a.txt", "b.txt"]);
  });

  it("that are deleted take their copies with them, and a copy that is deleted does not come back", async () => {
    await oneMirroredIssue();
    for (const name of ["one.txt", "two.txt"]) {
      attachInJira(`jira ${name}`, name);
      attachInLinear(`linear ${name}`, name);
    }
    await twins.quiet();
    expect(jiraFiles()).toHaveLength(4);
    const linearId = (name: string) => linearFiles().find(({ title }) => title === name)?.id ?? "";
    twins.jira.act({ as: ada, do: "removeFile", issue: "SHOP-1", name: "jira one.txt" });
    twins.linear.act({ as: jon, do: "removeAttachment", attachment: linearId("linear one.txt") });
    twins.jira.act({ as: ada, do: "removeFile", issue: "SHOP-1", name: "linear two.txt" });
    twins.linear.act({ as: jon, do: "removeAttachment", attachment: linearId("jira two.txt") });
    for (const _ of [1, 2]) {
      await twins.engine.lookAtAll();
      await twins.quiet();
    }
    expect(namesInJira()).toEqual(["jira two.txt"]);
    expect(namesInLinear()).toEqual(["linear two.txt"]);
  });

  it("that are deleted while no webhook tells are found by the sweep", async () => {
    await oneMirroredIssue();
    attachInLinear("plan.txt", "What Jon plans");
    await twins.quiet();
    twins.linear.act({ as: jon, do: "removeAttachment", attachment: linearFiles()[0]?.id ?? "" });
    await twins.quiet();
    expect(namesInJira()).toEqual(["plan.txt"]);
    await twins.engine.sweep();
    await twins.quiet();
    expect(namesInJira()).toEqual([]);
  });

  it("that both sides hold already, by name and content, are left as they are; others of the same name cross", async () => {
    await oneMirroredIssue();
    attachInJira("same.txt", "the same bytes");
    attachInLinear("same.txt", "the same bytes");
    attachInJira("other.txt", "Ada's");
    attachInLinear("other.txt", "Jon's");
    await twins.engine.lookAtAll();
    await twins.quiet();
    expect(namesInJira().toSorted()).toEqual(["other.txt", "other.txt", "same.txt"]);
    expect(namesInLinear().toSorted()).toEqual(["other.txt", "other.txt", "same.txt"]);
  });

  it("that are too large are named by a link, which is said, and the rest flows", async () => {
    await twins.close();
    twins = await twinsAndEngine({ mirror: { attachments: { maxBytes: 10 } } });
    await oneMirroredIssue();
    attachInJira("large.txt", "more than ten bytes");
    attachInLinear("huge.txt", "many more than ten bytes");
    attachInJira("small.txt", "few");
    await twins.quiet();
    expect(namesInLinear().toSorted()).toEqual(["huge.txt", "small.txt"]);
    expect(namesInJira().toSorted()).toEqual(["large.txt", "small.txt"]);
    const links = twins.linear.dump().issues[0]?.attachments.filter(({ title }) => title === "large.txt");
    expect(links?.map(({ url }) => url)).toEqual([expect.stringContaining("/attachment/content/")]);
    expect(twins.jira.dump().issues[0]?.remoteLinks).toMatchObject([{ object: { title: "huge.txt" } }]);
    const parked = await twins.store.mirror.parked("shop");
    expect(parked.map(({ side, field, code }) => [side, field, code])).toEqual([
      ["jira", "attachments", "too-large"],
      ["linear", "attachments", "too-large"],
    ]);
    twins.writes();
    await twins.engine.lookAtAll();
    await twins.quiet();
    expect(twins.writes()).toBe(0);
  });

  it("that Jira does not permit are parked with what to do, and follow when they may", async () => {
    await oneMirroredIssue();
    const permit = async (how: "revoke" | "grant") => {
      const change = { account: "service@acme.example", project: "SHOP", [how]: ["CREATE_ATTACHMENTS"] };
      const url = "https://acme.atlassian.net/sandbox/permissions";
      await twins.jira.handle(new Request(url, { method: "POST", body: JSON.stringify(change) }));
    };
    await permit("revoke");
    attachInLinear("plan.txt", "What Jon plans");
    await twins.quiet();
    const parked = await twins.store.mirror.parked("shop");
    expect(parked).toMatchObject([{ side: "jira", field: "attachments", code: "permission" }]);
    await permit("grant");
    twins.clock.advance(16 * 60_000);
    await twins.quiet();
    expect(namesInJira()).toEqual(["plan.txt"]);
    expect(await twins.store.mirror.parked("shop")).toEqual([]);
  });

  it.each([
    { direction: "to-linear", jira: ["a.txt"], linear: ["a.txt", "b.txt"] },
    { direction: "to-jira", jira: ["a.txt", "b.txt"], linear: ["b.txt"] },
    { direction: "none", jira: ["a.txt"], linear: ["b.txt"] },
  ])("travel as the mapping says: $direction", async ({ direction, jira, linear }) => {
    await twins.close();
    twins = await twinsAndEngine({ mirror: { attachments: { direction } } });
    await oneMirroredIssue();
    attachInJira("a.txt", "a");
    attachInLinear("b.txt", "b");
    await twins.quiet();
    expect([namesInJira().toSorted(), namesInLinear().toSorted()]).toEqual([jira, linear]);
  });
});

describe("a file whose transfer goes wrong", () => {
  it.each(["drop-before", "drop-after", "error-before", "error-after"] as const)(
    "is there once on both sides (%s)",
    async (kind) => {
      await oneMirroredIssue();
      attachInJira("notes.txt", "What Ada noted");
      attachInLinear("plan.txt", "What Jon plans");
      twins.jira.faults.add(once({ kind, endpoint: UPLOAD_TO_JIRA } as Fault));
      twins.linear.faults.add(once({ kind, endpoint: "attachmentCreate" } as Fault));
      await twins.quiet();
      expect(twins.jira.faults.strikes()).toMatchObject({ [kind]: 1 });
      expect(twins.linear.faults.strikes()).toMatchObject({ [kind]: 1 });
      expect(uploadsToJira()).toBe(1);
      expect(namesInJira().toSorted()).toEqual(["notes.txt", "plan.txt"]);
      expect(namesInLinear().toSorted()).toEqual(["notes.txt", "plan.txt"]);
    },
  );

  it("and whose upload lands minutes later has one copy in the end", async () => {
    await oneMirroredIssue();
    attachInLinear("plan.txt", "What Jon plans");
    twins.jira.faults.add(once({ kind: "late-effect", endpoint: UPLOAD_TO_JIRA, milliseconds: 5 * 60_000 }));
    await twins.quiet();
    expect(namesInJira()).toEqual(["plan.txt"]);
    await twins.jira.agenda.advance(6 * 60_000);
    twins.clock.advance(6 * 60_000);
    await twins.quiet();
    expect(uploadsToJira()).toBe(2);
    expect(namesInJira()).toEqual(["plan.txt"]);
    expect(namesInLinear()).toEqual(["plan.txt"]);
  });

  it.each([
    { target: "jira" as const, request: "/attachments" },
    { target: "linear" as const, request: "attachmentCreate" },
  ])("because the process ends right after it reached $target, is not uploaded again", async (end) => {
    await oneMirroredIssue();
    attachInJira("notes.txt", "What Ada noted");
    attachInLinear("plan.txt", "What Jon plans");
    await twins.engine.poll();
    await new Promise<void>((reached) => {
      around(
        twins[end.target],
        (method, path, body) =>
          method === "POST" && (path.endsWith(end.request) || body.includes("mutation Attach")),
        {
          after: () => {
            reached();
            return new Promise(() => undefined);
          },
        },
      );
      void twins.engine.workUntilQuiet();
    });
    twins.clock.advance(130_000);
    await twins.quiet(twins.restart());
    expect(uploadsToJira()).toBe(1);
    expect(namesInJira().toSorted()).toEqual(["notes.txt", "plan.txt"]);
    expect(namesInLinear().toSorted()).toEqual(["notes.txt", "plan.txt"]);
  });

  it("because the database was lost, is not uploaded again", async () => {
    await oneMirroredIssue();
    attachInJira("notes.txt", "What Ada noted");
    attachInLinear("plan.txt", "What Jon plans");
    await twins.quiet();
    const before = [uploadsToJira(), uploadsToLinear()];
    const other = await twinsAndEngine({ seed: 2 });
    await other.store.mirror.saveMirror({ id: "shop", connection: "acme", mapping: "{}" });
    const engine = twins.restart({ store: other.store });
    for (let round = 0; round < 6; round += 1) {
      await engine.poll();
      await engine.workUntilQuiet();
      twins.clock.advance(5_000);
    }
    expect([uploadsToJira(), uploadsToLinear()]).toEqual(before);
    expect([namesInJira().length, namesInLinear().length]).toEqual([2, 2]);
    await other.close();
  });

  it("leaves nothing behind on this machine", async () => {
    const folder = mkdtempSync(join(tmpdir(), "spool-"));
    vi.stubEnv("TMPDIR", folder);
    await oneMirroredIssue();
    attachInLinear("plan.txt", "What Jon plans");
    twins.jira.faults.add(once({ kind: "error-before", endpoint: UPLOAD_TO_JIRA } as Fault));
    await twins.quiet();
    expect(namesInJira()).toEqual(["plan.txt"]);
    expect(readdirSync(folder)).toEqual([]);
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
});
