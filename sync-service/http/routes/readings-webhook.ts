import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { isSignedBy } from "#sync/trackers/signature.ts";
import { OutcomesRefused } from "#sync/outcomes/refused.ts";
import { takeReadings } from "#sync/outcomes/take-readings.ts";
import { Refused } from "../refusal.ts";
import type { Service } from "../service.ts";

const parameters = z.object({ outcome: z.string() });

/**
 * POST /webhooks/readings/<outcome>: another system's numbers. `X-Throughline-Signature: sha256=<hex>` is the
 * HMAC-SHA256 of the raw body with the connection's secret. A repeat of a delivery is answered like the first.
 */
export function readingsWebhook(server: FastifyInstance, service: Service): void {
  server.post("/webhooks/readings/:outcome", async (request) => {
    const { outcome } = parameters.parse(request.params);
    const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const secret = service.webhookSecrets.readings;
    if (secret === undefined) {
      const advice = "Set READINGS_WEBHOOK_SECRET to a secret that the sender knows.";
      throw new Refused(401, "This service takes no readings here.", advice);
    }
    const signature = request.headers["x-throughline-signature"];
    if (typeof signature !== "string" || !isSignedBy(secret, rawBody, signature)) {
      service.log("a delivery of readings was refused", { outcome, message: "its signature does not fit" });
      const advice = "X-Throughline-Signature is sha256= and the hexadecimal HMAC-SHA256 of the raw body.";
      throw new Refused(401, "The delivery's signature does not fit.", advice);
    }
    try {
      return await takeReadings(service.outcomes, outcome, parsedJson(rawBody));
    } catch (error) {
      if (error instanceof OutcomesRefused) throw new Refused(error.status, error.message, error.advice);
      throw error;
    }
  });
}

function parsedJson(rawBody: Buffer): unknown {
  try {
    return JSON.parse(rawBody.toString("utf8"));
  } catch {
    throw new Refused(400, "The delivery is no JSON.", "Send a JSON object; the README shows one.");
  }
}
