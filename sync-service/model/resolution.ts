/** Resolutions that say "not done after all", by their usual names in lower case, and what they mean in a plan. */
export const USUAL_RESOLUTIONS: Readonly<Record<string, "canceled" | "duplicate">> = {
  "won't do": "canceled",
  "won't fix": "canceled",
  "cannot reproduce": "canceled",
  canceled: "canceled",
  cancelled: "canceled",
  declined: "canceled",
  rejected: "canceled",
  duplicate: "duplicate",
};
