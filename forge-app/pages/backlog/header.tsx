import Button from "@atlaskit/button/default/button";
import Heading from "@atlaskit/heading";
import type { BacklogAnswer } from "#shared/contract/scoring/backlog.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import { Choice } from "../components/choice.tsx";
import { count } from "../components/words.ts";

/** What the backlog is ranked by, how much of it is scored, and what can be done with all of it. */
export function Header(properties: {
  backlog: BacklogAnswer;
  framework: FrameworkId;
  scored: number;
  selected: number;
  onFramework: (framework: FrameworkId) => void;
  onBulk: () => void;
  onImport: () => void;
  onExport: () => void;
}) {
  const { backlog, framework, scored, selected, onFramework, onBulk, onImport, onExport } = properties;
  const canEdit = backlog.mayGive.length > 0;
  return (
    <header className="backlog-header">
      <div className="heading">
        <Heading size="medium" as="h1">
          Backlog
        </Heading>
        <p className="quiet">
          {count(scored)} of {count(backlog.rows.length)} scored, ranked by{" "}
          {backlog.settings.rankBy === "supported" ? "what the evidence supports" : "what was stated"}
          {canEdit ? "" : "; the settings let others give the inputs, you may read them"}
        </p>
      </div>
      <div className="actions">
        <Choice
          label="Framework"
          value={framework}
          options={backlog.settings.frameworks.map(({ id }) => ({
            value: id,
            label: frameworkById(id).name,
          }))}
          onChange={onFramework}
        />
        {selected > 0 && canEdit ? (
          <Button appearance="primary" onClick={onBulk}>
            Edit {count(selected)} selected
          </Button>
        ) : null}
        <Button isDisabled={!canEdit} onClick={onImport}>
          Import
        </Button>
        <Button onClick={onExport}>Export</Button>
      </div>
    </header>
  );
}
