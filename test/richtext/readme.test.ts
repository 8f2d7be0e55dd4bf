import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { constructTable } from "./support/construct-table.ts";

const readme = readFileSync(join(import.meta.dirname, "../../sync-service/richtext/README.md"), "utf8");

describe("the README of rich text", () => {
  it("shows what Linear shows of each construct (npm run bench -- richtext prints the table)", async () => {
    expect(readme).toContain(await constructTable());
  });
});
