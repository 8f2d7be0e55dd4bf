/**
 * Numbers in [0, 1) that depend on the seed alone (sfc32, by Chris Doty-Humphrey, from PractRand): the same
 * simulation gives the same answer on every machine, today and next year.
 */
export function seededRandom(seed: number): () => number {
  let a = 0x9e3779b9 | 0;
  let b = Math.trunc(seed) | 0;
  let c = Math.trunc(seed / 4_294_967_296) | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let warmUp = 0; warmUp < 16; warmUp += 1) next();
  return next;
}
