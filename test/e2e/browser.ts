import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";

/** Where screenshots of a run go; ignored by git. */
const SHOTS = join(import.meta.dirname, "../../.data/screenshots");

/** The Chromium that npm brings, with its own libraries and fonts, so that it runs on any Linux. */
export async function openBrowser(): Promise<Browser> {
  // Read by the package when it is loaded: it then unpacks the libraries too.
  process.env["AWS_LAMBDA_JS_RUNTIME"] ??= "nodejs22.x";
  const { default: packed } = await import("@sparticuz/chromium");
  // Not the package's own arguments: they are for a lambda, and cost a second a screenshot elsewhere.
  const args = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"];
  return chromium.launch({ executablePath: await packed.executablePath(), args });
}

/** A machine that is busy with other tests takes its time, ms. */
export const PATIENCE = 90_000;

export const WIDE = { width: 1280, height: 900 };
export const NARROW = { width: 400, height: 860 };

export interface OpenPage {
  page: Page;
  /** What went wrong inside the page: errors thrown, errors logged, answers that failed. */
  troubles: string[];
}

export async function openPage(
  browser: Browser,
  url: string,
  look: { size?: { width: number; height: number }; theme?: "light" | "dark" } = {},
): Promise<OpenPage> {
  const page = await browser.newPage({
    viewport: look.size ?? WIDE,
    colorScheme: look.theme ?? "light",
    reducedMotion: "reduce",
  });
  page.setDefaultTimeout(PATIENCE);
  const troubles: string[] = [];
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(message.text());
  });
  await page.goto(url);
  return { page, troubles };
}

export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`) });
}
