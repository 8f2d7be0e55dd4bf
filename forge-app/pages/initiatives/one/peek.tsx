import Button from "@atlaskit/button/default/button";
import ModalDialog, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from "@atlaskit/modal-dialog";
import type { ReactNode } from "react";
import { percentWords } from "#forge/ui/words.ts";
import type { WorkRow } from "#shared/contract/initiatives/works.ts";
import type { Day } from "#shared/day.ts";
import { WorkKeys } from "../work-keys.tsx";
import { amountOf, dayWords, distanceWords, keysOf } from "../words.ts";
import { STATUS_WORDS } from "./status-words.ts";

/** One piece of work: what is known of it here, and why it counts as it does. */
export function Peek(properties: {
  work: WorkRow;
  title: string;
  sources: readonly string[];
  unit: string;
  today: Day;
  onClose: () => void;
}) {
  const { work, title, sources, unit, today, onClose } = properties;
  const { counted, blocked } = work;
  const day = (on: Day | null) => (on === null ? "–" : `${dayWords(on, today)}, ${distanceWords(on, today)}`);
  const facts: readonly (readonly [string, ReactNode])[] = [
    ["In", <WorkKeys key="keys" work={work} />],
    ["Status", STATUS_WORDS[work.status]],
    ["Assignee", work.assignee ?? "nobody"],
    ["Team", work.team],
    ["Comes from", sources.join(", ")],
    ["Created", day(work.createdOn)],
    ["Started", day(work.startedOn)],
    ["Completed", day(work.completedOn)],
    ["Due", day(work.dueOn)],
    [
      "Blocked",
      blocked === null
        ? "no"
        : `since ${day(blocked.since)}${blocked.by.length === 0 ? "" : ` by ${blocked.by.join(", ")}`}`,
    ],
    [
      "Counts",
      counted === null
        ? `not: ${work.why}`
        : `${amountOf(counted.weight, unit)}, ${percentWords(Math.round(counted.done * 100))} done: ${work.why}. It brings ${percentWords(counted.tenths / 10)}.`,
    ],
  ];
  return (
    <ModalDialog onClose={onClose} width="medium" label={`${keysOf(work)}: ${title}`}>
      <ModalHeader hasCloseButton>
        <ModalTitle>{title}</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <dl className="peek">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {work.diverged === null ? null : <p className="warns">{work.diverged}.</p>}
      </ModalBody>
      <ModalFooter>
        <Button onClick={onClose}>Close</Button>
      </ModalFooter>
    </ModalDialog>
  );
}
