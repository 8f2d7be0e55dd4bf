import { writeSync } from "node:fs";
import { openStore } from "#sync/store/open.ts";
import { commitOf, end, hint, journalEntry, random } from "./scene.ts";

/**
 * A process that commits links one after the other and says so after each, until it is killed or `most` are
 * done. Everything of a commit carries the same number.
 */
const [url = "", name = "", most = "0"] = process.argv.slice(2);
const opened = await openStore({ url, random });
const store = opened.mirror;
await store.saveMirror({ id: name, connection: name, mapping: "{}" });

for (let number = 0; number < Number(most); number += 1) {
  await store.hint(name, [hint("jira", `${name} ${number}`)], "live", number);
  const [link] = await store.claim({ mirror: name, worker: name, limit: 1, now: number, leaseUntil: number });
  if (!link) throw new Error("what was hinted is due");
  const entry = journalEntry(link, { generation: number });
  await store.journal([entry], [{ ...link, link: link.id, state: "creating" }]);
  const message = `${number}`;
  await store.commit(
    commitOf(link, {
      state: "linked",
      linear: end(`${name} ${number}`),
      note: message,
      generation: number,
      settled: [entry.id],
      parked: [
        { side: "jira", field: "status", code: "", message, fingerprint: "", since: 0, retryAt: null },
      ],
      audit: [{ at: number, what: "linked", side: null, message }],
    }),
  );
  writeSync(1, `${link.id}\n`);
}
await opened.close();
