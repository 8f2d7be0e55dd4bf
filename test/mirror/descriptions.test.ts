import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { people, twinsAndEngine, type Twins } from "./twins.ts";

let twins: Twins;
beforeEach(async () => {
  twins = await twinsAndEngine();
});
afterEach(() => twins.close());

const { ada, jon } = people;
const words = (text: string, marks?: unknown[]) => ({ type: "text", text, ...(marks ? { marks } : {}) });
const paragraph = (...content: unknown[]) => ({ type: "paragraph", content });
const cell = (text: string, attrs: Record<string, unknown> = {}) => ({
  type: "tableCell",
  attrs,
  content: [paragraph(words(text))],
});

function richDocument(accountId: string): { version: 1; type: "doc"; content: unknown[] } {
  const mention = { type: "mention", attrs: { id: accountId, text: "@Ada", accessLevel: "" } };
  const color = [{ type: "textColor", attrs: { color: "#ff5630" } }];
  const media = {
    type: "media",
    attrs: { type: "file", id: "4478e39c-cf9b", collection: "", width: 200, height: 90 },
  };
  return {
    version: 1,
    type: "doc",
    content: [
      paragraph(words("The first paragraph.")),
      {
        type: "panel",
        attrs: { panelType: "warning" },
        content: [paragraph(words("Ask "), mention, words(" first, "), words("really", color))],
      },
      {
        type: "table",
        attrs: { isNumberColumnEnabled: false, layout: "default" },
        content: [
          { type: "tableRow", content: [cell("wide", { colspan: 2, background: "#deebff" })] },
          { type: "tableRow", content: [cell("left"), cell("right")] },
        ],
      },
      { type: "mediaSingle", attrs: { layout: "center" }, content: [media] },
      paragraph(words("The last paragraph.")),
    ],
  };
}

async function mirrored(): Promise<{ linear: string; content: unknown[] }> {
  const { users } = twins.jira.seed({});
  const [accountId = ""] = [Object.entries(users).find(([email]) => email === ada)?.[1]];
  const document = richDocument(accountId);
  twins.jira.seed({ issues: [{ project: "SHOP", summary: "Rich", description: document }] });
  await twins.quiet();
  return { linear: twins.linear.dump().issues[0]?.description ?? "", content: contentNow() };
}

function contentNow(): unknown[] {
  const description = twins.jira.dump().issues[0]?.description;
  const content =
    typeof description === "object" && description !== null && "content" in description
      ? description.content
      : [];
  return Array.isArray(content) ? content : [];
}

describe("a description that holds what Markdown lacks", () => {
  it("changes in Jira only in the paragraph that was edited in Linear", async () => {
    const { linear, content } = await mirrored();
    expect(content).toHaveLength(5);
    const edited = linear.replace("The first paragraph.", "The first paragraph, edited in Linear.");
    expect(edited).not.toBe(linear);
    twins.linear.act({ as: jon, do: "updateIssue", issue: "SHO-1", description: edited });
    await twins.quiet();
    const [first, ...others] = contentNow();
    expect(first).toEqual(paragraph(words("The first paragraph, edited in Linear.")));
    expect(others).toEqual(content.slice(1));
  });

  it("is not sent at all when only the title was edited", async () => {
    const { content } = await mirrored();
    const before = twins.jira.edits.since().length;
    twins.linear.act({ as: jon, do: "updateIssue", issue: "SHO-1", title: "Only the title" });
    await twins.quiet();
    const edits = twins.jira.edits.since().slice(before);
    expect(edits.map(({ field }) => field)).toContain("summary");
    expect(edits.map(({ field }) => field)).not.toContain("description");
    expect(contentNow()).toEqual(content);
  });

  it("keeps the edits of both sides when different blocks were edited at once", async () => {
    const { linear, content } = await mirrored();
    const inJira = [...content.slice(0, 4), paragraph(words("The last paragraph, edited in Jira."))];
    twins.jira.act({
      as: ada,
      do: "editIssue",
      issue: "SHOP-1",
      description: { version: 1, type: "doc", content: inJira },
    });
    const edited = linear.replace("The first paragraph.", "The first paragraph, edited in Linear.");
    twins.linear.act({ as: jon, do: "updateIssue", issue: "SHO-1", description: edited });
    await twins.quiet();
    expect(contentNow()).toEqual([
      paragraph(words("The first paragraph, edited in Linear.")),
      ...inJira.slice(1),
    ]);
    const there = twins.linear.dump().issues[0]?.description ?? "";
    expect(there).toContain("The first paragraph, edited in Linear.");
    expect(there).toContain("The last paragraph, edited in Jira.");
    expect(await twins.store.mirror.conflicts("shop", { openOnly: false })).toEqual([]);
  });

  it("longer than Jira takes is cut there, and the cut is never written back over the whole", async () => {
    const long = Array.from({ length: 900 }, (_, index) => `Paragraph ${index}: ${"words ".repeat(10)}`).join(
      "\n\n",
    );
    twins.linear.seed({ issues: [{ team: "SHO", title: "Long", description: long }] });
    await twins.quiet();
    expect(JSON.stringify(contentNow())).toContain("longer than fits here");
    expect(JSON.stringify(contentNow())).toContain("linear.app");
    twins.jira.act({ as: ada, do: "editIssue", issue: "SHOP-1", summary: "Long, renamed in Jira" });
    await twins.quiet();
    await twins.engine.lookAtAll();
    await twins.quiet();
    const there = twins.linear.dump().issues[0];
    expect(there?.title).toBe("Long, renamed in Jira");
    expect(there?.description).toContain("Paragraph 899:");
  });
});
