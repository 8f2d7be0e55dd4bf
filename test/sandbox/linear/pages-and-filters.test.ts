import { describe, expect, it } from "vitest";
import { ask, nodes, twinOfCompany } from "./support.ts";

const day = (number: number) => `2026-01-${String(number).padStart(2, "0")}T00:00:00.000Z`;

function workspace() {
  const { twin, ...rest } = twinOfCompany();
  twin.seed({
    projects: [{ name: "Launch", teams: ["ENG"] }],
    issues: [
      {
        team: "ENG",
        title: "Alpha",
        priority: 1,
        estimate: 1,
        labels: ["bug"],
        createdAt: day(1),
        updatedAt: day(20),
      },
      {
        team: "ENG",
        title: "Beta",
        priority: 0,
        assignee: "Ada Lovelace",
        state: "Done",
        project: "Launch",
        createdAt: day(2),
        updatedAt: day(19),
        dueDate: "2026-03-10",
      },
      {
        team: "ENG",
        title: "gamma Ünder",
        priority: 4,
        labels: ["backend", "bug"],
        parent: "ENG-1",
        createdAt: day(3),
        updatedAt: day(18),
        description: "findable",
      },
      { team: "OPS", title: "Delta", archived: true, createdAt: day(4) },
      { team: "OPS", title: "Epsilon", trashed: true, createdAt: day(5) },
      {
        team: "OPS",
        title: "Zeta",
        assignee: "Grace Hopper",
        createdAt: day(6),
        attachments: [{ url: "https://j.example/1", title: "J" }],
      },
    ],
  });
  const titles = async (args: string) => {
    const { data, errors } = await ask(twin, `{ issues${args} { nodes { title } } }`);
    expect(errors).toEqual([]);
    return nodes(data).map((node) => node["title"]);
  };
  return { twin, titles, ...rest };
}

describe("a page of issues", () => {
  it("is newest first, without what is archived or in the trash", async () => {
    expect(await workspace().titles("")).toEqual(["Zeta", "gamma Ünder", "Beta", "Alpha"]);
  });

  it("can be ordered by update, and hold the archived", async () => {
    const { titles } = workspace();
    expect(await titles('(orderBy: updatedAt, filter: { team: { key: { eq: "ENG" } } })')).toEqual([
      "Alpha",
      "Beta",
      "gamma Ünder",
    ]);
    expect(await titles('(includeArchived: true, filter: { team: { key: { eq: "OPS" } } })')).toEqual([
      "Zeta",
      "Epsilon",
      "Delta",
    ]);
  });

  it("can be sorted by a field, ascending", async () => {
    expect(
      await workspace().titles(
        "(sort: [{ priority: { order: Ascending } }, { title: { order: Descending } }])",
      ),
    ).toEqual(["Zeta", "Beta", "Alpha", "gamma Ünder"]);
  });

  it("holds 50 unless told, and 1 to 250 when told", async () => {
    const { twin } = workspace();
    twin.seed({
      issues: Array.from({ length: 260 }, (_, index) => ({ team: "OPS", title: `More ${index}` })),
    });
    expect(nodes((await ask(twin, "{ issues { nodes { id } } }")).data)).toHaveLength(50);
    expect(nodes((await ask(twin, "{ issues(first: 250) { nodes { id } } }")).data)).toHaveLength(250);
    for (const first of [0, 251]) {
      const { errors } = await ask(twin, `{ issues(first: ${first}) { nodes { id } } }`);
      expect(errors[0]?.extensions.code).toBe("INPUT_ERROR");
    }
  });

  it("is continued after the id of its last node, forwards and backwards", async () => {
    const { twin } = workspace();
    const query = `query($after: String, $before: String, $first: Int, $last: Int) {
      issues(after: $after, before: $before, first: $first, last: $last) { nodes { id title } pageInfo { hasNextPage hasPreviousPage endCursor startCursor } }
    }`;
    const first = await ask(twin, query, { first: 3 });
    const page = first.data?.["issues"] as {
      nodes: { id: string }[];
      pageInfo: { endCursor: string; hasNextPage: boolean };
    };
    expect(page.pageInfo.endCursor).toBe(page.nodes[2]?.id);
    expect(page.pageInfo.hasNextPage).toBe(true);
    const rest = nodes((await ask(twin, query, { after: page.pageInfo.endCursor })).data);
    expect(rest.map((node) => node["title"])).toEqual(["Alpha"]);
    const back = nodes((await ask(twin, query, { before: page.pageInfo.endCursor, last: 1 })).data);
    expect(back.map((node) => node["title"])).toEqual(["gamma Ünder"]);
  });

  it("shows an issue that jumped ahead between two pages only where it now stands", async () => {
    const { twin } = workspace();
    const query = `query($after: String) { issues(first: 2, after: $after, orderBy: updatedAt) { nodes { id title } } }`;
    const first = nodes((await ask(twin, query)).data);
    twin.act({ as: "Ada Lovelace", do: "updateIssue", issue: "ENG-3", priority: 2 });
    const second = nodes((await ask(twin, query, { after: first[1]?.["id"] })).data);
    const seen = [...first, ...second].map((node) => node["title"]);
    expect(seen).not.toContain("gamma Ünder");
  });
});

describe("a filter", () => {
  const bySeed: readonly (readonly [string, readonly string[]])[] = [
    ['{ id: { in: ["ENG-1", "OPS-3"] } }', ["Zeta", "Alpha"]],
    ['{ title: { eq: "Alpha" } }', ["Alpha"]],
    ['{ title: { neq: "Alpha" } }', ["Zeta", "gamma Ünder", "Beta"]],
    ['{ title: { in: ["Alpha", "Beta"] } }', ["Beta", "Alpha"]],
    ['{ title: { nin: ["Alpha", "Beta"] } }', ["Zeta", "gamma Ünder"]],
    ['{ title: { contains: "eta" } }', ["Zeta", "Beta"]],
    ['{ title: { notContains: "eta" } }', ["gamma Ünder", "Alpha"]],
    ['{ title: { startsWith: "gam" } }', ["gamma Ünder"]],
    ['{ title: { endsWith: "a" } }', ["Zeta", "Beta", "Alpha"]],
    ['{ title: { eqIgnoreCase: "ALPHA" } }', ["Alpha"]],
    ['{ title: { containsIgnoreCaseAndAccent: "UNDER" } }', ["gamma Ünder"]],
    ["{ priority: { gte: 1, lt: 4 } }", ["Alpha"]],
    ["{ estimate: { null: true } }", ["Zeta", "gamma Ünder", "Beta"]],
    ["{ assignee: { null: true } }", ["gamma Ünder", "Alpha"]],
    ['{ assignee: { email: { eq: "ada@acme.example" } } }', ["Beta"]],
    ['{ state: { type: { in: ["completed"] } } }', ["Beta"]],
    ['{ labels: { some: { name: { eq: "bug" } } } }', ["gamma Ünder", "Alpha"]],
    ['{ labels: { every: { name: { eq: "bug" } } } }', ["Zeta", "Beta", "Alpha"]],
    ["{ labels: { length: { eq: 2 } } }", ["gamma Ünder"]],
    ['{ labels: { name: { eq: "backend" } } }', ["gamma Ünder"]],
    ['{ attachments: { url: { startsWith: "https://j." } } }', ["Zeta"]],
    ["{ parent: { null: false } }", ["gamma Ünder"]],
    ['{ parent: { id: { eq: "ENG-1" } } }', ["gamma Ünder"]],
    ["{ children: { length: { gt: 0 } } }", ["Alpha"]],
    ['{ project: { name: { eq: "Launch" } } }', ["Beta"]],
    ['{ updatedAt: { gte: "2026-01-19T00:00:00Z", lte: "2026-01-20T00:00:00Z" } }', ["Beta", "Alpha"]],
    ['{ createdAt: { gt: "-P8W" } }', ["Zeta"]],
    ['{ dueDate: { lt: "P2W" } }', ["Beta"]],
    ['{ searchableContent: { contains: "findable" } }', ["gamma Ünder"]],
    [
      '{ or: [{ title: { eq: "Alpha" } }, { and: [{ priority: { eq: 0 } }, { team: { key: { eq: "OPS" } } }] }] }',
      ["Zeta", "Alpha"],
    ],
    ['{ team: { key: { eq: "ENG" } }, number: { lte: 2 } }', ["Beta", "Alpha"]],
  ];

  it.each(bySeed)("%s", async (filter, expected) => {
    expect(await workspace().titles(`(filter: ${filter})`)).toEqual(expected);
  });

  it("finds comments by when they changed and attachments by their address", async () => {
    const { twin } = workspace();
    twin.act({ as: "Ada Lovelace", do: "comment", issue: "ENG-1", body: "new" });
    const now = new Date(twin.agenda.now()).toISOString();
    const comments = await ask(
      twin,
      `{ comments(filter: { updatedAt: { gte: "${now}" } }) { nodes { body issue { identifier } } } }`,
    );
    expect(nodes(comments.data)).toEqual([{ body: "new", issue: { identifier: "ENG-1" } }]);
    const found = await ask(
      twin,
      '{ attachments(filter: { url: { in: ["https://j.example/1"] } }) { nodes { issue { identifier } } } }',
    );
    expect(nodes(found.data)).toEqual([{ issue: { identifier: "OPS-3" } }]);
  });
});
