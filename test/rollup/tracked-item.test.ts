import { describe, expect, it } from "vitest";
import {
  defaultRollupSettings,
  endOf,
  initiativeSchema,
  KINDS,
  SETTINGS_ID,
  updateRecordSchema,
} from "#sync/rollup/initiative.ts";
import { rollupAt, trackedItemSchema } from "#sync/rollup/tracked-item.ts";
import { member, tracked, version } from "./example-items.ts";

const noon = (day: string) => Date.parse(`${day}T12:00:00Z`);

describe("an initiative as of a past day", () => {
  const open = tracked("ENG-1");
  const done = tracked("ENG-1", { status: "completed", startedOn: "2026-10-05", completedOn: "2026-10-09" });
  const versions = [version(open, noon("2026-10-01"), noon("2026-10-09")), version(done, noon("2026-10-09"))];

  it("shows what held at the end of that day", () => {
    const statusOn = (day: string) => rollupAt(versions, [member(open.id)], endOf(day)).items[0]?.status;
    expect(statusOn("2026-10-08")).toBe("unstarted");
    expect(statusOn("2026-10-09")).toBe("completed");
  });

  it("before an issue was first seen, believes what its tracker says of its dates, and says so", () => {
    const seenLate = [version(done, noon("2026-11-01"))];
    const asOf = (day: string) => rollupAt(seenLate, [member(done.id)], endOf(day));
    expect(asOf("2026-10-09")).toMatchObject({ isRebuilt: true, items: [{ status: "completed" }] });
    expect(asOf("2026-10-08").items).toMatchObject([{ status: "started", completedOn: null }]);
    expect(asOf("2026-10-04").items).toMatchObject([{ status: "unstarted", startedOn: null }]);
    expect(asOf("2026-08-31").items).toEqual([]);
    expect(asOf("2026-11-01").isRebuilt).toBe(false);
  });

  it("leaves out what was gone by then, and what came into the source later", () => {
    const gone = [version(open, noon("2026-10-01"), noon("2026-10-09"))];
    expect(rollupAt(gone, [], endOf("2026-10-09")).items).toEqual([]);
    const members = [member(open.id, { since: noon("2026-10-03"), until: noon("2026-10-06") })];
    const heldOn = (day: string) => rollupAt(versions, members, endOf(day)).members.length;
    expect([heldOn("2026-10-02"), heldOn("2026-10-03"), heldOn("2026-10-05"), heldOn("2026-10-06")]).toEqual([
      0, 1, 1, 0,
    ]);
  });
});

it("an issue of a roll-up bears no title, whatever it is read from", () => {
  expect(trackedItemSchema.parse({ ...tracked("ENG-1"), title: "The secret" })).toEqual(tracked("ENG-1"));
});

it("a definition of an earlier version is read, its sources named by their places", () => {
  const kept = initiativeSchema.parse({
    name: "Checkout",
    sources: [{ kind: "linear", label: "Project", team: "SHO", filter: {} }],
    outcomes: ["checkout-rate"],
  });
  expect(kept.sources.map(({ id }) => id)).toEqual(["0"]);
});

it("the kinds of what initiatives keep are told apart", () => {
  expect(new Set(Object.values(KINDS)).size).toBe(Object.keys(KINDS).length);
  expect([SETTINGS_ID, defaultRollupSettings.rule]).toEqual(["connection", "linear"]);
  expect(updateRecordSchema.safeParse({ initiative: "checkout", health: "fine", text: "" }).success).toBe(
    false,
  );
});
