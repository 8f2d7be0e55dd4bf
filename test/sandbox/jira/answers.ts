import { expect } from "vitest";
import { z } from "zod";
import type { Answered } from "./scene.ts";

const errorSchema = z.looseObject({
  errorMessages: z.array(z.string()).default([]),
  errors: z.record(z.string(), z.string()).default({}),
});

/** What a refusal says: its status, messages and the fields it names. */
export function refusal({ status, body }: Answered) {
  const { errorMessages, errors } = errorSchema.parse(body);
  return { status, errorMessages, errors };
}

const issueSchema = z.looseObject({
  id: z.string(),
  key: z.string().optional(),
  fields: z.record(z.string(), z.unknown()).default({}),
  properties: z.record(z.string(), z.unknown()).default({}),
});
const searchSchema = z.looseObject({
  issues: z.array(issueSchema),
  nextPageToken: z.string().optional(),
  isLast: z.boolean().optional(),
});

export function issueIn({ status, body }: Answered) {
  expect(status).toBeLessThan(300);
  return issueSchema.parse(body);
}

export function found({ status, body }: Answered) {
  expect(status, JSON.stringify(body)).toBe(200);
  return searchSchema.parse(body);
}

const createdSchema = z.object({
  issues: z.array(
    z.looseObject({
      id: z.string(),
      key: z.string(),
      transition: z.looseObject({ status: z.int() }).optional(),
    }),
  ),
  errors: z.array(
    z.looseObject({
      status: z.int(),
      failedElementNumber: z.int(),
      elementErrors: errorSchema,
    }),
  ),
});

export const createdIn = ({ body }: Answered) => createdSchema.parse(body);
