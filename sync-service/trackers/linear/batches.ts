/** The most items that Linear takes in one batch, and that we put into one document. */
const ITEMS = 50;
/** Characters of values in one document: descriptions may have 250,000 each. */
const CHARACTERS = 1_000_000;

/** Cuts items into batches that are neither too many nor too large; one item alone may be larger. */
export function batchesOf<T>(items: readonly T[], charactersOf: (item: T) => number, most = ITEMS): T[][] {
  const batches: T[][] = [];
  let batch: T[] = [];
  let characters = 0;
  for (const item of items) {
    const size = charactersOf(item);
    if (batch.length > 0 && (batch.length === most || characters + size > CHARACTERS)) {
      batches.push(batch);
      batch = [];
      characters = 0;
    }
    batch.push(item);
    characters += size;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
