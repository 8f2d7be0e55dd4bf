import { z } from "zod";

/** What UI Kit hands to handlers: plain data, whose shape its types do not promise. */

const inputSchema = z.object({ target: z.object({ value: z.union([z.string(), z.number()]) }) });
const optionSchema = z.object({ value: z.union([z.string(), z.number()]) });

/** The text of an input; "" when the event carries none. */
export function inputText(event: unknown): string {
  const parsed = inputSchema.safeParse(event);
  return parsed.success ? String(parsed.data.target.value) : "";
}

/** The chosen option's value; null when the choice was cleared. */
export function selected(option: unknown): string | number | null {
  return optionSchema.safeParse(option).data?.value ?? null;
}

/** The values of all chosen options. */
export function selectedAll(options: unknown): readonly (string | number)[] {
  return (z.array(optionSchema).safeParse(options).data ?? []).map(({ value }) => value);
}
