import { describe, expect, it } from "vitest";
import { amount, change, unitOf } from "#shared/outcomes/amount.ts";

describe("an amount of a metric", () => {
  it("is worded for one as for many", () => {
    expect([amount(1, "days"), amount(-1, "days"), amount(1.5, "days")]).toEqual([
      "1 day",
      "−1 day",
      "1.5 days",
    ]);
    expect([amount(0, "days"), amount(1, "paying users per week"), amount(1, "queries")]).toEqual([
      "0 days",
      "1 paying user per week",
      "1 query",
    ]);
  });

  it("keeps units that only look like many", () => {
    for (const unit of ["s", "ms", "EUR", "%", "status", "of 5", "progress"])
      expect(unitOf(1, unit)).toBe(unit);
    expect(unitOf(1, "businesses")).toBe("business");
  });

  it("changes by points where it is a share", () => {
    expect([change(4, "%"), change(-1, "%"), change(2, "days")]).toEqual([
      "+4 points",
      "−1 point",
      "+2 days",
    ]);
  });
});
