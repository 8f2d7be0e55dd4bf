import {
  execute,
  getOperationAST,
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
} from "graphql";
import type { DocumentNode, ExecutionResult, GraphQLSchema, OperationDefinitionNode } from "graphql";
import { z } from "zod";
import { complexityOf, queryLimit } from "./complexity.ts";
import { isRecord } from "./filters.ts";
import type { View } from "./world.ts";
import { extensionsOf } from "./refusals.ts";
import { resolveField } from "./resolver.ts";

const requestSchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** A request that Linear would run, with what it costs, or the errors for which it would not. */
type Understood =
  | { ok: true; endpoint: string; points: number; run: (view: View) => Answer }
  | { ok: false; endpoint: string; points: number; answer: Answer };

interface Answer {
  status: number;
  body: object;
}

const understoodDocuments = new Map<
  string,
  { document: DocumentNode } | { errors: readonly GraphQLError[] }
>();

export function understand(schema: GraphQLSchema, text: string): Understood {
  const request = requestSchema.safeParse(parseJson(text));
  if (!request.success) {
    const error = new GraphQLError("POST body must be JSON with a `query`");
    return { ok: false, endpoint: "graphql", points: 0, answer: validationAnswer([error]) };
  }
  const { query, variables, operationName } = request.data;
  const known = documentOf(schema, query);
  if ("errors" in known) {
    return { ok: false, endpoint: "graphql", points: 0, answer: validationAnswer(known.errors) };
  }
  const { document } = known;
  const operation = getOperationAST(document, operationName);
  if (!operation) {
    const error = new GraphQLError("The document does not say which operation to run");
    return { ok: false, endpoint: "graphql", points: 0, answer: validationAnswer([error]) };
  }
  const endpoint = nameOf(operation);
  const points = complexityOf(schema, document, operation, variables ?? {});
  if (points > queryLimit) {
    const message = `Query too complex: ${points} points, at most ${queryLimit}`;
    const error = new GraphQLError(message, { extensions: extensionsOf("invalid input", message) });
    return { ok: false, endpoint, points, answer: { status: 400, body: { errors: [error.toJSON()] } } };
  }
  return {
    ok: true,
    endpoint,
    points,
    run: (view) => {
      const result = runOperation(schema, document, operation, variables ?? {}, view);
      if (result.data === undefined) return validationAnswer(result.errors ?? []);
      const errors = result.errors?.map(present);
      return { status: 200, body: { data: result.data, ...(errors ? { errors } : {}) } };
    },
  };
}

function documentOf(schema: GraphQLSchema, query: string) {
  let known = understoodDocuments.get(query);
  if (!known) {
    try {
      const document = parse(query);
      const errors = validate(schema, document, specifiedRules);
      known = errors.length > 0 ? { errors } : { document };
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      known = { errors: [error] };
    }
    if (understoodDocuments.size > 500) understoodDocuments.clear();
    understoodDocuments.set(query, known);
  }
  return known;
}

function runOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variableValues: Readonly<Record<string, unknown>>,
  view: View,
): ExecutionResult {
  const result = execute({
    schema,
    document,
    operationName: operation.name?.value,
    variableValues,
    contextValue: view,
    fieldResolver: resolveField,
    typeResolver: (value) => (isRecord(value) ? value.__typename : undefined),
  });
  if (result instanceof Promise)
    throw new Error("A resolver of the twin answered late; mutations would not be atomic");
  const failedAt = result.errors?.[0]?.path?.[0];
  if (result.data !== null || operation.operation !== OperationTypeNode.MUTATION || failedAt === undefined)
    return result;
  if (view.world.switches.aliasesAfterFailure === "skipped") return result;
  // The rest of the aliases, as if they stood in a document of their own; what they answer is lost with the data.
  const names = operation.selectionSet.selections.map((selection) =>
    selection.kind === Kind.FIELD ? (selection.alias ?? selection.name).value : undefined,
  );
  const selections = operation.selectionSet.selections.slice(names.indexOf(String(failedAt)) + 1);
  if (selections.length === 0) return result;
  const rest = { ...operation, selectionSet: { ...operation.selectionSet, selections } };
  const definitions = document.definitions.map((definition) =>
    definition === operation ? rest : definition,
  );
  const more = runOperation(schema, { ...document, definitions }, rest, variableValues, view);
  return { data: null, errors: [...(result.errors ?? []), ...(more.errors ?? [])] };
}

/** How the request log and the faults name a request, e.g. `graphql mutation BatchCreate(issueBatchCreate)`. */
function nameOf(operation: OperationDefinitionNode): string {
  const fields = new Set(
    operation.selectionSet.selections.map((selection) =>
      selection.kind === Kind.FIELD ? selection.name.value : "…",
    ),
  );
  return `graphql ${operation.operation} ${operation.name?.value ?? ""}(${[...fields].join("+")})`;
}

function validationAnswer(errors: readonly GraphQLError[]): Answer {
  const shown = errors.map((error) => ({
    ...error.toJSON(),
    extensions: extensionsOf("graphql error", error.message),
  }));
  return { status: 400, body: { errors: shown } };
}

/** A refusal as it is; anything else is the twin's own shortcoming, and says so. */
function present(error: GraphQLError): object {
  if (error.originalError === undefined || error.originalError instanceof GraphQLError) return error.toJSON();
  const message = `The sandbox: ${error.message}`;
  return { ...error.toJSON(), message, extensions: extensionsOf("internal error", message) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
