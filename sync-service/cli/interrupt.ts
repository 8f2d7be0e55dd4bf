/** Resolves with the first Ctrl-C or termination; a second one ends the process at once. */
export async function untilInterrupted(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(130));
      resolve(undefined);
    });
  }
  await promise;
}

/** Aborts with the first Ctrl-C or termination: what is under way is finished first. */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  void untilInterrupted().then(() => controller.abort());
  return controller.signal;
}
