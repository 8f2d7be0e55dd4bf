import type { SeedReport } from "./one-seed.ts";

/** How often everything happened, over all seeds. */
export class Table {
  readonly #counts = new Map<string, { times: number; seeds: number }>();
  readonly #steps: number[] = [];

  get steps(): number {
    return this.#steps.reduce((sum, steps) => sum + steps, 0);
  }

  add({ steps, counts, script }: Pick<SeedReport, "steps" | "counts" | "script">): void {
    this.#steps.push(steps);
    const ofSeed = new Map<string, number>();
    const count = (name: string, times: number): void => {
      ofSeed.set(name, (ofSeed.get(name) ?? 0) + times);
    };
    for (const { category, kind } of script) count(`${category}: ${kind}`, 1);
    for (const [name, times] of Object.entries(counts)) count(`outcome: ${name}`, times);
    for (const [name, times] of ofSeed) {
      const sum = this.#counts.get(name) ?? { times: 0, seeds: 0 };
      this.#counts.set(name, { times: sum.times + times, seeds: sum.seeds + (times > 0 ? 1 : 0) });
    }
  }

  print(): string {
    const rows = [...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1));
    const width = Math.max(20, ...rows.map(([name]) => name.length));
    const line = (name: string, times: string, seeds: string): string =>
      `${name.padEnd(width)} ${times.padStart(8)} ${seeds.padStart(8)}`;
    const sorted = this.#steps.toSorted((a, b) => a - b);
    return [
      line("what happened", "times", "in seeds"),
      ...rows.map(([name, { times, seeds }]) => line(name, String(times), String(seeds))),
      `median steps a seed: ${sorted[Math.floor(sorted.length / 2)] ?? 0}`,
    ].join("\n");
  }
}
