import Button from "@atlaskit/button/default/button";
import ModalDialog, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from "@atlaskit/modal-dialog";
import SectionMessage from "@atlaskit/section-message";
import Skeleton from "@atlaskit/skeleton";
import { useEffect, useState } from "react";
import type { Reply } from "#forge/functions/rpc.ts";
import type { HistoryAnswer, HistoryEntry } from "#shared/contract/scoring/history.ts";
import type { ScoringSettings } from "#shared/contract/scoring/settings.ts";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import { useProject } from "../backend.ts";
import { historySentence } from "./history-words.ts";
import { amountText, momentText } from "../components/words.ts";

/** Everything that was decided about one issue's score: what, by whom, when, why. A batch is undone from here too. */
export function History(properties: {
  issue: JiraIssue;
  settings: ScoringSettings;
  onUndoBatch: (batch: string) => void;
  onClose: () => void;
}) {
  const { issue, settings, onUndoBatch, onClose } = properties;
  const { id, key } = issue;
  const project = useProject();
  const [reply, setReply] = useState<Reply<HistoryAnswer> | null>(null);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let isWanted = true;
    setReply(null);
    void project.history({ id, key }).then((answer) => isWanted && setReply(answer));
    return () => {
      isWanted = false;
    };
  }, [project, id, key, asked]);

  return (
    <ModalDialog onClose={onClose} width="medium">
      <ModalHeader hasCloseButton>
        <ModalTitle>History of {issue.key}</ModalTitle>
      </ModalHeader>
      <ModalBody>
        {reply === null ? (
          <div aria-busy="true" aria-label="Asking Throughline">
            {[0, 1, 2].map((line) => (
              <div key={line} className="waiting-line">
                <Skeleton width="100%" height="32px" isShimmering />
              </div>
            ))}
          </div>
        ) : reply.kind !== "answer" ? (
          <SectionMessage appearance="error" title={reply.message}>
            <p>{reply.advice}</p>
            <div className="message-actions">
              <Button onClick={() => setAsked(asked + 1)}>Try again</Button>
            </div>
          </SectionMessage>
        ) : reply.answer.entries.length === 0 ? (
          <p>Nobody scored it yet.</p>
        ) : (
          <ol className="history" tabIndex={0} aria-label="What was decided, newest first">
            {reply.answer.entries.map((entry, position) => (
              <Entry key={position} entry={entry} settings={settings} onUndoBatch={onUndoBatch} />
            ))}
          </ol>
        )}
      </ModalBody>
      <ModalFooter>
        <Button onClick={onClose}>Close</Button>
      </ModalFooter>
    </ModalDialog>
  );
}

function Entry(properties: {
  entry: HistoryEntry;
  settings: ScoringSettings;
  onUndoBatch: (batch: string) => void;
}) {
  const { entry, settings, onUndoBatch } = properties;
  const { what, by, at, why, keptAt } = entry;
  const batch = what.kind === "score" ? what.batch : null;
  return (
    <li>
      <p className="quiet">
        {momentText(at)} · <strong>{by.name ?? by.accountId}</strong>
        {keptAt === null ? "" : ` · made ${momentText(keptAt)}, while the service was away`}
      </p>
      <p>
        {what.kind === "score" ? <strong>{frameworkById(what.framework).name}: </strong> : null}
        {historySentence(what, settings)}
        {what.kind === "score" && what.value !== null ? `, score ${amountText(what.value)}` : ""}
      </p>
      {why === null ? null : <p className="why">“{why}”</p>}
      {batch === null ? null : (
        <p>
          Part of a batch.{" "}
          <button type="button" className="as-link" onClick={() => onUndoBatch(batch)}>
            Undo the whole batch
          </button>
        </p>
      )}
    </li>
  );
}
