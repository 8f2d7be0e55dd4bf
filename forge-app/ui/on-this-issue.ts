/** A surface never says which issue it means: the function puts in the one that Forge says is open. */
export const onThisIssue = { id: "0", key: "X-0" };
