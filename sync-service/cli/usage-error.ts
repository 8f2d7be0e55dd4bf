/** What the person who runs a command can put right: the message says what is wrong and what to do, and is all they see. */
export class UsageError extends Error {}
