import { describe, expect, it } from "vitest";
import { CHANGES_NAMED } from "#shared/contract/initiatives/page.ts";
import type { Operation } from "#shared/contract/operation.ts";
import { initiativesOperations } from "#shared/contract/initiatives/operations.ts";
import * as example from "#test/forge-app/pages/example-initiatives.ts";

const { request } = initiativesOperations["initiative.save"];

const given = (definition: object) =>
  request.safeParse({
    request: "request-1",
    initiative: null,
    basedOn: 0,
    definition: {
      name: "Checkout",
      sources: [{ kind: "jql", label: "Labelled checkout", jql: "labels = checkout" }],
      ...definition,
    },
  });

describe("an initiative that is saved", () => {
  it("needs a name and a source only, and publishes nothing unless somebody says so", () => {
    expect(given({}).data?.definition).toMatchObject({
      owner: null,
      cadenceDays: 7,
      publishing: { linear: false, jira: false },
      titles: { kind: "none" },
    });
  });

  it("says what is wrong: no source, or a target before the start", () => {
    const messages = (definition: object) => given(definition).error?.issues.map(({ message }) => message);
    expect(messages({ sources: [] })).toEqual(["An initiative needs a source of issues."]);
    expect(messages({ startsOn: "2026-12-01", targetOn: "2026-11-30" })).toEqual([
      "The target comes before the start.",
    ]);
  });
});

it("takes the examples that the pages are tested with for answers of the service", () => {
  const take = ({ answer }: Operation, given: unknown) =>
    expect(answer.safeParse(given).error).toBeUndefined();
  take(initiativesOperations["initiatives.list"], example.initiativeList());
  take(initiativesOperations["initiative.page"], example.initiativePage());
  take(initiativesOperations["initiative.works"], example.works());
  take(initiativesOperations["initiative.changes"], example.changes);
  take(initiativesOperations["initiative.update"], { update: example.update });
});

it("only what a share link may read names the one initiative it is about", () => {
  const shared = Object.entries(initiativesOperations).filter(([, operation]) => operation.shared);
  expect(shared.map(([name]) => name)).toEqual([
    "initiative.page",
    "initiative.works",
    "initiative.changes",
    "initiative.history",
  ]);
  expect(CHANGES_NAMED).toBeGreaterThan(0);
});
