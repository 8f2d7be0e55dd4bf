import type { Agenda } from "../kit/agenda.ts";

export interface Task {
  readonly id: string;
  readonly description: string;
  readonly submittedBy: string;
  readonly submitted: number;
  status: "ENQUEUED" | "RUNNING" | "COMPLETE" | "FAILED";
  started: number | null;
  finished: number | null;
  result: unknown;
  /** Of the bulk operations: what became of each issue. */
  bulk: BulkOutcome | null;
}

export interface BulkOutcome {
  total: number;
  processed: number[];
  failed: Record<string, string[]>;
  inaccessible: number;
}

/** Jira's long-running tasks: the request is answered at once, the work is done a little later. */
export class Tasks {
  readonly #tasks = new Map<string, Task>();

  get(id: string): Task | undefined {
    return this.#tasks.get(id);
  }

  submit(
    agenda: Agenda,
    order: { id: string; submittedBy: string; description: string; milliseconds: number },
    work: () => { result?: unknown; bulk?: BulkOutcome },
  ): Task {
    const task: Task = {
      id: order.id,
      description: order.description,
      submittedBy: order.submittedBy,
      submitted: agenda.now(),
      status: "ENQUEUED",
      started: null,
      finished: null,
      result: null,
      bulk: null,
    };
    this.#tasks.set(task.id, task);
    agenda.later(order.milliseconds, () => {
      task.started = agenda.now();
      const done = work();
      task.result = done.result ?? null;
      task.bulk = done.bulk ?? null;
      task.status = "COMPLETE";
      task.finished = agenda.now();
    });
    return task;
  }
}
