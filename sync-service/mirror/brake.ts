import type { MirrorStore } from "#sync/store/store.ts";
import type { EngineParts, Found } from "./parts.ts";

const SHARE = 0.05;
const AT_LEAST = 10;

/**
 * A revoked permission looks like mass deletion. When more than 5 % of a mirror's links (at least 10) go
 * missing in one pass, the mirror pauses and says so; a pass ends when nothing is dirty any more.
 */
export class MissingBrake {
  readonly #store: MirrorStore;
  readonly #mirror: string;
  #missing = 0;
  #released = false;

  constructor(store: MirrorStore, mirror: string) {
    this.#store = store;
    this.#mirror = mirror;
  }

  /** Counts what a batch found absent; true when the mirror has been paused because of it. */
  async pulls(found: readonly Found[], parts: EngineParts): Promise<boolean> {
    const absent = found.filter(
      ({ link, jira, linear }) =>
        link.state === "linked" && (jira?.kind === "absent" || linear?.kind === "absent"),
    ).length;
    return absent > 0 && (await this.expectMissing(absent, parts));
  }

  /** The same for links that a sweep did not find listed. */
  async expectMissing(count: number, parts: EngineParts): Promise<boolean> {
    if (this.#released) return false;
    const { total } = await this.#store.counts(this.#mirror);
    const missing = this.#missing + count;
    if (missing <= Math.max(AT_LEAST, total * SHARE)) {
      this.#missing = missing;
      return false;
    }
    const reason = `${missing} of ${total} mirrored issues are not shown any more. Was a permission revoked, or a project archived? Nothing was changed; check, then resume the mirror.`;
    await this.#store.pauseMirror(this.#mirror, reason, null);
    await this.#store.addAudit({
      at: parts.clock.now(),
      link: null,
      mirror: this.#mirror,
      what: "paused",
      side: null,
      message: reason,
    });
    return true;
  }

  reset(): void {
    this.#missing = 0;
    this.#released = false;
  }

  /** A person has decided that the missing issues are really gone: this pass may go on. */
  release(): void {
    this.#missing = 0;
    this.#released = true;
  }
}
