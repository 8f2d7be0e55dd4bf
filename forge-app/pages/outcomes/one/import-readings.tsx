import TextArea from "@atlaskit/textarea";
import { useEffect, useId, useMemo, useState } from "react";
import type { Reply } from "#forge/functions/rpc.ts";
import type { ReadingsPreview } from "#shared/contract/outcomes/outcome.ts";
import type { OutcomeHead } from "#shared/contract/outcomes/words.ts";
import { useBackend } from "../../backend.ts";
import { FormDialog } from "../../components/form-dialog.tsx";
import { useWrite } from "../../components/use-write.ts";
import { count } from "../../components/words.ts";
import { useOutcomes } from "../outcomes-context.ts";
import { dayWords, withUnit } from "../words.ts";
import { csvPieces } from "./csv-pieces.ts";
import { readingLines } from "./reading-lines.ts";

/** Lines that are listed; the numbers above count all. */
const MOST = 200;
const RESTING = 300;

/** Readings out of a file or pasted text, shown line by line, with what is refused and why, before they are taken. */
export function ImportReadings({ outcome, onClose }: { outcome: OutcomeHead; onClose: () => void }) {
  const { saved } = useOutcomes();
  const { write, isSaving, trouble } = useWrite();
  const id = useId();
  const [text, setText] = useState("");
  const [name, setName] = useState("pasted text");
  const lines = useMemo(() => readingLines(text), [text]);
  const pieces = useMemo(() => csvPieces(text), [text]);
  const preview = usePreview(outcome.id, text.trim() === "" ? null : pieces);
  const [done, setDone] = useState(0);
  const { unit } = outcome.metric;
  const taken = lines.filter(({ kind }) => kind === "taken").length;

  const take = async () => {
    let sum = 0;
    // A piece that was taken is not sent again when a later one fails.
    for (const [at, csv] of pieces.entries()) {
      if (at < done) continue;
      const request = { why: `Imported from ${name}`, outcome: outcome.id, csv };
      const answer = await write("outcomes.import-readings", request);
      if (answer === null) return;
      sum += answer.taken;
      setDone(at + 1);
    }
    saved(`${count(sum)} ${sum === 1 ? "reading" : "readings"} imported from ${name}.`);
    onClose();
  };

  return (
    <FormDialog
      title="Import readings"
      submit={taken === 0 ? "Import" : `Import ${count(taken)} ${taken === 1 ? "reading" : "readings"}`}
      canSubmit={taken > 0}
      isSaving={isSaving}
      trouble={trouble}
      width="large"
      onSubmit={() => void take()}
      onClose={onClose}
    >
      <label className="file">
        <span className="choice-name">
          A CSV file with the columns date and value, and sentence if you like
        </span>
        <input
          type="file"
          accept=".csv,text/csv,text/plain"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            if (file === undefined) return;
            setName(file.name);
            setDone(0);
            void file.text().then(setText);
          }}
        />
      </label>
      <div className="labelled">
        <label className="choice-name" htmlFor={id}>
          or paste it
        </label>
        <TextArea
          id={id}
          isCompact
          minimumRows={4}
          maxHeight="9em"
          value={text}
          placeholder={"date,value,sentence\n2026-11-02,54.2,Before the change"}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            setName("pasted text");
            setDone(0);
          }}
        />
      </div>
      {lines.length === 0 ? (
        <p className="quiet">What would be taken is shown here, line by line, before anything is saved.</p>
      ) : (
        <>
          <PreviewWords preview={preview} taken={taken} refused={lines.length - taken} unit={unit} />
          <div className="scrolls short" role="region" aria-label="The import line by line" tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th scope="col">Day or line</th>
                  <th scope="col" className="number">
                    Value
                  </th>
                  <th scope="col">What happens</th>
                </tr>
              </thead>
              <tbody>
                {lines.slice(0, MOST).map((line, position) =>
                  line.kind === "refused" ? (
                    <tr key={position} className="refused">
                      <th scope="row">line {count(line.line)}</th>
                      <td className="number">–</td>
                      <td>Refused: {line.reason}</td>
                    </tr>
                  ) : (
                    <tr key={position}>
                      <th scope="row">{dayWords(line.on)}</th>
                      <td className="number">{withUnit(line.value, unit)}</td>
                      <td>Taken{line.sentence === "" ? "" : `: “${line.sentence}”`}</td>
                    </tr>
                  ),
                )}
              </tbody>
            </table>
          </div>
          {lines.length > MOST ? <p className="quiet">and {count(lines.length - MOST)} more lines</p> : null}
        </>
      )}
    </FormDialog>
  );
}

/** What the service says the import would do to the days that it has. */
function PreviewWords(properties: {
  preview: ReadingsPreview | null;
  taken: number;
  refused: number;
  unit: string;
}) {
  const { preview, taken, refused, unit } = properties;
  return (
    <p role="status">
      <strong>{count(taken)}</strong> taken,{" "}
      <strong className={refused > 0 ? "missing" : ""}>{count(refused)}</strong> refused
      {preview === null ? "." : `${effects(preview, unit)}.`}
    </p>
  );
}

/** Only what is the case: ": 2 new days, 1 already there". */
function effects(preview: ReadingsPreview, unit: string): string {
  const { added, unchanged, replaced } = preview;
  const parts = [
    ...(added === 0 ? [] : [`${count(added)} new ${added === 1 ? "day" : "days"}`]),
    ...(unchanged === 0 ? [] : [`${count(unchanged)} already there`]),
    ...(replaced === 0
      ? []
      : [
          `${count(replaced)} that ${replaced === 1 ? "replaces" : "replace"} another value${replacing(preview, unit)}`,
        ]),
  ];
  return parts.length === 0 ? "" : `: ${parts.join(", ")}`;
}

function replacing({ replacing: [first] }: ReadingsPreview, unit: string): string {
  if (first === undefined) return "";
  return ` (${dayWords(first.on)}: ${withUnit(first.before, unit)} becomes ${withUnit(first.after, unit)})`;
}

/** Of all pieces together; null while it is not known. */
function usePreview(outcome: string, pieces: readonly string[] | null): ReadingsPreview | null {
  const { ask } = useBackend();
  const [preview, setPreview] = useState<ReadingsPreview | null>(null);
  useEffect(() => {
    setPreview(null);
    if (pieces === null) return;
    let isWanted = true;
    const timer = setTimeout(() => {
      const replies = pieces.map((csv) => ask("outcomes.preview-readings", { outcome, csv }));
      void Promise.all(replies).then((all) => isWanted && setPreview(summed(all)));
    }, RESTING);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [ask, outcome, pieces]);
  return preview;
}

function summed(replies: readonly Reply<ReadingsPreview>[]): ReadingsPreview | null {
  const answers = replies.flatMap((reply) => (reply.kind === "answer" ? [reply.answer] : []));
  const [first, ...others] = answers;
  if (first === undefined || answers.length < replies.length) return null;
  return others.reduce(
    (sum, each) => ({
      ...sum,
      count: sum.count + each.count,
      added: sum.added + each.added,
      replaced: sum.replaced + each.replaced,
      replacing: [...sum.replacing, ...each.replacing],
      unchanged: sum.unchanged + each.unchanged,
    }),
    first,
  );
}
