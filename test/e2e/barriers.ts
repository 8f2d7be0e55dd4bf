import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Frame, Page } from "playwright-core";
import { frameOf } from "./frame.ts";

/** What axe finds serious or critical on a page, in words. */

interface Violation {
  id: string;
  impact: string | null;
  help: string;
  nodes: { html: string; any: { message: string }[] }[];
}

/**
 * Evaluated in a page before axe looks: resolves when no colour or place is on its way any more. In the middle of a
 * button's transition its text has next to no contrast, and on a busy machine the middle lasts. What never ends, as
 * a skeleton's shimmer, is not waited for, nor what has not begun, as a notice that goes after eight seconds.
 */
const AT_REST = `(async () => {
  const underWay = () => document.getAnimations().filter(
    ({ playState, effect }) => {
      const { endTime, delay, localTime } = effect?.getComputedTiming() ?? {};
      return playState === "running" && Number.isFinite(endTime) && localTime >= delay;
    },
  );
  for (let some = underWay(); some.length > 0; some = underWay()) {
    await Promise.allSettled(some.map(({ finished }) => finished));
  }
})()`;

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Describing what passed as well takes axe six times as long. */
const OPTIONS = JSON.stringify({ resultTypes: ["violations"] });

/** On the whole page or in a part of it. */
export function seriousBarriers(page: Page, part?: string): Promise<string[]> {
  return barriersOf(page.mainFrame(), part);
}

/** In the frame of Custom UI. */
export async function barriersInFrame(page: Page): Promise<string[]> {
  return barriersOf(await frameOf(page));
}

/** Put in by the debugger: the frame's policy lets no script in. */
export async function barriersOf(inside: Frame, part = "html"): Promise<string[]> {
  if (await inside.evaluate<boolean>("window.axe === undefined")) await inside.evaluate(axe);
  await inside.evaluate(AT_REST);
  const { violations } = await inside.evaluate<{ violations: Violation[] }>(
    `axe.run(${JSON.stringify(part)}, ${OPTIONS})`,
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => {
      const where = nodes.map(({ html, any }) => `${html.slice(0, 160)} (${any[0]?.message ?? ""})`);
      return `${id}: ${help} at ${where.join(" | ")}`.slice(0, 600);
    });
}
