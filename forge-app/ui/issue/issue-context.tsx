import { Button, Inline, Spinner, Stack, Text } from "@forge/react";
import { useState } from "react";
import type { IssueContextRpc, Saved } from "../../functions/rpc.ts";
import { ScoreModal } from "../scoring/score-modal.tsx";
import { ChangedOutside } from "./changed-outside.tsx";
import { Facts } from "./facts.tsx";
import { groundOf } from "./ground.ts";
import { KeptPart } from "./kept-part.tsx";
import { MirrorPart } from "./mirror-part.tsx";
import { Rescores } from "./rescores.tsx";
import { RescoreModal } from "./rescore-modal.tsx";
import { SavedMessage } from "./saved-message.tsx";
import { ScoreOnIssue } from "./score-on-issue.tsx";
import { TroublePart } from "./trouble-part.tsx";
import { useIssueContext } from "./use-issue-context.ts";
import { WhyChain } from "./why-chain.tsx";

type Dialog = "score" | "rescore" | null;

/** Every issue's right-hand column: why it matters, what its score rests on, whether Linear has the same. */
export function IssueContext({ backend }: { backend: IssueContextRpc }) {
  const issue = useIssueContext(backend);
  const { opened, away, trouble, looking, lookAgain, retry } = issue;
  const [dialog, setDialog] = useState<Dialog>(null);
  const [saved, setSaved] = useState<Saved | null>(null);

  if (opened === null && trouble === null) {
    return (
      <Inline space="space.100" alignBlock="center">
        <Spinner size="small" label="Asking Throughline" />
        <Text color="color.text.subtle">Asking Throughline…</Text>
      </Inline>
    );
  }
  const ground = groundOf(opened, away, Date.now());
  const seen = away ?? opened;
  const scoring = opened?.answer.scoring ?? null;
  const primary = scoring?.scores.find(({ framework }) => framework === scoring.settings.primary) ?? null;
  const isScored = primary !== null && primary.inputs !== null;

  return (
    <Stack space="space.200">
      {trouble === null ? null : <TroublePart trouble={trouble} onRetry={retry} />}
      <SavedMessage saved={saved} onClose={() => setSaved(null)} />
      {seen === null ? null : (
        <KeptPart kept={seen.kept} viewer={seen.viewer} onForget={issue.forgetRefused} />
      )}
      {opened === null ? null : <WhyChain answer={opened.answer} titles={opened.titles} />}
      {scoring === null || opened === null ? null : (
        <>
          <ChangedOutside
            property={scoring.property}
            scores={scoring.scores}
            mayEdit={opened.mayEdit}
            onPutBack={issue.putBack}
            onTake={async (writes) => setSaved(await issue.save(writes))}
          />
          <Rescores rescores={scoring.rescores} now={opened.answer.now} />
          {isScored ? <Facts context={scoring} score={primary} /> : <NotScored mayEdit={opened.mayEdit} />}
        </>
      )}
      {opened === null && away !== null ? <ScoreOnIssue away={away} /> : null}
      {ground === null || seen === null ? null : (
        <Inline space="space.050">
          {seen.mayEdit ? (
            <Button
              appearance={isScored ? "default" : "primary"}
              spacing="compact"
              onClick={() => setDialog("score")}
            >
              {isScored ? "Change score" : "Score this issue"}
            </Button>
          ) : null}
          {isScored ? (
            <Button appearance="subtle" spacing="compact" onClick={() => setDialog("rescore")}>
              This is wrong
            </Button>
          ) : null}
        </Inline>
      )}
      {opened === null ? null : (
        <MirrorPart
          mirror={opened.answer.mirror}
          now={opened.answer.now}
          looking={looking}
          onLookAgain={lookAgain}
        />
      )}
      {dialog === "score" && ground !== null ? (
        <ScoreModal
          ground={ground}
          outcomes={opened?.answer.outcomes ?? []}
          backend={backend}
          onSave={async (writes) => {
            const outcome = await issue.save(writes);
            if (outcome.kind === "answer" || outcome.kind === "kept") setSaved(outcome);
            return outcome;
          }}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === "rescore" && primary !== null && ground !== null ? (
        <RescoreModal
          framework={primary.framework}
          settings={ground.settings}
          onSave={issue.save}
          onSaved={setSaved}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </Stack>
  );
}

function NotScored({ mayEdit }: { mayEdit: boolean }) {
  return (
    <Stack space="space.050">
      <Text weight="medium">Not scored yet</Text>
      <Text size="small" color="color.text.subtle">
        {mayEdit
          ? "A score places this issue among all others, says why it stands there, and shows how sure that is."
          : "You can see scores here; giving one takes the right to edit this issue."}
      </Text>
    </Stack>
  );
}
