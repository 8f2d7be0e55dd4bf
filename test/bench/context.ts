import { oneIssueOnStage } from "../e2e/one-issue.ts";
import { contextAnswer, mirrored, scored, worth } from "../forge-app/example-context.ts";

const RUNS = 9;

/**
 * What the open issue context takes in a browser once its one answer is there: through the surface's own worker, its
 * rendering, Atlaskit, to the painted pixels. What the service takes for the answer is in `-- scoring`.
 */
export async function run(): Promise<void> {
  const on = await oneIssueOnStage();
  on.answers.set("/forge/issue-context", {
    body: contextAnswer(mirrored(), { ...worth, scoring: scored() }),
  });
  const took: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const page = await on.browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.addInitScript(WATCH);
    await page.goto(`${on.stage.url}/#/jira/${on.issue.key}`);
    await page.locator("[data-surface]").getByRole("button", { name: "Change score" }).waitFor();
    took.push(await page.evaluate<number>("window.shownAfter"));
    await page.close();
  }
  took.sort((one, other) => one - other);
  const median = took[Math.floor(RUNS / 2)] ?? 0;
  console.log(`the open issue context, ${RUNS} runs`);
  console.log(
    `from the data's arrival to its facts on the screen: ${median.toFixed(0)} ms, the median; at most ${(took.at(-1) ?? 0).toFixed(0)} ms (150 are wanted)`,
  );
  await on.close();
}

/** When the answer of the surface's one call was there, and when the facts that it tells were painted. */
const WATCH = `
  let dataAt;
  const ask = window.fetch;
  window.fetch = async (...request) => {
    const response = await ask(...request);
    const isContext = String(request[0]).endsWith("/stage/invoke") && String(request[1]?.body).includes("getIssueContext");
    if (!isContext) return response;
    const text = await response.text();
    dataAt = performance.now();
    return new Response(text, { status: response.status, headers: response.headers });
  };
  window.shownAfter = new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector("[data-surface]")?.textContent.includes("4 of 61")) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - dataAt)));
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
`;
