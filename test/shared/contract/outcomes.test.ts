import { describe, expect, it } from "vitest";
import { z } from "zod";
import * as bet from "#shared/contract/outcomes/bet.ts";
import * as decision from "#shared/contract/outcomes/decision.ts";
import * as inbox from "#shared/contract/outcomes/inbox.ts";
import * as outcome from "#shared/contract/outcomes/outcome.ts";
import * as tree from "#shared/contract/outcomes/tree.ts";
import * as words from "#shared/contract/outcomes/words.ts";

const requests = Object.entries({ ...bet, ...decision, ...inbox, ...outcome, ...tree, ...words }).filter(
  ([name]) => name.endsWith("RequestSchema"),
);

const someBet = {
  request: "request-1",
  why: null,
  id: "bet-1",
  subject: { kind: "issue", issue: { id: "10001", key: "SHOP-1" } },
  outcome: "checkout-rate",
  opportunity: null,
  expectedChange: 4,
  measureBy: "2026-03-01",
  confidence: 80,
};

describe("what is asked about outcomes", () => {
  it.each(requests)("%s takes nothing that the contract does not name", (_, schema) => {
    if (!(schema instanceof z.ZodType)) throw new Error("a request is a schema");
    const refused = schema.safeParse({ frozenOn: "2020-01-01" }).error;
    expect(refused?.issues.map(({ code }) => code)).toContain("unrecognized_keys");
  });

  it("bets at 50 to 100 %, on a change, and on no day or person of the bettor's choosing", () => {
    const refusal = (more: object) =>
      bet.freezeBetRequestSchema.safeParse({ ...someBet, ...more }).error?.issues[0]?.message;
    expect(refusal({})).toBeUndefined();
    expect(refusal({ confidence: 40 })).toContain("a bet on the opposite");
    expect(refusal({ confidence: 72.5 })).toContain("whole percent");
    expect(refusal({ expectedChange: 0 })).toContain("cannot be won or lost");
    for (const own of [{ frozenOn: "2026-01-01" }, { by: "someone" }, { baseline: 3 }]) {
      expect(refusal(own)).toContain("Unrecognized key");
    }
  });
});
