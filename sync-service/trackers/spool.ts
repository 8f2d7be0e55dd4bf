import { createHash } from "node:crypto";
import { createWriteStream, openAsBlob } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

/** A file on this machine's disk, on its way from one tracker to the other. */
export interface Spooled {
  /** Bytes. */
  size: number;
  /** Of its content, in hex. */
  sha256: string;
  /** Read from the disk as it is sent, never whole in memory. */
  content: Blob;
  /** Deletes it. */
  release(): Promise<void>;
}

/** The file has more bytes than may be carried. */
export class TooLarge extends Error {}

/**
 * Takes a download to the disk, where its size and hash are known before anything is uploaded.
 *
 * @param limit bytes; more throw `TooLarge`, and nothing is left behind
 */
export async function spool(
  stream: ReadableStream<Uint8Array> | null,
  type: string,
  limit: number,
): Promise<Spooled> {
  const folder = await mkdtemp(join(tmpdir(), "throughline-"));
  const release = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, "file");
  const hash = createHash("sha256");
  let size = 0;
  try {
    await pipeline(async function* () {
      for await (const chunk of chunksOf(stream)) {
        size += chunk.byteLength;
        if (size > limit) throw new TooLarge();
        hash.update(chunk);
        yield chunk;
      }
    }, createWriteStream(path));
    const content = await openAsBlob(path, { type });
    return { size, sha256: hash.digest("hex"), content, release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function* chunksOf(stream: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  const reader = stream?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // What is left of it is not wanted; the connection is free again.
    await reader.cancel();
  }
}
