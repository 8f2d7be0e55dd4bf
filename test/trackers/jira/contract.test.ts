import { expect, it } from "vitest";
import { Contract, contractIsHere } from "#test/sandbox/jira/contract.ts";
import {
  applied,
  creation,
  edit,
  LIVE,
  look,
  mark,
  paragraph,
  PEOPLE,
  scene,
  seedOf,
  statusId,
} from "./scene.ts";

it.skipIf(!contractIsHere)(
  "every request of the adapter is as Atlassian's contract has it (needs ../shared/data/specs)",
  async () => {
    const made = scene({ ...PEOPLE, issues: seedOf(150) });
    const { tracker, twin, intercept, projects, issues } = made;
    const contract = new Contract();
    intercept((next) => contract.watch(next));
    const project = projects["APP"] ?? "";
    const directory = await tracker.directory(LIVE);
    for await (const page of tracker.changes({ containers: [project] }, 0, LIVE)) expect(page).toBeDefined();
    for await (const page of tracker.list({ containers: [project] }, LIVE)) expect(page).toBeDefined();
    const probe = await tracker.creationProbe(project, LIVE);
    const full = {
      description: paragraph("Words"),
      status: statusId(directory, "Done"),
      priority: "1",
      assignee: made.users["ada@acme.test"] ?? null,
      labels: ["ios"],
      estimate: 5,
      dueDate: "2026-10-10",
    };
    const [one, two, three] = await tracker.create(
      [
        creation(made, "one", full),
        creation(made, "two", { ...full, assignee: "nobody" }),
        creation(made, "three", full),
        creation(made, "four", { title: "" }),
      ],
      LIVE,
    );
    const kept = applied(one).snapshot;
    const set = {
      title: "New",
      description: null,
      assignee: null,
      estimate: null,
      status: statusId(directory, "To Do"),
    };
    applied(
      (await tracker.update([edit(kept, { set, labels: { add: ["new"], remove: ["ios"] } })], LIVE))[0],
    );
    const ids = [kept.id, applied(two).snapshot.id, ...issues.slice(0, 10).map(({ id }) => id)];
    const counterpart = { key: "ENG-1", url: "", title: "" };
    await tracker.mark(
      ids.map((id) => ({ id, mark: mark("link", 3), counterpart })),
      LIVE,
    );
    await tracker.mark([{ id: kept.id, mark: mark("link", 4), counterpart }], LIVE);
    await tracker.findCreated(project, ["one"], probe, LIVE);
    await tracker.retireDuplicate(applied(three).snapshot.id, mark("three"), LIVE);
    expect(await look(tracker, kept.id)).toMatchObject({ values: { title: "New" }, mark: { generation: 4 } });
    expect(twin.dump().issues).toHaveLength(152);
    expect(contract.mismatches).toEqual([]);
    expect([...contract.seen].map((name) => name.replace("/rest/api/3", "")).sort()).toEqual([
      "DELETE /issue/{issueIdOrKey} 204",
      "GET /field 200",
      "GET /issue/{issueIdOrKey}/transitions 200",
      "GET /myself 200",
      "GET /priority 200",
      "GET /project/search 200",
      "GET /project/{projectIdOrKey}/statuses 200",
      "GET /task/{taskId} 200",
      "GET /users/search 200",
      "POST /issue/bulk 201",
      "POST /issue/bulkfetch 200",
      "POST /issue/properties/multi 303",
      "POST /issue/{issueIdOrKey}/transitions 204",
      "POST /search/jql 200",
      "PUT /issue/{issueIdOrKey} 200",
      "PUT /issue/{issueIdOrKey}/properties/{propertyKey} 200",
    ]);
  },
);
