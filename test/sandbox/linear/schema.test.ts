import { existsSync, readFileSync } from "node:fs";
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  parse,
  buildASTSchema,
} from "graphql";
import type { GraphQLNamedType } from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { kinds } from "#sync/sandbox/linear/records.ts";
import { linearSchema } from "#sync/sandbox/linear/schema.ts";
import { ask, nodes, twinOfCompany } from "./support.ts";

const published = new URL("../../../../shared/data/specs/linear-88.3.0.schema.graphql", import.meta.url);

/** What makes two types the same to a client: its fields with their types and arguments, its values. */
function signature(type: GraphQLNamedType): Record<string, string> {
  if (isEnumType(type)) return Object.fromEntries(type.getValues().map(({ name }) => [name, ""]));
  if (isInputObjectType(type)) {
    return Object.fromEntries(
      Object.values(type.getFields()).map((field) => [field.name, field.type.toString()]),
    );
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return {};
  return Object.fromEntries(
    Object.values(type.getFields()).map((field) => {
      const given = [...field.args].sort((a, b) => (a.name < b.name ? -1 : 1));
      return [field.name, `(${given.map(({ name }) => name).join()}): ${field.type.toString()}`];
    }),
  );
}

describe("Linear's schema, rebuilt from the SDK's types", () => {
  it.skipIf(!existsSync(published))(
    "agrees with the published one wherever both have a type and a field (needs ../shared/data)",
    async () => {
      const document = parse(readFileSync(published, "utf8"), { noLocation: true });
      const theirs = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
      const ours = await linearSchema();
      let fields = 0;
      const differences: string[] = [];
      for (const type of Object.values(theirs.getTypeMap())) {
        const own = ours.getType(type.name);
        if (!own || type.name.startsWith("__")) continue;
        if (own.constructor !== type.constructor) differences.push(`${type.name} is of another kind`);
        const [left, right] = [signature(own), signature(type)];
        for (const [name, value] of Object.entries(right)) {
          if (!(name in left)) continue;
          fields += 1;
          if (left[name] !== value && !grown(left[name] ?? "", value)) {
            differences.push(`${type.name}.${name}: ours ${left[name] ?? ""}, published ${value}`);
          }
        }
      }
      expect(fields).toBeGreaterThan(8_000);
      // The two are ten versions apart: a handful of fields changed on the way.
      expect(differences.length, differences.join("\n")).toBeLessThan(20);
    },
  );

  /** A later version only added arguments. */
  function grown(ours: string, theirs: string): boolean {
    const [ownArguments, ownType] = ours.slice(1).split("): ");
    const [theirArguments, theirType] = theirs.slice(1).split("): ");
    const own = new Set(ownArguments?.split(","));
    return ownType === theirType && (theirArguments ?? "").split(",").every((one) => own.has(one));
  }

  let schema: Awaited<ReturnType<typeof linearSchema>>;
  beforeAll(async () => {
    schema = await linearSchema();
  });

  it.each(kinds)("the twin has an answer for every plain field of %s", async (kind) => {
    const { twin, team } = twinOfCompany();
    twin.seed({
      projects: [
        {
          name: "P",
          teams: ["ENG"],
          milestones: [{ name: "M" }],
          updates: [{ by: "ada@acme.example", body: "b", health: "onTrack" }],
        },
      ],
      initiatives: [
        { name: "I", projects: ["P"], updates: [{ by: "ada@acme.example", body: "b", health: "onTrack" }] },
        { name: "J", parent: "I" },
      ],
      cycles: [{ team: "ENG", startsAt: "2026-03-01T00:00:00Z", endsAt: "2026-03-15T00:00:00Z" }],
      issues: [
        {
          ref: "a",
          team: "ENG",
          title: "A",
          project: "P",
          comments: [{ by: "ada@acme.example", body: "c" }],
          attachments: [{ url: "https://a.example", title: "t" }],
        },
        { team: "ENG", title: "B", parent: "a" },
      ],
      relations: [{ type: "blocks", from: "ENG-1", to: "ENG-2" }],
      webhooks: [{ url: "https://hooks.example", team: "ENG" }],
    });
    twin.act({ as: "Ada Lovelace", do: "updateIssue", issue: "ENG-1", title: "AA" });
    const type = schema.getType(kind);
    if (!isObjectType(type)) throw new Error(`${kind} is no object type`);
    const wanted = Object.values(type.getFields())
      .filter((field) => field.args.length === 0)
      .map(({ name, type: fieldType }) => {
        const named = fieldType.toString().replace(/[[\]!]/g, "");
        const inner = schema.getType(named);
        if (isObjectType(inner)) return `${name} { __typename }`;
        return isInterfaceType(inner) || isUnionType(inner) ? `${name} { __typename }` : name;
      })
      .join("\n");
    const lists: Partial<Record<(typeof kinds)[number], string>> = {
      Organization: `organization { ${wanted} }`,
      IssueHistory: `issue(id: "ENG-1") { history { nodes { ${wanted} } } }`,
    };
    const plural = `${kind.charAt(0).toLowerCase()}${kind.slice(1)}${kind.endsWith("Status") ? "es" : "s"}`;
    const query = lists[kind] ?? `${plural} { nodes { ${wanted} } }`;
    const { data, errors } = await ask(twin, `{ ${query} }`);
    expect(errors).toEqual([]);
    if (!lists[kind]) expect(nodes(data).length).toBeGreaterThan(0);
    expect(team("ENG")).toBeTruthy();
  });

  it.each([
    ["a field that does not exist", "{ issues { nodes { key } } }"],
    ["an argument that does not exist", "{ issues(limit: 3) { nodes { id } } }"],
    ["a filter that does not exist", '{ issues(filter: { key: { eq: "x" } }) { nodes { id } } }'],
    ["a missing argument", "mutation { issueCreate { success } }"],
    ["no JSON of the kind", "{"],
  ])("refuses %s as Linear does", async (_what, query) => {
    const { status, errors } = await ask(twinOfCompany().twin, query);
    expect(status).toBe(400);
    expect(errors[0]?.extensions.code).toBe("GRAPHQL_VALIDATION_FAILED");
  });

  it("refuses values that are not what the schema says", async () => {
    const { twin, team } = twinOfCompany();
    const query = "mutation($input: IssueCreateInput!) { issueCreate(input: $input) { success } }";
    for (const input of [
      { teamId: team("ENG"), title: "x", estimate: 1.5 },
      { teamId: team("ENG"), title: "x", dueDate: "tomorrow" },
      { teamId: team("ENG"), title: "x", colour: "red" },
      { title: "x" },
    ]) {
      expect((await ask(twin, query, { input })).status).toBe(400);
    }
  });

  it("says so loudly where the twin does not model something", async () => {
    const { twin } = twinOfCompany();
    const { errors } = await ask(twin, '{ customers { nodes { id } } customer(id: "x") { id } }');
    expect(errors[0]?.message).toMatch(/twin does not answer/);
  });
});
