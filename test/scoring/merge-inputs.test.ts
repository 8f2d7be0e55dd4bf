import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keysThatDiffer, mergeInputs } from "#sync/scoring/merge-inputs.ts";

const inputs = fc.dictionary(
  fc.constantFrom("reach", "impact", "effort", "confidence"),
  fc.integer({ min: 0, max: 2 }),
);
const anyInputs = fc.option(inputs);

describe("merging what two people made of a score", () => {
  it("takes what this person asked for when nobody else changed anything", () => {
    fc.assert(
      fc.property(anyInputs, anyInputs, (seen, asked) => {
        expect(mergeInputs(seen, seen, asked)).toEqual({ inputs: asked, merged: [], kept: [] });
      }),
    );
  });

  it("leaves what was accepted when this person changed nothing", () => {
    fc.assert(
      fc.property(anyInputs, anyInputs, (seen, accepted) => {
        const { inputs: result, kept } = mergeInputs(seen, accepted, seen);
        expect(result).toEqual(accepted);
        expect(kept).toEqual([]);
      }),
    );
  });

  it("never undoes an accepted change, and tells each change that it did not take", () => {
    fc.assert(
      fc.property(inputs, inputs, inputs, (seen, accepted, asked) => {
        const { inputs: result, kept } = mergeInputs(seen, accepted, asked);
        for (const key of keysThatDiffer(seen, accepted)) expect(result?.[key]).toEqual(accepted[key]);
        for (const key of keysThatDiffer(seen, asked)) {
          const isTaken = result?.[key] === asked[key];
          expect(kept.includes(key)).toBe(!isTaken);
        }
      }),
    );
  });

  it("lets a removal and another's change meet as a whole: what came first stands", () => {
    expect(mergeInputs({ effort: 1 }, { effort: 2 }, null)).toEqual({
      inputs: { effort: 2 },
      merged: [],
      kept: ["effort"],
    });
    expect(mergeInputs({ effort: 1 }, null, { effort: 2 })).toEqual({
      inputs: null,
      merged: [],
      kept: ["effort"],
    });
  });
});
