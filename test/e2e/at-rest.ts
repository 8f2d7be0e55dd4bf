/**
 * Evaluated in a page before axe looks: resolves when no colour or place is on its way any more. In the middle of a
 * button's transition its text has next to no contrast, and on a busy machine the middle lasts. What never ends, as
 * a skeleton's shimmer, is not waited for.
 */
export const AT_REST = `(async () => {
  const underWay = () => document.getAnimations().filter(
    ({ playState, effect }) => playState === "running" && Number.isFinite(effect?.getComputedTiming().endTime),
  );
  for (let some = underWay(); some.length > 0; some = underWay()) {
    await Promise.allSettled(some.map(({ finished }) => finished));
  }
})()`;
