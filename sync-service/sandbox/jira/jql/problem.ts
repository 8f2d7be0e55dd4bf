import { JiraRefusal } from "../errors.ts";

/** A query that Jira refuses, in Jira's shape: HTTP 400 with the reason in `errorMessages`. */
export class JqlProblem extends JiraRefusal {
  constructor(message: string) {
    super(400, { errorMessages: [message] });
  }
}
