/** Appends however many: a spread argument exhausts the stack at a hundred thousand. */
export function addAll<T>(into: T[], items: Iterable<T>): void {
  for (const item of items) into.push(item);
}
