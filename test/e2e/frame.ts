import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Frame, Page } from "playwright-core";
import { AT_REST } from "./at-rest.ts";

/** The frame of Custom UI on a page of the stage. */

export async function frameOf(page: Page): Promise<Frame> {
  const content = await (await page.locator("iframe[data-surface]").elementHandle()).contentFrame();
  if (content === null) throw new Error("The page has no frame.");
  return content;
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");

interface Violation {
  id: string;
  impact: string | null;
  help: string;
  nodes: { html: string; any: { message: string }[] }[];
}

/** What axe finds serious or critical; the frame's policy lets no script in but over the debugger. */
export async function barriersInFrame(page: Page): Promise<string[]> {
  return barriersOf(await frameOf(page));
}

/** The same of a whole page that has such a policy: its main frame. */
export async function barriersOf(inside: Frame): Promise<string[]> {
  if (await inside.evaluate<boolean>("window.axe === undefined")) await inside.evaluate(axe);
  await inside.evaluate(AT_REST);
  const { violations } = await inside.evaluate<{ violations: Violation[] }>("axe.run(document)");
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => {
      const where = nodes.map(({ html, any }) => `${html.slice(0, 160)} (${any[0]?.message ?? ""})`);
      return `${id}: ${help} at ${where.join(" | ")}`.slice(0, 600);
    });
}
