import {
  DatePicker,
  ErrorMessage,
  Form,
  Heading,
  HelperMessage,
  Inline,
  Label,
  LoadingButton,
  Select,
  Stack,
  Text,
  TextArea,
  Textfield,
} from "@forge/react";
import { useState } from "react";
import type { EvidenceItem } from "#shared/contract/scoring/context.ts";
import type { Write } from "#shared/contract/scoring/writes.ts";
import { dayWords } from "#shared/day.ts";
import { evidenceKinds, evidenceSchema } from "#shared/scoring/evidence.ts";
import type { Saved } from "../../functions/rpc.ts";
import type { Ground } from "../issue/ground.ts";
import { SavedMessage } from "../issue/saved-message.tsx";
import { newId } from "../new-id.ts";
import { onThisIssue } from "../on-this-issue.ts";
import { inputText, selected } from "../plain-events.ts";
import { capitalised, personWords } from "../words.ts";

/** What supports the score: what is attached, and a form for more. The strongest counts, never the sum. */
export function EvidenceTab(properties: {
  ground: Ground;
  onSave: (writes: readonly Write[]) => Promise<Saved>;
}) {
  const { ground, onSave } = properties;
  const [saved, setSaved] = useState<Saved | null>(null);
  const [round, setRound] = useState(0);
  const items = ground.context?.evidence.items ?? [];
  const send = async (write: Write) => {
    const outcome = await onSave([write]);
    setSaved(outcome);
    return outcome;
  };
  return (
    <Stack space="space.200">
      <SavedMessage saved={saved} onClose={() => setSaved(null)} />
      {saved?.kind === "kept" ? <Text>{`${saved.message} ${saved.advice}`}</Text> : null}
      {items.length === 0 ? (
        <Text color="color.text.subtle">
          Nothing is attached yet. Without evidence the confidence of a score is capped.
        </Text>
      ) : (
        items.map((item) => <Item key={item.evidence.id} item={item} onWithdraw={send} />)
      )}
      <AddEvidence
        key={round}
        today={ground.today}
        onAdd={async (write) => {
          const outcome = await send(write);
          if (outcome.kind === "answer" || outcome.kind === "kept") setRound((before) => before + 1);
        }}
      />
    </Stack>
  );
}

function Item({ item, onWithdraw }: { item: EvidenceItem; onWithdraw: (write: Write) => Promise<Saved> }) {
  const { evidence, value, by } = item;
  const [withdrawing, setWithdrawing] = useState(false);
  const amount = new Intl.NumberFormat("en", { maximumFractionDigits: 2 }).format(value);
  const withdraw = async () => {
    setWithdrawing(true);
    const write = { request: newId(), why: null, issue: onThisIssue, evidence: evidence.id };
    await onWithdraw({ kind: "withdraw-evidence", ...write });
    setWithdrawing(false);
  };
  return (
    <Inline space="space.100" spread="space-between" alignBlock="start">
      <Stack space="space.025">
        <Text>
          <Text as="strong" weight="bold">
            {capitalised(evidenceKinds[evidence.kind].label)}
          </Text>
          {`, ${amount} of 10: ${evidence.source}`}
        </Text>
        {evidence.quote === "" ? null : <Text size="small">{`“${evidence.quote}”`}</Text>}
        <Text size="small" color="color.text.subtle">
          {`Seen ${dayWords(evidence.observedOn)}, attached by ${personWords(by)}`}
        </Text>
      </Stack>
      <LoadingButton
        appearance="subtle"
        spacing="compact"
        isLoading={withdrawing}
        onClick={() => void withdraw()}
      >
        Withdraw
      </LoadingButton>
    </Inline>
  );
}

const KINDS = Object.entries(evidenceKinds).map(([value, { label, least, most }]) => ({
  value,
  label: `${capitalised(label)} (${least === most ? least : `${least} to ${most}`} of 10)`,
}));

function AddEvidence({ today, onAdd }: { today: string; onAdd: (write: Write) => Promise<void> }) {
  const [draft, setDraft] = useState<Record<string, unknown>>({ quote: "", observedOn: today });
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [saving, setSaving] = useState(false);
  const [ids] = useState(() => ({ evidence: newId(), request: newId() }));
  const put = (key: string, value: unknown) => setDraft((before) => ({ ...before, [key]: value }));

  const add = async () => {
    const parsed = evidenceSchema.safeParse({ ...draft, id: ids.evidence });
    setProblems(
      Object.fromEntries((parsed.error?.issues ?? []).map(({ path, message }) => [String(path[0]), message])),
    );
    if (!parsed.success) return;
    setSaving(true);
    const write = { request: ids.request, why: null, issue: onThisIssue, evidence: parsed.data };
    await onAdd({ kind: "evidence", ...write });
    setSaving(false);
  };

  return (
    <Form onSubmit={add}>
      <Stack space="space.100">
        <Heading size="xsmall" as="h3">
          Attach evidence
        </Heading>
        <Stack space="space.0">
          <Label labelFor="evidence-kind">Kind</Label>
          <Select
            inputId="evidence-kind"
            options={KINDS}
            isInvalid={problems["kind"] !== undefined}
            onChange={(option) => put("kind", selected(option))}
          />
          {problems["kind"] === undefined ? null : (
            <ErrorMessage>Choose what kind of evidence it is.</ErrorMessage>
          )}
        </Stack>
        <Stack space="space.0">
          <Label labelFor="evidence-source">Source</Label>
          <Textfield
            id="evidence-source"
            name="source"
            isInvalid={problems["source"] !== undefined}
            onChange={(event) => put("source", inputText(event))}
          />
          {problems["source"] === undefined ? (
            <HelperMessage>A link, a person, a study.</HelperMessage>
          ) : (
            <ErrorMessage>Say where the evidence comes from: a link, a person, a study.</ErrorMessage>
          )}
        </Stack>
        <Stack space="space.0">
          <Label labelFor="evidence-quote">Quote</Label>
          <TextArea id="evidence-quote" name="quote" onChange={(event) => put("quote", inputText(event))} />
        </Stack>
        <Stack space="space.0">
          <Label labelFor="evidence-day">Seen on</Label>
          <DatePicker
            id="evidence-day"
            defaultValue={today}
            maxDate={today}
            onChange={(day) => put("observedOn", day)}
          />
        </Stack>
        <Inline alignInline="end">
          <LoadingButton type="submit" isLoading={saving}>
            Attach
          </LoadingButton>
        </Inline>
      </Stack>
    </Form>
  );
}
