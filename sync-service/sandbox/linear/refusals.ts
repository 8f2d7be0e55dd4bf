import { GraphQLError } from "graphql";

/** Linear's errors, as its SDK tells them apart: by `extensions.type`; people see the presentable message. */
type RefusalType =
  | "invalid input"
  | "authentication error"
  | "forbidden"
  | "ratelimited"
  | "graphql error"
  | "user error"
  | "internal error";

const codes: Record<RefusalType, string> = {
  "invalid input": "INPUT_ERROR",
  "authentication error": "AUTHENTICATION_ERROR",
  forbidden: "FORBIDDEN",
  ratelimited: "RATELIMITED",
  "graphql error": "GRAPHQL_VALIDATION_FAILED",
  "user error": "USER_ERROR",
  "internal error": "INTERNAL_SERVER_ERROR",
};

const statuses: Record<RefusalType, number> = {
  "invalid input": 400,
  "authentication error": 401,
  forbidden: 403,
  ratelimited: 400,
  "graphql error": 400,
  "user error": 400,
  "internal error": 500,
};

export function refusal(type: RefusalType, message: string, presentable = message): GraphQLError {
  return new GraphQLError(message, { extensions: extensionsOf(type, presentable) });
}

export function extensionsOf(type: RefusalType, presentable: string): Record<string, unknown> {
  return {
    type,
    code: codes[type],
    statusCode: statuses[type],
    userError: type === "invalid input" || type === "user error" || type === "forbidden",
    userPresentableMessage: presentable,
  };
}

/** An argument's value that Linear does not take. */
export function invalid(presentable: string): GraphQLError {
  return refusal("invalid input", "Argument Validation Error", presentable);
}

/** Also what a caller is told about a thing it may not see. */
export function notFound(kind: string): GraphQLError {
  return refusal("invalid input", `Entity not found: ${kind}`, `Could not find referenced ${kind}.`);
}

export function alreadyExists(kind: string, id: string): GraphQLError {
  return refusal("invalid input", "Entity already exists", `${kind} with id ${id} already exists.`);
}

export function forbidden(presentable: string): GraphQLError {
  return refusal("forbidden", "Forbidden", presentable);
}
