const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

/**
 * Jira's `~`: every word must occur, in any order; `wor*` finds beginnings; an inner pair of quotes asks for
 * the words next to each other. (Jira also finds other forms of a word; the twin does not.)
 */
export function matchesText(text: string, query: string): boolean {
  const phrase = /^"(.*)"$/s.exec(query.trim())?.[1];
  const found = words(text);
  if (phrase !== undefined) {
    return ` ${found.join(" ")} `.includes(` ${words(phrase).join(" ")} `);
  }
  return query
    .split(/\s+/)
    .filter((part) => words(part).length > 0)
    .every((part) => {
      const wanted = words(part);
      if (!part.endsWith("*")) return wanted.every((word) => found.includes(word));
      return wanted.every((word) => found.some((candidate) => candidate.startsWith(word)));
    });
}
