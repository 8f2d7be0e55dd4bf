import { getNamedType, isListType, isNonNullType } from "graphql";
import type { GraphQLFieldResolver } from "graphql";
import { atomically } from "./writes.ts";
import { connection, recordsIn } from "./connections.ts";
import { isRecord } from "./filters.ts";
import { mutations } from "./mutations/roots.ts";
import { neutral } from "./neutral.ts";
import { property } from "./properties.ts";
import type { View } from "./world.ts";
import { isKind, one, page, queries } from "./queries.ts";
import { forbidden, notFound } from "./refusals.ts";
import { sees } from "./world.ts";

type Arguments = Readonly<Record<string, unknown>>;

/**
 * Resolves every field of the schema: a root field by its table, a field of a record by its properties. What the
 * twin does not model is null or empty where the schema lets it be; elsewhere it is an error, never a made-up value.
 */
export const resolveField: GraphQLFieldResolver<unknown, View, Arguments> = (source, args, view, info) => {
  const { fieldName, returnType, parentType } = info;
  const named = getNamedType(returnType).name;
  const kind = named.endsWith("Connection") ? named.slice(0, -"Connection".length) : undefined;
  if (parentType.name === "Mutation") return mutate(fieldName, args, view);
  if (parentType.name === "Query") {
    const query = queries[fieldName];
    if (query) return query(args, view);
    if (kind !== undefined && isKind(kind)) return page(kind, args, view);
    if (isKind(named) && typeof args["id"] === "string") return one(named, args["id"], view);
    throw new Error(`The twin does not answer the query ${fieldName}`);
  }
  const value = read(source, fieldName, view);
  if (kind !== undefined) {
    const list = recordsIn(value);
    if (list) return connection(list, args, view);
    if (value !== undefined) return value;
    if (isKind(kind)) throw new Error(`The twin has no list ${parentType.name}.${fieldName}`);
    return connection([], args, view);
  }
  if (isRecord(value) && !sees(view.world, view.caller, value)) {
    if (isNonNullType(returnType)) throw notFound(value.__typename);
    return null;
  }
  if (value !== undefined) return value;
  if (!isNonNullType(returnType)) return null;
  const fallback = neutral[parentType.name]?.[fieldName];
  if (fallback !== undefined) return fallback;
  if (isListType(returnType.ofType) && !isKind(named)) return [];
  throw new Error(`The twin has no data for ${parentType.name}.${fieldName}`);
};

function read(source: unknown, name: string, view: View): unknown {
  if (isRecord(source)) return property(source, name, view);
  return typeof source === "object" && source !== null ? (Reflect.get(source, name) as unknown) : undefined;
}

function mutate(name: string, args: Arguments, view: View): unknown {
  const { access } = view.caller;
  if (access && !access.scopes.includes("write")) throw forbidden("Invalid scope: `write` required");
  const mutation = mutations[name];
  if (!mutation) throw new Error(`The twin does not perform the mutation ${name}`);
  return atomically(view.world, () => mutation(args, view));
}
