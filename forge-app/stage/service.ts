import type { z } from "zod";
import { linksPageSchema, statusSchema, whySchema } from "#shared/contract/service-api.ts";
import type { LinksPage, ServiceStatus, Why } from "#shared/contract/service-api.ts";
import { refusalSchema } from "#shared/contract/words.ts";
import { StageRefusal } from "./trackers/sandbox.ts";

/** The Throughline service as the page asks it, by its own HTTP interface. */
export class Service {
  readonly #url: string;
  readonly #headers: Record<string, string>;

  constructor(url: string, operatorToken: string | null) {
    this.#url = url.replace(/\/$/, "");
    this.#headers = operatorToken === null ? {} : { authorization: `Bearer ${operatorToken}` };
  }

  status(): Promise<ServiceStatus> {
    return this.#ask("/api/status", statusSchema);
  }

  why(jiraKey: string): Promise<Why> {
    return this.#ask(`/api/issues/${encodeURIComponent(jiraKey)}/why`, whySchema);
  }

  /** Key of the first linked Jira issue that has a score, an outcome and an initiative; null when none of the first has. */
  async issueWorthSeeing(): Promise<string | null> {
    const { links } = await this.links({ search: "", after: null, limit: 50 });
    for (const { jira } of links) {
      if (jira?.key == null) continue;
      const { score, outcomes, initiatives } = await this.why(jira.key);
      if (score !== null && outcomes.length > 0 && initiatives.length > 0) return jira.key;
    }
    return null;
  }

  /**
   * The pairs of all mirrors as one list: one mirror after the other. `after` is "<mirror> <cursor>".
   * `total` counts what the search finds in all of them.
   */
  async links(query: { search: string; after: string | null; limit: number }): Promise<LinksPage> {
    const mirrors = (await this.status()).mirrors.map(({ id }) => id);
    const [from, cursor = ""] = query.after?.split(" ") ?? [mirrors[0] ?? "", ""];
    const position = Math.max(0, mirrors.indexOf(from ?? ""));
    const [mirror, next] = [mirrors[position], mirrors[position + 1]];
    if (mirror === undefined) return { links: [], total: 0, next: null };
    const page = await this.#linksOf(mirror, { ...query, after: cursor });
    const others = await Promise.all(
      mirrors
        .filter((id) => id !== mirror)
        .map(async (id) => (await this.#linksOf(id, { search: query.search, after: "", limit: 1 })).total),
    );
    const total = others.reduce((sum, count) => sum + count, page.total);
    if (page.next !== null) return { links: page.links, total, next: `${mirror} ${page.next}` };
    return { links: page.links, total, next: next === undefined ? null : `${next} ` };
  }

  #linksOf(mirror: string, query: { search: string; after: string; limit: number }): Promise<LinksPage> {
    const parameters = new URLSearchParams({ search: query.search, limit: String(query.limit) });
    if (query.after !== "") parameters.set("after", query.after);
    return this.#ask(`/api/mirrors/${encodeURIComponent(mirror)}/links?${parameters}`, linksPageSchema);
  }

  async #ask<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
    let response: Response;
    try {
      response = await fetch(this.#url + path, { headers: this.#headers });
    } catch {
      throw new StageRefusal(
        502,
        "The Throughline service does not answer.",
        "Both trackers go on working; what is edited now is carried over when the service is back.",
      );
    }
    const body: unknown = await response.json().catch(() => undefined);
    const answer = schema.safeParse(body);
    if (response.ok && answer.success) return answer.data;
    const refusal = refusalSchema.safeParse(body);
    if (refusal.success) throw new StageRefusal(response.status, refusal.data.message, refusal.data.advice);
    const what = response.ok ? "an answer the stage does not understand" : `HTTP ${response.status}`;
    throw new StageRefusal(
      502,
      `The Throughline service gave ${what} for ${path}.`,
      "See the service’s log.",
    );
  }
}
