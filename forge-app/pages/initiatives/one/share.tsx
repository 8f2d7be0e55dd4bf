import Button from "@atlaskit/button/default/button";
import ModalDialog, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from "@atlaskit/modal-dialog";
import Textfield from "@atlaskit/textfield";
import { useState } from "react";
import type { Trouble } from "#forge/functions/rpc.ts";
import type { Share } from "#shared/contract/access/operations.ts";
import { useBackend } from "../../backend.ts";
import { Failed } from "../../components/failed.tsx";
import { useAsked } from "../../components/use-asked.ts";
import { dayText } from "../../components/words.ts";
import { Field } from "../edit/field.tsx";
import { NotDone } from "../not-done.tsx";

const DAYS = 30;

/** Share links of an initiative: made, told once, and revoked. */
export function ShareLinks(properties: { initiative: string; name: string; onClose: () => void }) {
  const { initiative, name, onClose } = properties;
  const { ask } = useBackend();
  const list = useAsked("share.list", { initiative });
  const [purpose, setPurpose] = useState("");
  const [isMaking, setIsMaking] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const now = Date.now();
  const open = (list.answer?.shares ?? []).filter(
    ({ revokedAt, expiresAt }) => revokedAt === null && expiresAt > now,
  );

  const make = async () => {
    setIsMaking(true);
    const reply = await ask("share.create", { initiative, name: purpose, days: DAYS });
    setIsMaking(false);
    setTrouble(reply.kind === "answer" ? null : reply);
    if (reply.kind !== "answer") return;
    setMade(reply.answer.url);
    setPurpose("");
    list.again();
  };
  const revoke = async ({ id }: Share) => {
    const reply = await ask("share.revoke", { share: id });
    setTrouble(reply.kind === "answer" ? null : reply);
    list.again();
  };

  return (
    <ModalDialog onClose={onClose} width="medium">
      <ModalHeader hasCloseButton>
        <ModalTitle>Share {name}</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <p>
          Whoever has a share link reads this page and no other, without signing in, for {DAYS} days or until
          it is revoked. It shows numbers, what people write here, and only titles that are published under
          Edit.
        </p>
        <form
          className="share-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (purpose.trim() !== "") void make();
          }}
        >
          <Field label="Whom or what it is for" id="share-name">
            <Textfield
              id="share-name"
              value={purpose}
              maxLength={100}
              placeholder="Board, November"
              onChange={({ currentTarget }) => setPurpose(currentTarget.value)}
            />
          </Field>
          <Button type="submit" appearance="primary" isDisabled={purpose.trim() === ""} isLoading={isMaking}>
            Make a link
          </Button>
        </form>
        {trouble === null ? null : <NotDone title="That was not done" trouble={trouble} />}
        {made === null ? null : (
          <div role="status">
            <Field label="The new link: copy it now, it is not shown again" id="share-url">
              <Textfield id="share-url" isReadOnly value={made} onFocus={({ target }) => target.select()} />
            </Field>
          </div>
        )}
        {list.trouble === null ? null : <Failed trouble={list.trouble} onRetry={list.again} />}
        {list.answer !== null && open.length === 0 ? <p className="quiet">No link is open.</p> : null}
        <ul className="shares" aria-label="Open links">
          {open.map((share) => (
            <li key={share.id}>
              <span>
                {share.name}
                <span className="quiet small"> until {dayText(share.expiresAt, now)}</span>
              </span>
              <Button
                spacing="compact"
                aria-label={`Revoke the link for ${share.name}`}
                onClick={() => void revoke(share)}
              >
                Revoke
              </Button>
            </li>
          ))}
        </ul>
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={onClose}>
          Close
        </Button>
      </ModalFooter>
    </ModalDialog>
  );
}
