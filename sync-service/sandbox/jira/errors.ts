/** A refusal in Jira's own shape: `errorMessages` for the request, `errors` by field. */
export class JiraRefusal extends Error {
  readonly status: number;
  readonly errorMessages: readonly string[];
  readonly errors: Readonly<Record<string, string>>;

  constructor(
    status: number,
    problem: { errorMessages?: readonly string[]; errors?: Record<string, string> },
  ) {
    super([...(problem.errorMessages ?? []), ...Object.values(problem.errors ?? {})].join(" "));
    this.status = status;
    this.errorMessages = problem.errorMessages ?? [];
    this.errors = problem.errors ?? {};
  }

  body(): unknown {
    return { errorMessages: this.errorMessages, errors: this.errors };
  }
}

export function refuse(status: number, message: string): JiraRefusal {
  return new JiraRefusal(status, { errorMessages: [message] });
}

/** One field's value was refused; collected by the caller into `errors`. */
export class FieldRefusal extends Error {}

/** Jira says the same of an issue that is not there and of one that may not be seen. */
export function issueNotFound(): JiraRefusal {
  return refuse(404, "Issue does not exist or you do not have permission to see it.");
}

/** The bulk operations have an error shape of their own. */
export class BulkRefusal extends JiraRefusal {
  constructor(status: number, message: string) {
    super(status, { errorMessages: [message] });
  }

  override body(): unknown {
    return { errors: this.errorMessages.map((message) => ({ message })) };
  }
}
