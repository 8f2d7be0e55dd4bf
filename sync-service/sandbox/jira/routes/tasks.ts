import { ok, part, type Call, type Route } from "../call.ts";
import { BulkRefusal, refuse } from "../errors.ts";
import type { Task } from "../tasks.ts";

export const taskRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/task/{taskId}",
    handle: (call) => {
      const task = call.site.tasks.get(part(call, "taskId"));
      if (!task) throw refuse(404, "The task does not exist or is no longer kept.");
      if (
        task.submittedBy !== call.account.accountId &&
        !call.site.permissions.hasGlobal(call.account, "ADMINISTER")
      ) {
        throw refuse(403, "Only the creator of a task and administrators can see it.");
      }
      return ok({
        self: call.renderer.url(`task/${task.id}`),
        id: task.id,
        description: task.description,
        status: task.status,
        ...(task.finished === null ? {} : { result: task.result, finished: task.finished }),
        submittedBy: 10_000,
        progress: task.finished === null ? 0 : 100,
        elapsedRuntime: (task.finished ?? call.site.now()) - (task.started ?? task.submitted),
        submitted: task.submitted,
        ...(task.started === null ? {} : { started: task.started }),
        lastUpdate: task.finished ?? task.started ?? task.submitted,
      });
    },
  },
  {
    method: "GET",
    path: "/bulk/queue/{taskId}",
    handle: (call) => {
      const task = call.site.tasks.get(part(call, "taskId"));
      if (!task) throw new BulkRefusal(400, `There is no bulk operation ${part(call, "taskId")}.`);
      return ok(progress(call, task));
    },
  },
];

function progress(call: Call, task: Task) {
  const { bulk } = task;
  const time = (at: number) => (call.site.switches.values.bulkTimesAsNumbers ? at : call.renderer.time(at));
  return {
    taskId: task.id,
    status: task.status,
    progressPercent: task.finished === null ? 0 : 100,
    submittedBy: { accountId: task.submittedBy },
    created: time(task.submitted),
    ...(task.started === null ? {} : { started: time(task.started) }),
    updated: time(task.finished ?? task.started ?? call.site.now()),
    ...(bulk
      ? {
          totalIssueCount: bulk.total,
          processedAccessibleIssues: bulk.processed,
          failedAccessibleIssues: bulk.failed,
          invalidOrInaccessibleIssueCount: bulk.inaccessible,
        }
      : {}),
  };
}
