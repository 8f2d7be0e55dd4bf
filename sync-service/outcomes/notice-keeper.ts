import { defaultNotifications, type InboxItem } from "#shared/contract/outcomes/inbox.ts";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import { issueId } from "#sync/model/issue.ts";
import type { NoticePort } from "#sync/trackers/notice-port.ts";
import type { OutcomesDesk } from "./desk.ts";
import { inboxOf } from "./inbox.ts";
import { KINDS, THROUGHLINE, type NotifiedRecord } from "./records.ts";
import { servingByOutcome } from "./serving.ts";

/** After a message that Jira did not take, ms. */
const REST = 5 * 60_000;
/** A digest tells so many things one by one. */
const TOLD = 20;

interface NoticeKeeperParts {
  notices: NoticePort;
  log: (event: string, details: Record<string, unknown>) => void;
}

/** A message about to be sent. */
interface Message {
  /** The record's id: a day's digest, or one thing. */
  id: string;
  person: string;
  items: readonly InboxItem[];
  issue: JiraIssue;
}

/**
 * Tells people about what asks them, through Jira: at most one digest a day unless they want it otherwise, and
 * never the same thing twice. What asks nobody in particular waits in the inbox.
 */
export class NoticeKeeper {
  readonly #desk: OutcomesDesk;
  readonly #parts: NoticeKeeperParts;
  #notBefore = 0;

  constructor(desk: OutcomesDesk, parts: NoticeKeeperParts) {
    this.#desk = desk;
    this.#parts = parts;
  }

  /** Sends what is to be told now. Returns how many messages Jira took. */
  async pass(): Promise<number> {
    if (this.#desk.now() < this.#notBefore) return 0;
    const { items, today } = await inboxOf(this.#desk, null);
    let sent = 0;
    for (const [person, own] of Map.groupBy(items, ({ asks }) => asks?.accountId ?? null)) {
      if (person === null) continue;
      for (const message of this.#messagesFor(person, own, today)) {
        if (await this.#send(message, today)) sent += 1;
        if (this.#desk.now() < this.#notBefore) return sent;
      }
    }
    return sent;
  }

  #messagesFor(person: string, items: readonly InboxItem[], today: string): Message[] {
    const { ledger } = this.#desk;
    const wanted = ledger.notifications.get(person)?.body ?? defaultNotifications;
    if (wanted.when === "never") return [];
    const before = [...(ledger.notified.get(person)?.values() ?? [])]
      .map(({ body }) => body)
      .filter(({ state }) => state !== "not sent");
    const told = new Set(before.flatMap((message) => message.items));
    const news = items.filter(({ id, kind }) => !told.has(id) && !wanted.without.includes(kind));
    if (wanted.when === "at once") {
      return news.flatMap((item) => this.#message(`${person}/${item.id}`, person, [item]));
    }
    if (news.length === 0 || before.some(({ on }) => on === today)) return [];
    return this.#message(`${person}/${today}`, person, news);
  }

  /** None where no issue can bear it: Jira sends messages about issues only. */
  #message(id: string, person: string, items: readonly InboxItem[]): Message[] {
    const serving = servingByOutcome(this.#desk);
    const [issue] = items.flatMap((item) => item.issue ?? serving.get(item.outcome ?? "")?.[0]?.issue ?? []);
    return issue === undefined ? [] : [{ id, person, items, issue: { id: issue.id, key: issue.key } }];
  }

  async #send(message: Message, today: string): Promise<boolean> {
    const { id, person, items, issue } = message;
    const body: NotifiedRecord = { state: "claimed", items: items.map((item) => item.id), on: today, issue };
    const claimed = await this.#keep(
      id,
      body,
      this.#desk.ledger.notified.get(person)?.get(id)?.revision ?? 0,
    );
    if (claimed === null) return false;
    const outcome = await this.#parts.notices.send(
      { issue: issueId(issue.id), issueKey: issue.key, to: person, ...wordsOf(items) },
      { priority: "backfill" },
    );
    if (outcome.kind === "unknown") {
      this.#parts.log("a message may not have been sent", { issue: issue.key, message: outcome.reason });
      return false;
    }
    if (outcome.kind === "applied") {
      await this.#keep(id, { ...body, state: "sent" }, claimed);
      return true;
    }
    const isRefused = outcome.kind === "refused";
    const reason = isRefused ? (outcome.refused[0]?.message ?? "") : outcome.reason;
    this.#parts.log("a message was not sent", { issue: issue.key, message: reason });
    await this.#keep(id, { ...body, state: isRefused ? "refused" : "not sent" }, claimed);
    if (!isRefused) this.#notBefore = Math.max(this.#desk.now() + REST, outcome.retryAt ?? 0);
    return false;
  }

  /** The new revision; null when another process was quicker. */
  async #keep(id: string, body: NotifiedRecord, expectedRevision: number): Promise<number | null> {
    const record = { kind: KINDS.notified, id, body, who: THROUGHLINE, why: null, at: this.#desk.now() };
    const kept = await this.#desk.parts.records.append({ ...record, expectedRevision });
    return kept.ok ? kept.revision : null;
  }
}

function wordsOf(items: readonly InboxItem[]): { subject: string; text: string } {
  const lines = items.slice(0, TOLD).map(({ issue, title, sentence }) => {
    const about = issue?.key ?? title;
    return about === null ? `- ${sentence}` : `- ${about}: ${sentence}`;
  });
  const more = items.length - lines.length;
  const subject =
    items.length === 1
      ? "Throughline asks one thing of you"
      : `Throughline asks ${items.length} things of you`;
  return {
    subject,
    text: [
      ...lines,
      ...(more > 0 ? [`- and ${more} more`] : []),
      "",
      "You find them under Inbox on the project's Outcomes page; there you say as well how you are told.",
    ].join("\n"),
  };
}
