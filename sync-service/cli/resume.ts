import { openStore } from "#sync/store/open.ts";
import { systemRandom } from "./system.ts";

/** Lets a paused mirror go on. */
export async function resume(id: string): Promise<void> {
  const url = process.env["DATABASE_URL"] ?? "file:throughline.sqlite";
  const store = await openStore({ url, random: systemRandom });
  try {
    const mirrors = await store.mirror.mirrors();
    const mirror = mirrors.find((one) => one.id === id);
    if (!mirror) {
      console.error(
        `There is no mirror "${id}" (there is ${mirrors.map((one) => one.id).join(", ") || "none"}).`,
      );
      process.exitCode = 1;
    } else if (mirror.pausedReason === null) {
      console.log(`${id} is not paused.`);
    } else {
      await store.mirror.resumeMirror(id);
      console.log(`${id} goes on. It was paused because: ${mirror.pausedReason}`);
    }
  } finally {
    await store.close();
  }
}
