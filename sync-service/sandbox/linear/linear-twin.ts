import type { Agenda } from "../kit/agenda.ts";
import type { EditLog } from "../kit/edit-log.ts";
import type { Faults } from "../kit/faults.ts";
import type { RequestLog } from "../kit/request-log.ts";
import type { WebhookSender } from "../kit/webhooks.ts";
import type { LinearAction } from "./actions.ts";
import type { LinearDump } from "./dump.ts";
import type { LinearSeed, LinearSeeded } from "./seed.ts";
import type { Switches } from "./switches.ts";

/** A Linear workspace in memory that holds to Linear's contract; see README.md beside this file. */
export interface LinearTwin {
  /** GraphQL at POST /graphql, uploads at PUT and GET /uploads/…, control at /sandbox/…. */
  handle(request: Request): Promise<Response>;
  readonly agenda: Agenda;
  readonly faults: Faults;
  readonly edits: EditLog;
  readonly requests: RequestLog;
  readonly webhooks: WebhookSender;
  /** The key of the workspace's own bot, an admin. */
  readonly apiKey: string;
  /** The secret of seeded webhooks that name none. */
  readonly webhookSecret: string;
  /** Where uploads are served; to be set once a server's port is known. */
  baseUrl: string;
  seed(seed: LinearSeed): LinearSeeded;
  /** A named person does something; returns the record it was about. */
  act(action: LinearAction): unknown;
  /** Everything, or with `only` those issues (identifiers or ids) and the workspace around them. */
  dump(only?: ReadonlySet<string>): LinearDump;
  /** Back to an empty workspace: state, logs, faults, budgets and switches; keys and clock stay. */
  reset(): void;
  close(): void;
  readonly switches: Switches;
}
