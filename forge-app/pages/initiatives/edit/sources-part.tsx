import Button from "@atlaskit/button/default/button";
import Textfield from "@atlaskit/textfield";
import { useState } from "react";
import { useBackend } from "../../backend.ts";
import { Choice } from "../../components/choice.tsx";
import { Field } from "./field.tsx";
import { SOURCE_KINDS, newSource, sideOf } from "./new-source.ts";
import type { NewSourceKind, Source } from "./new-source.ts";

/** Where its issues come from, in any mix; what lies below counts once, however many ways lead to it. */
export function SourcesPart(properties: {
  sources: readonly Source[];
  problem: string | null;
  onChange: (sources: Source[]) => void;
}) {
  const { sources, problem, onChange } = properties;
  const { place } = useBackend();
  const [kind, setKind] = useState<NewSourceKind>(place.kind === "outside" ? "jql" : "jira-parent");
  const [text, setText] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isLooking, setIsLooking] = useState(false);
  // Which issue a key names only Jira can tell.
  const kinds = Object.entries<{ label: string }>(SOURCE_KINDS).filter(
    ([each]) => each !== "jira-parent" || place.kind !== "outside",
  );

  const add = async () => {
    setRefusal(null);
    let parent: { id: string } | null = null;
    if (kind === "jira-parent" && place.kind !== "outside" && text.trim() !== "") {
      setIsLooking(true);
      try {
        parent = (await place.jira.issues([text.trim().toUpperCase()]))[0] ?? null;
        if (parent === null) setRefusal(`Jira shows you no issue ${text.trim().toUpperCase()}.`);
      } catch (error) {
        setRefusal(error instanceof Error ? error.message : String(error));
      }
      setIsLooking(false);
    }
    const source = newSource(kind, text, parent);
    if (source === null) return;
    onChange([...sources, source]);
    setText("");
  };
  return (
    <fieldset className="sources-part">
      <legend>Where its issues come from</legend>
      {sources.length === 0 ? (
        <p className={problem === null ? "quiet small" : "trouble small"}>
          {problem ??
            "Nothing yet. Add an epic, a project, a label or a query; mix both trackers as you like."}
        </p>
      ) : (
        <ul>
          {sources.map((source, position) => (
            <li key={source.id ?? `${position} ${source.label}`}>
              <span className={`tracker ${sideOf(source)}`} aria-hidden="true" />
              <Textfield
                isCompact
                aria-label={`Name of source ${position + 1}`}
                value={source.label}
                maxLength={200}
                onChange={({ currentTarget: { value: label } }) =>
                  onChange(sources.map((each, at) => (at === position ? { ...each, label } : each)))
                }
              />
              <Button
                spacing="compact"
                appearance="subtle"
                aria-label={`Remove ${source.label}`}
                onClick={() => onChange(sources.filter((_, at) => at !== position))}
              >
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="new-source">
        <Choice
          isNamed
          label="Add"
          value={kind}
          options={kinds.map(([value, { label }]) => ({ value: value as NewSourceKind, label }))}
          onChange={(next) => {
            setKind(next);
            setRefusal(null);
          }}
        />
        <Field label={SOURCE_KINDS[kind].ask} id="new-source" problem={refusal}>
          <Textfield
            id="new-source"
            isCompact
            placeholder={SOURCE_KINDS[kind].example}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              void add();
            }}
          />
        </Field>
        <Button isDisabled={text.trim() === ""} isLoading={isLooking} onClick={() => void add()}>
          Add source
        </Button>
      </div>
    </fieldset>
  );
}
