import { type Initiative, initiativeSchema } from "#sync/rollup/initiative.ts";
import type { RollupIndex } from "#sync/rollup/rollup-index.ts";

/** What people decided, as a test decides it. */
export class TestPlans {
  readonly initiatives = new Map<string, { body: Initiative }>();
  readonly updates = new Map<string, Map<string, { at: number }>>();
  readonly #index: RollupIndex;

  constructor(index: RollupIndex) {
    this.#index = index;
  }

  decide(id: string, definition: object): void {
    const body = initiativeSchema.parse({ name: id, ...definition });
    this.initiatives.set(id, { body });
    this.#index.define(id, body);
  }

  refresh(): Promise<void> {
    return Promise.resolve();
  }
}
