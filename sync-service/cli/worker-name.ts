import { randomUUID } from "node:crypto";
import { hostname } from "node:os";

/**
 * Who holds this process's leases. An embedded database has one process, which after a crash takes up its own
 * leases at once; on PostgreSQL each process has its own name, and leases of the dead run out.
 */
export function workerName(databaseUrl: string): string {
  return databaseUrl.startsWith("postgres") ? `${hostname()}/${process.pid}/${randomUUID()}` : "embedded";
}
