import { z } from "zod";

/** What Forge enforces on its key-value storage, from its published limits. */
const STORAGE_LIMITS = {
  valueBytes: 240 * 1024,
  keyCharacters: 500,
  depth: 31,
  page: 100,
  readsAMinute: 4_000,
  writesAMinute: 4_000,
} as const;

/** Letters, digits and : . _ # - and blanks, not blanks alone. */
const KEY = /^(?!\s+$)[a-zA-Z0-9:._\s#-]+$/;

const byKey = z.object({ key: z.string() });
const setSchema = byKey.extend({ value: z.unknown().optional() });
const querySchema = z.object({
  limit: z.number().optional(),
  after: z.string().optional(),
  where: z
    .array(
      z.strictObject({
        property: z.literal("key"),
        condition: z.literal("BEGINS_WITH"),
        values: z.tuple([z.string()]),
      }),
    )
    .max(1)
    .optional(),
});

/** Forge's key-value storage of one installation, in memory, spoken to as @forge/kvs speaks. */
export class ForgeStorage {
  readonly #values = new Map<string, string>();
  readonly #now: () => number;
  #window = 0;
  #reads = 0;
  #writes = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  answer(path: string, body: unknown): Response {
    const writes = /\/(set|delete)$/.test(path);
    if (!this.#counted(writes))
      return refusal(429, "RATE_LIMIT_EXCEEDED", "Too many requests in this minute.");
    switch (path) {
      case "/api/v1/get":
        return this.#get(byKey.parse(body).key);
      case "/api/v1/set":
        return this.#set(setSchema.parse(body));
      case "/api/v1/delete":
        return this.#delete(byKey.parse(body).key);
      case "/api/v1/query":
        return this.#query(querySchema.parse(body));
      default:
        throw new Error(`The stage's storage has no ${path}.`);
    }
  }

  #get(key: string): Response {
    const text = this.#values.get(key);
    if (text === undefined) return refusal(404, "KEY_NOT_FOUND", `No value was found for the key ${key}.`);
    return Response.json({ key, value: JSON.parse(text) as unknown });
  }

  #set({ key, value }: z.output<typeof setSchema>): Response {
    if (key.length === 0 || key.length > STORAGE_LIMITS.keyCharacters) {
      return refusal(400, "KEY_TOO_LONG", `A key has 1 to ${STORAGE_LIMITS.keyCharacters} characters.`);
    }
    if (!KEY.test(key))
      return refusal(400, "INVALID_KEY", `The key ${key} has characters that Forge refuses.`);
    if (value === undefined) return refusal(400, "INVALID_VALUE", "There is no value to be stored.");
    const text = JSON.stringify(value);
    if (Buffer.byteLength(text) > STORAGE_LIMITS.valueBytes) {
      return refusal(400, "MAX_SIZE", `A value has at most ${STORAGE_LIMITS.valueBytes} bytes.`);
    }
    if (depthOf(value) > STORAGE_LIMITS.depth) {
      return refusal(400, "MAX_DEPTH", `A value is at most ${STORAGE_LIMITS.depth} levels deep.`);
    }
    this.#values.set(key, text);
    return new Response(null, { status: 204 });
  }

  #delete(key: string): Response {
    return this.#values.delete(key)
      ? new Response(null, { status: 204 })
      : refusal(404, "KEY_NOT_FOUND", `No value was found for the key ${key}.`);
  }

  #query({ limit = 10, after = "", where = [] }: z.output<typeof querySchema>): Response {
    if (limit > STORAGE_LIMITS.page) {
      return refusal(400, "QUERY_LIMIT", `A page has at most ${STORAGE_LIMITS.page} values.`);
    }
    const [begins] = where;
    const keys = [...this.#values.keys()]
      .filter((key) => key.startsWith(begins?.values[0] ?? "") && key > after)
      .sort();
    const data = keys
      .slice(0, limit)
      .map((key) => ({ key, value: JSON.parse(this.#values.get(key) ?? "null") as unknown }));
    return Response.json({ data, ...(keys.length > limit ? { cursor: data.at(-1)?.key } : {}) });
  }

  #counted(writes: boolean): boolean {
    const window = Math.floor(this.#now() / 60_000);
    if (window !== this.#window) {
      this.#window = window;
      this.#reads = 0;
      this.#writes = 0;
    }
    return writes
      ? ++this.#writes <= STORAGE_LIMITS.writesAMinute
      : ++this.#reads <= STORAGE_LIMITS.readsAMinute;
  }
}

function refusal(status: number, code: string, message: string): Response {
  return Response.json({ code, message }, { status });
}

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}
