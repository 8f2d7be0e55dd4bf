import type tsModule from "typescript";
import type { Node, TypeAliasDeclaration, TypeElement, TypeLiteralNode, TypeNode } from "typescript";

/**
 * Linear's schema, rebuilt from the type declarations that @linear/sdk ships: the code generator that wrote them
 * loses nothing but the spelling of a few names and the defaults of arguments. So the twin refuses what Linear
 * refuses, without a copied schema.
 */
export function rebuildSdl(ts: typeof tsModule, declarations: string): string {
  const file = ts.createSourceFile("sdk.d.mts", declarations, ts.ScriptTarget.Latest, false);
  const textOf = (node: Node) => declarations.slice(node.pos, node.end).trim();
  const aliases = new Map<string, TypeAliasDeclaration>();
  const enums = new Map<string, string[]>();
  for (const statement of file.statements) {
    if (ts.isTypeAliasDeclaration(statement) && !statement.typeParameters) {
      if (!aliases.has(statement.name.text)) aliases.set(statement.name.text, statement);
    } else if (ts.isEnumDeclaration(statement)) {
      const values = statement.members.map(({ initializer }) =>
        initializer && ts.isStringLiteral(initializer) ? initializer.text : "",
      );
      enums.set(statement.name.text, values);
    }
  }

  const scalars = new Set(fieldsOf(aliases.get("Scalars")?.type).map((field) => field.name));
  const objects = new Map<string, Shape>();
  const others = new Map<string, Shape>();
  const unions = new Map<string, string[]>();
  for (const [name, alias] of aliases) {
    if (name === "Scalars") continue;
    if (ts.isUnionTypeNode(alias.type)) {
      const members = alias.type.types.map(referenceName);
      if (members.every((member) => member !== undefined)) unions.set(name, members);
      continue;
    }
    const shape = shapeOf(alias.type);
    if (shape) (shape.typename === name ? objects : others).set(name, shape);
  }
  const argumentShapes = new Map(
    [...others].filter(([name]) => name.endsWith("Args")).map(([name, shape]) => [squeeze(name), shape]),
  );
  const interfaces = new Set([...objects.values()].flatMap((shape) => shape.implemented));

  const printed = new Map<string, string>();
  const waiting: { name: string; input: boolean }[] = [];
  const use = (name: string, input: boolean) => waiting.push({ name, input });
  for (const name of objects.keys()) use(name, false);
  for (const [name, members] of unions) if (members.every((member) => objects.has(member))) use(name, false);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { name, input } = next;
    if (!printed.has(name) && !builtIn.has(name)) printed.set(name, print(name, input));
  }
  return [...printed.values()]
    .filter((text) => text !== "")
    .sort()
    .join("\n\n")
    .replace(/\bIdComparator\b/g, "IDComparator")
    .replace(/\bIssueIdComparator\b/g, "IssueIDComparator");

  function print(name: string, input: boolean): string {
    const object = objects.get(name) ?? (interfaces.has(name) ? others.get(name) : undefined);
    if (object && !input) {
      const implemented = new Set(
        object.implemented.flatMap((one) => [one, ...(others.get(one)?.implemented ?? [])]),
      );
      for (const one of implemented) use(one, false);
      const lines = object.fields.map(
        (field) => `  ${field.name}${argumentsOf(name, field.name)}: ${typeOf(field.type, false)}`,
      );
      if (lines.length === 0) return "";
      const clause = implemented.size > 0 ? ` implements ${[...implemented].join(" & ")}` : "";
      return `${objects.has(name) ? "type" : "interface"} ${name}${clause} {\n${lines.join("\n")}\n}`;
    }
    const union = unions.get(name);
    if (union) {
      for (const member of union) use(member, false);
      return `union ${name} = ${union.join(" | ")}`;
    }
    const values = enums.get(name);
    if (values) return `enum ${name} {\n  ${values.join("\n  ")}\n}`;
    const shape = others.get(name);
    if (shape && input) {
      const lines = shape.fields.map((field) => `  ${field.name}: ${typeOf(field.type, true)}`);
      return `input ${name} {\n${lines.join("\n")}\n}`;
    }
    if (scalars.has(name)) return `scalar ${name}`;
    throw new Error(`@linear/sdk's declarations name the type ${name} but do not declare it`);
  }

  function argumentsOf(type: string, field: string): string {
    const shape = argumentShapes.get(squeeze(`${type}${field}Args`));
    if (!shape) return "";
    return `(${shape.fields.map((argument) => `${argument.name}: ${typeOf(argument.type, true)}`).join(", ")})`;
  }

  function typeOf(node: TypeNode, input: boolean): string {
    const name = referenceName(node);
    if (name === "Maybe" || name === "InputMaybe")
      return typeOf(firstArgument(node), input).replace(/!$/, "");
    if (name === "Array") return `[${typeOf(firstArgument(node), input)}]!`;
    let named = name;
    if (ts.isIndexedAccessTypeNode(node) && ts.isLiteralTypeNode(node.indexType)) {
      const { literal } = node.indexType;
      if (ts.isStringLiteral(literal)) named = literal.text;
    }
    if (named === undefined) throw new Error(`Not understood in @linear/sdk's declarations: ${textOf(node)}`);
    use(named, input);
    return `${named}!`;
  }

  function firstArgument(node: TypeNode): TypeNode {
    const argument = ts.isTypeReferenceNode(node) ? node.typeArguments?.[0] : undefined;
    if (!argument)
      throw new Error(`A type without its argument in @linear/sdk's declarations: ${textOf(node)}`);
    return argument;
  }

  function referenceName(node: TypeNode): string | undefined {
    return ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName) ? node.typeName.text : undefined;
  }

  function shapeOf(type: TypeNode): Shape | undefined {
    const parts = ts.isIntersectionTypeNode(type) ? [...type.types] : [type];
    const literal = parts.find((part): part is TypeLiteralNode => ts.isTypeLiteralNode(part));
    if (!literal) return undefined;
    const fields = fieldsOf(literal);
    const typename = fields.find((field) => field.name === "__typename")?.type;
    return {
      implemented: parts.map(referenceName).filter((name) => name !== undefined),
      fields: fields.filter((field) => field.name !== "__typename"),
      typename:
        typename && ts.isLiteralTypeNode(typename) && ts.isStringLiteral(typename.literal)
          ? typename.literal.text
          : undefined,
    };
  }

  function fieldsOf(type: TypeNode | undefined): Field[] {
    if (!type || !ts.isTypeLiteralNode(type)) return [];
    return type.members.flatMap((member: TypeElement) =>
      ts.isPropertySignature(member) && ts.isIdentifier(member.name) && member.type
        ? [{ name: member.name.text, type: member.type }]
        : [],
    );
  }
}

interface Field {
  name: string;
  type: TypeNode;
}

interface Shape {
  implemented: string[];
  fields: Field[];
  typename: string | undefined;
}

const builtIn = new Set(["ID", "String", "Boolean", "Int", "Float"]);

/** The code generator joins and re-cases names: `Issue_comments` and `issueComments` are the same to it. */
function squeeze(name: string): string {
  return name.toLowerCase().replaceAll("_", "");
}
