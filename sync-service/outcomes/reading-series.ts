import type { Day } from "#shared/day.ts";
import type { Reading } from "#shared/outcomes/outcome.ts";

/** A reading with who gave it and when. */
interface TakenReading {
  reading: Reading;
  who: string;
  at: number;
}

/** Readings that came together: a check-in, an import, a webhook's delivery. */
export interface Taking {
  source: Reading["source"];
  count: number;
  first: Reading;
  last: Reading;
  who: string;
  why: string | null;
  at: number;
}

/** So many takings are told in a history. */
const TOLD = 100;

/** An outcome's readings: one a day, the last given; in the order of their days whenever somebody asks. */
export class ReadingSeries {
  readonly #byDay = new Map<Day, TakenReading>();
  #inOrder: readonly TakenReading[] | null = [];
  #readings: readonly Reading[] | null = [];
  #takings: Taking[] = [];

  take(readings: readonly Reading[], given: Omit<Taking, "source" | "count" | "first" | "last">): void {
    const [first] = readings;
    const last = readings.at(-1);
    if (first === undefined || last === undefined) return;
    for (const reading of readings) {
      this.#byDay.set(reading.on, { reading, who: given.who, at: given.at });
    }
    this.#inOrder = null;
    this.#readings = null;
    this.#takings.push({ source: last.source, count: readings.length, first, last, ...given });
    if (this.#takings.length > 2 * TOLD) this.#takings = this.#takings.slice(-TOLD);
  }

  of(day: Day): Reading | undefined {
    return this.#byDay.get(day)?.reading;
  }

  get count(): number {
    return this.#byDay.size;
  }

  /** The first day first. */
  inOrder(): readonly TakenReading[] {
    this.#inOrder ??= [...this.#byDay.values()].sort((one, other) =>
      one.reading.on < other.reading.on ? -1 : 1,
    );
    return this.#inOrder;
  }

  readings(): readonly Reading[] {
    this.#readings ??= this.inOrder().map(({ reading }) => reading);
    return this.#readings;
  }

  /** The last ones, oldest first. */
  takings(): readonly Taking[] {
    return this.#takings.slice(-TOLD);
  }
}
