/** Who did a thing in a tracker: a person by the control endpoint, or the owner of the token that called. */
export interface Actor {
  id: string;
  name: string;
  /** "person" acted through the control endpoint, "app" through the API, "system" is the tracker itself. */
  kind: "person" | "app" | "system";
}

export interface Edit {
  sequence: number;
  /** Milliseconds since the epoch on the twin's clock. */
  at: number;
  actor: Actor;
  /** "issue", "comment", "attachment", "property", "relation", … */
  object: string;
  objectId: string;
  /** The human name of the object, e.g. the issue key. */
  key: string;
  /** The field, or "created" / "deleted" / "archived" / "restored" / "moved". */
  field: string;
  old: unknown;
  new: unknown;
}

/** Everything anybody changed, in order: the oracle that simulation and scripts read. */
export class EditLog {
  #edits: Edit[] = [];
  #sequence = 0;

  add(edit: Omit<Edit, "sequence">): void {
    this.#edits.push({ sequence: ++this.#sequence, ...structuredClone(edit) });
  }

  /** Edits after a sequence number, oldest first. */
  since(sequence = 0): readonly Edit[] {
    return this.#edits.filter((edit) => edit.sequence > sequence);
  }

  clear(): void {
    this.#edits = [];
    this.#sequence = 0;
  }
}
