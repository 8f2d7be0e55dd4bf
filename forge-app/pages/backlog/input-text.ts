import { z } from "zod";
import type { Field } from "#shared/scoring/framework.ts";

/** What people type or import, as the value of a framework's input; and the value as people read it. */

type Read = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string };

/**
 * "80 %", "0,5", "massive" or "Must have": a number, or the scale's own word. An empty text is no value
 * (undefined). Whether the number is on the scale is for shared/scoring to say. A number that can be read in two
 * ways is refused, not guessed.
 */
export function readInput(field: Field, text: string): Read {
  const clean = text.trim();
  if (clean === "") return { ok: true, value: undefined };
  if (field.kind === "survey") {
    return {
      ok: false,
      why: `${field.label} are counted from a survey: import it, or give them on the issue itself.`,
    };
  }
  if (field.kind === "category") {
    const meant = field.choices.find(
      ({ value, label }) =>
        sameWord(value, clean) || sameWord(label, clean) || sameWord(firstWord(label), clean),
    );
    // An unknown word goes on as it is: its refusal names the scale.
    return { ok: true, value: meant?.value ?? clean };
  }
  if (field.kind === "choice") {
    const meant = field.choices.find(({ label }) => label !== "" && sameWord(label, clean));
    if (meant !== undefined) return { ok: true, value: meant.value };
  }
  return readNumber(field, clean);
}

/** The value as it is edited and exported, without commas in its number; "" for none. */
export function inputText(field: Field, value: unknown): string {
  if (typeof value === "number") return String(value);
  if (field.kind === "category") return field.choices.find((choice) => choice.value === value)?.label ?? "";
  if (field.kind === "survey") return surveyText(value);
  return typeof value === "string" ? value : "";
}

/** The value as it is told in a sentence: "900,000". */
export function toldInput(field: Field, value: unknown): string {
  return typeof value === "number" ? exact.format(value) : inputText(field, value);
}

/** "42 people" */
function surveyText(value: unknown): string {
  const pairs = countedSchema.safeParse(value).data ?? [];
  const people = pairs.reduce((sum, each) => sum + each.people, 0);
  return people === 0 ? "" : `${exact.format(people)} ${people === 1 ? "person" : "people"}`;
}
const countedSchema = z.array(z.object({ people: z.number().default(1) }));

const exact = new Intl.NumberFormat("en", { maximumFractionDigits: 10 });

function readNumber(field: Field, text: string): Read {
  const percent = field.unit === "%" ? text.replace(/\s*%$/, "") : text;
  const bare = percent.replace(/[\s\u00a0\u202f]/g, "");
  const notANumber: Read = { ok: false, why: `“${text}” is no ${wanted(field)}.` };
  if (/^-?\d+,\d{3}$/.test(bare)) {
    const [whole = "", rest = ""] = bare.split(",");
    return { ok: false, why: `“${text}” may be ${whole}${rest} or ${whole}.${rest}: write one of the two.` };
  }
  const plain = /^-?\d{1,3}(,\d{3})+\.\d+$/.test(bare) ? bare.replaceAll(",", "") : bare.replace(",", ".");
  if (!/^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return notANumber;
  const value = Number(plain);
  return Number.isFinite(value) ? { ok: true, value } : notANumber;
}

/** "number for reach", "value of impact: 3 (massive), 2 (high)" */
function wanted(field: Field): string {
  const name = field.label.toLowerCase();
  if (field.kind !== "choice") return `number for ${name}`;
  const values = field.choices.map(({ value, label }) => (label === "" ? `${value}` : `${value} (${label})`));
  return `value of ${name}: ${values.join(", ")}`;
}

function sameWord(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function firstWord(text: string): string {
  return text.split(" ")[0] ?? text;
}
