/** npm passes on what the terminal has sent already: within this time, two signals are one Ctrl-C. Milliseconds. */
const ONE_PRESS = 1_000;

/** Resolves with the first Ctrl-C or termination; a second one ends the process at once. */
export async function untilInterrupted(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let first: number | undefined;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      first ??= performance.now();
      if (performance.now() - first > ONE_PRESS) process.exit(130);
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
