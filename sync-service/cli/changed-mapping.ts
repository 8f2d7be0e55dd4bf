import { rehearse, touched } from "#sync/mirror/rehearse.ts";
import type { Store } from "#sync/store/open.ts";
import type { Wired } from "./wire.ts";

/**
 * A mapping that was edited since the last run: every pair is looked at under the new one. Where issues that
 * are mirrored already would be written, the mirror pauses first and says how many, so that a person can look
 * before it happens.
 */
export async function lookBeforeRemapping({ parts, engines, changed }: Wired, store: Store): Promise<void> {
  for (const engine of engines) {
    const { id } = engine.mirror;
    if (!changed.includes(id)) continue;
    const ways = `\`throughline preview\` shows it in full, \`throughline resume ${id}\` lets it happen.`;
    await store.mirror.pauseMirror(id, `The mapping was changed. ${ways}`, null);
    await engine.lookAtAll();
    const copy = await store.copy();
    try {
      const found = await rehearse(parts, copy.mirror, engine.mirror);
      const count = touched(found);
      if (count === 0) await engine.resume();
      else {
        const issues = count === 1 ? "1 mirrored issue" : `${count} mirrored issues`;
        const reason = `The mapping was changed, and ${issues} would be changed by it. ${ways}`;
        await store.mirror.pauseMirror(id, reason, null);
      }
    } finally {
      await copy.close();
    }
  }
}
