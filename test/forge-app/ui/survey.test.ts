import { describe, expect, it } from "vitest";
import { withSurvey } from "#forge/ui/scoring/survey.ts";
import { frameworkById } from "#shared/scoring/registry.ts";

describe("a survey typed on the issue", () => {
  const like = { functional: "like", dysfunctional: "live-with" };

  it.each([
    ["like,live-with,2", [{ ...like, people: 2 }]],
    ["functional;dysfunctional\nI like it; I can live with it", [like]],
    ["1\t4\n\n1\t4", [like, like]],
  ])("is read from %j", (answers, pairs) => {
    expect(withSurvey({ answers })).toEqual({ answers: pairs });
  });

  it("leaves a word that is no answer to the framework, which names its words", () => {
    const { answers } = withSurvey({ answers: "perhaps,like" });
    expect(frameworkById("kano").score({ answers }, {})).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringContaining("one of like, must-be") as unknown }],
    });
  });
});
