import type { Frame, Page } from "playwright-core";

/** The frame of Custom UI on a page of the stage. */

export async function frameOf(page: Page): Promise<Frame> {
  const content = await (await page.locator("iframe[data-surface]").elementHandle()).contentFrame();
  if (content === null) throw new Error("The page has no frame.");
  return content;
}
