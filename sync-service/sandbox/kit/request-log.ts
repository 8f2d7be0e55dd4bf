interface Counted {
  requests: number;
  points: number;
}

/** Requests counted at the twin's door, by endpoint; the control endpoint's own calls are not counted. */
export class RequestLog {
  #byEndpoint = new Map<string, Counted>();

  count(endpoint: string, points: number): void {
    const entry = this.#byEndpoint.get(endpoint) ?? { requests: 0, points: 0 };
    entry.requests += 1;
    entry.points += points;
    this.#byEndpoint.set(endpoint, entry);
  }

  summary(): { requests: number; points: number; byEndpoint: Record<string, Counted> } {
    const entries = [...this.#byEndpoint.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      requests: entries.reduce((sum, [, entry]) => sum + entry.requests, 0),
      points: Math.round(entries.reduce((sum, [, entry]) => sum + entry.points, 0) * 10) / 10,
      byEndpoint: Object.fromEntries(entries.map(([endpoint, entry]) => [endpoint, { ...entry }])),
    };
  }

  clear(): void {
    this.#byEndpoint.clear();
  }
}
