import { getNamedType, getNullableType, isObjectType, isInterfaceType, Kind } from "graphql";
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLNamedType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from "graphql";

/** The most points one query may cost. */
export const queryLimit = 10_000;

/**
 * What a query costs in points: 0.1 a scalar, 1 an object, and a connection multiplies its nodes by the page
 * size asked for (50 unless told), rounded up. Source: Linear's developer documentation, "Rate limiting".
 */
export function complexityOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  // Counted in tenths of a point, so that sums are exact.
  return Math.ceil(costOf(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined) / 10);

  function costOf(set: SelectionSetNode, parent: GraphQLNamedType | undefined): number {
    let cost = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) cost += costOfField(selection, parent);
      else {
        const fragment =
          selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        if (!fragment) continue;
        const narrowed = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : parent;
        cost += costOf(fragment.selectionSet, narrowed);
      }
    }
    return cost;
  }

  function costOfField(field: FieldNode, parent: GraphQLNamedType | undefined): number {
    if (!field.selectionSet) return 1;
    const type =
      isObjectType(parent) || isInterfaceType(parent)
        ? parent.getFields()[field.name.value]?.type
        : undefined;
    const named = type && getNamedType(getNullableType(type));
    const inner = costOf(field.selectionSet, named);
    const isPart = field.name.value === "nodes" || field.name.value === "edges";
    const factor = isPart || !named?.name.endsWith("Connection") ? 1 : pageSize(field);
    return factor === 1 ? 10 + inner : factor * inner;
  }

  function pageSize(field: FieldNode): number {
    const argument = field.arguments?.find(({ name }) => name.value === "first" || name.value === "last");
    if (argument?.value.kind === Kind.INT) return Number(argument.value.value);
    if (argument?.value.kind === Kind.VARIABLE) {
      const value = variables[argument.value.name.value];
      if (typeof value === "number") return value;
    }
    return 50;
  }
}
