import type { Clock, Random } from "#sync/model/effects.ts";
import type { Access, AccessStore, NewAccess } from "#sync/store/access.ts";
import { hashOf, isSecretOf, readToken, writeToken } from "./token.ts";

interface AccessParts {
  store: AccessStore;
  clock: Clock;
  random: Random;
  /** 256 bits that nobody can guess, as text of letters, digits, "-" and "_". */
  newSecret: () => string;
}

type Session = Extract<NewAccess, { kind: "session" }>;
type Of<Kind extends Access["kind"]> = Extract<Access, { kind: Kind }>;

/** What a token is worth: what it opens, or why it opens nothing. */
type Found =
  { kind: "valid"; access: Access } | { kind: "unknown" } | { kind: "expired" | "ended"; access: Access };

const DAY = 86_400_000;
/** How long a sign-in link waits to be opened. */
const SIGN_IN_WAITS = 3 * DAY;

/**
 * Lets people in outside Jira. There are no accounts: who runs Throughline gives a person a sign-in link, which opens
 * one session; people make share links, each to one initiative, to be read.
 */
export class AccessDesk {
  readonly #parts: AccessParts;

  constructor(parts: AccessParts) {
    this.#parts = parts;
  }

  /** A link that opens one session, once. */
  async inviteToSignIn(
    person: { name: string; email: string | null },
    days: number,
    by: string,
  ): Promise<string> {
    const made = this.#made(SIGN_IN_WAITS, by);
    await this.#parts.store.add({ ...made.access, kind: "sign-in", ...person, lasts: days * DAY });
    return made.token;
  }

  /** A session for a program, without a link. */
  async openSession(
    person: { name: string; email: string | null },
    days: number,
    by: string,
  ): Promise<string> {
    const made = this.#made(days * DAY, by);
    await this.#parts.store.add({ ...made.access, kind: "session", ...person });
    return made.token;
  }

  /** Uses a sign-in link up. */
  async signIn(
    token: string,
  ): Promise<{ kind: "signed-in"; token: string; session: Session } | Exclude<Found, { kind: "valid" }>> {
    const found = await this.whatOpens(token);
    if (found.kind !== "valid") return found;
    const { access } = found;
    if (access.kind !== "sign-in") return { kind: "unknown" };
    const { name, email, lasts } = access;
    const made = this.#made(lasts, `sign-in link ${access.id}`);
    const session: Session = { ...made.access, kind: "session", name, email };
    const isFirst = await this.#parts.store.end(
      access.id,
      { at: this.#parts.clock.now(), by: "used" },
      session,
    );
    return isFirst ? { kind: "signed-in", token: made.token, session } : { kind: "ended", access };
  }

  async share(
    initiative: string,
    name: string,
    days: number,
    by: string,
  ): Promise<{ token: string; share: Of<"share"> }> {
    const made = this.#made(days * DAY, by);
    const share = { ...made.access, kind: "share" as const, name, initiative };
    await this.#parts.store.add(share);
    return { token: made.token, share: { ...share, ended: null } };
  }

  async shares(): Promise<readonly Of<"share">[]> {
    const all = await this.#parts.store.list(["share"]);
    return all.filter((access) => access.kind === "share");
  }

  all(): Promise<readonly Access[]> {
    return this.#parts.store.list(["sign-in", "session", "share"]);
  }

  find(id: string): Promise<Access | undefined> {
    return this.#parts.store.find(id);
  }

  /** False when there is none of that id, or it has ended before. */
  revoke(id: string, by: string): Promise<boolean> {
    return this.#parts.store.end(id, { at: this.#parts.clock.now(), by });
  }

  /** Whether it has ended or expired is told only to who has its secret. */
  async whatOpens(text: string): Promise<Found> {
    const token = readToken(text);
    const access = token && (await this.#parts.store.find(token.id));
    if (!token || !access || !isSecretOf(access.hash, token.secret)) return { kind: "unknown" };
    if (access.ended !== null) return { kind: "ended", access };
    if (access.expiresAt <= this.#parts.clock.now()) return { kind: "expired", access };
    return { kind: "valid", access };
  }

  #made(lasts: number, by: string) {
    const { clock, random, newSecret } = this.#parts;
    const [id, secret, now] = [random.uuid(), newSecret(), clock.now()];
    const access = { id, hash: hashOf(secret), madeBy: by, madeAt: now, expiresAt: now + lasts };
    return { token: writeToken({ id, secret }), access };
  }
}
