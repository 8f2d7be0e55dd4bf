import fc from "fast-check";

/** Properties try the same cases in every run; TEST_SEED=7 npm test tries others. */
fc.configureGlobal({ seed: Number(process.env["TEST_SEED"] ?? 1) });
