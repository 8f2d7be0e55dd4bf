import Checkbox from "@atlaskit/checkbox";
import { useState } from "react";
import type { OutcomeHead } from "#shared/contract/outcomes/words.ts";
import { addDays } from "#shared/day.ts";
import { outcomeSchema } from "#shared/outcomes/outcome.ts";
import type { Metric } from "#shared/outcomes/outcome.ts";
import { metricPresets } from "#shared/outcomes/presets.ts";
import { Choice } from "../../components/choice.tsx";
import { FormDialog } from "../../components/form-dialog.tsx";
import { TextInput } from "../../components/labelled.tsx";
import { useWrite } from "../../components/use-write.ts";
import { newId } from "../../new-id.ts";
import { useRoute } from "../../route.ts";
import { useOutcomes } from "../outcomes-context.ts";
import { outcomePath } from "../routes.ts";
import type { TreeItem } from "../tree/tree-rows.ts";
import { numberIn } from "../words.ts";

const KINDS = {
  activation: "Activation",
  retention: "Retention",
  engagement: "Engagement",
  revenue: "Revenue",
  referral: "Referral",
  satisfaction: "Satisfaction",
  "handle-time": "Handle time",
  own: "One of our own",
} as const satisfies Record<Metric["kind"], string>;
const DIRECTIONS = { increase: "Should rise", decrease: "Should fall" } as const;
const WEEKS = 12;

/** For whom, what changes, and the one number that tells: a new outcome, or one that is there. */
export function OutcomeForm(properties: {
  outcome: OutcomeHead | null;
  /** The objective or the outcome that a new one stands below. */
  below: TreeItem | null;
  onClose: () => void;
}) {
  const { outcome, below, onClose } = properties;
  const { project, tree, saved } = useOutcomes();
  const { go } = useRoute();
  const { write, isSaving, trouble } = useWrite();
  const today = tree.answer?.today ?? "";
  const metric = outcome?.metric;
  const [id] = useState(() => outcome?.id ?? newId());
  const [title, setTitle] = useState(outcome?.title ?? "");
  const [forWhom, setForWhom] = useState(outcome?.forWhom ?? "");
  const [change, setChange] = useState(outcome?.change ?? "");
  const [kind, setKind] = useState<Metric["kind"]>(metric?.kind ?? "activation");
  const [name, setName] = useState(metric?.name ?? metricPresets[0]?.name ?? "");
  const [unit, setUnit] = useState(metric?.unit ?? "%");
  const [direction, setDirection] = useState<Metric["direction"]>(metric?.direction ?? "increase");
  const [baseline, setBaseline] = useState(metric === undefined ? "" : String(metric.baseline));
  const [target, setTarget] = useState(metric === undefined ? "" : String(metric.target));
  const [startsOn, setStartsOn] = useState(metric?.startsOn ?? today);
  const [dueOn, setDueOn] = useState(metric?.dueOn ?? (today === "" ? "" : addDays(today, 7 * WEEKS)));
  const [above, setAbove] = useState(outcome?.parentId ?? outcome?.objectiveId ?? below?.id ?? "");
  const [isClosed, setIsClosed] = useState(outcome?.isClosed ?? false);
  const [why, setWhy] = useState("");

  const choosePreset = (next: Metric["kind"]) => {
    const untouched = metricPresets.some((preset) => preset.name === name) || name === "";
    setKind(next);
    const preset = metricPresets.find((each) => each.kind === next);
    if (!untouched) return;
    setName(preset?.name ?? "");
    setUnit(preset?.unit ?? "");
    setDirection(preset?.direction ?? "increase");
  };

  const objectives = tree.answer?.objectives ?? [];
  const others = (tree.answer?.outcomes ?? []).filter((each) => each.id !== id);
  const isObjective = objectives.some((each) => each.id === above);
  const draft = outcomeSchema.safeParse({
    id,
    title,
    forWhom,
    change,
    metric: {
      name,
      kind,
      unit: unit.trim(),
      direction,
      baseline: numberIn(baseline),
      target: numberIn(target),
      startsOn,
      dueOn,
    },
  });
  const isFilled = [title, forWhom, change, name, baseline, target].every((each) => each.trim() !== "");
  // Before everything is there, nothing is wrong with what is missing.
  const problem =
    !isFilled || draft.success
      ? null
      : numberIn(baseline) === null || numberIn(target) === null
        ? "Baseline and target are numbers."
        : (draft.error.issues[0]?.message ?? null);

  const save = async () => {
    if (!draft.success) return;
    const request = {
      why: why.trim() === "" ? null : why.trim(),
      outcome: {
        ...draft.data,
        ...(outcome === null ? {} : { owner: outcome.owner.accountId }),
        projects: outcome?.projects ?? (project === null ? [] : [project]),
        parentId: above === "" || isObjective ? null : above,
        objectiveId: isObjective ? above : null,
        isClosed,
      },
      basedOn: outcome?.revision ?? 0,
    };
    if ((await write("outcomes.save", request)) === null) return;
    saved(outcome === null ? `“${title.trim()}” is there: now its readings.` : `“${title.trim()}” is saved.`);
    onClose();
    if (outcome === null) go(outcomePath(id));
  };

  return (
    <FormDialog
      title={outcome === null ? "New outcome" : "Edit the outcome"}
      submit={outcome === null ? "Create it" : "Save"}
      canSubmit={draft.success}
      isSaving={isSaving}
      trouble={trouble}
      width="large"
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <TextInput
        label="What it is called"
        autoFocus
        value={title}
        placeholder="Guests finish the checkout"
        onChange={setTitle}
      />
      <div className="two-columns">
        <TextInput
          label="For whom"
          value={forWhom}
          placeholder="First-time buyers on a phone"
          onChange={setForWhom}
        />
        <TextInput
          label="What changes for them"
          value={change}
          placeholder="They pay without making an account"
          onChange={setChange}
        />
      </div>
      <fieldset className="field-group">
        <legend>The number that tells</legend>
        <div className="two-columns">
          <Choice
            isNamed
            label="Kind"
            value={kind}
            options={Object.entries(KINDS).map(([value, label]) => ({
              value: value as Metric["kind"],
              label,
            }))}
            onChange={choosePreset}
          />
          <TextInput label="Metric" value={name} onChange={setName} />
        </div>
        <div className="four-columns">
          <TextInput label="Unit" value={unit} placeholder="%" onChange={setUnit} />
          <Choice
            isNamed
            label="Direction"
            value={direction}
            options={Object.entries(DIRECTIONS).map(([value, label]) => ({
              value: value as Metric["direction"],
              label,
            }))}
            onChange={setDirection}
          />
          <TextInput label="Baseline" isNumber unit={unit} value={baseline} onChange={setBaseline} />
          <TextInput label="Target" isNumber unit={unit} value={target} onChange={setTarget} />
        </div>
        <div className="two-columns">
          <TextInput label="Counts from" type="date" value={startsOn} onChange={setStartsOn} />
          <TextInput label="Target is due on" type="date" value={dueOn} onChange={setDueOn} />
        </div>
        {problem === null ? null : (
          <p className="trouble" role="alert">
            {problem}
          </p>
        )}
      </fieldset>
      <Choice
        isNamed
        label="Stands below"
        value={above}
        options={[
          { value: "", label: "Nothing: it is a root" },
          ...objectives.map((each) => ({ value: each.id, label: `Objective: ${each.title}` })),
          ...others.map((each) => ({ value: each.id, label: each.title })),
        ]}
        onChange={setAbove}
      />
      {outcome === null ? null : (
        <>
          <TextInput
            label="Why it changes (kept in the history)"
            value={why}
            maxLength={2_000}
            onChange={setWhy}
          />
          <Checkbox
            label="Closed: asks for nothing any more, and counts in no coverage"
            isChecked={isClosed}
            onChange={({ currentTarget }) => setIsClosed(currentTarget.checked)}
          />
        </>
      )}
    </FormDialog>
  );
}
