import Button from "@atlaskit/button/default/button";
import TextArea from "@atlaskit/textarea";
import type { Root } from "mdast";
import { useId, useMemo, useState } from "react";
import type { Description } from "../../views.ts";
import { documentToMarkdown } from "../richtext/adf-to-markdown.ts";
import { markdownToDocument } from "../richtext/markdown-to-adf.ts";
import { MarkdownView, parseMarkdown, writeMarkdown } from "../richtext/markdown.tsx";
import { FieldShell } from "./field-shell.tsx";
import type { FieldState } from "./field-shell.tsx";

/** A description, readable; edited as Markdown on both sides, stored as each tracker stores it. */
export function DescriptionField(
  properties: FieldState & {
    description: Description;
    onChange: (description: Description) => Promise<boolean>;
  },
) {
  const { description, onChange, ...state } = properties;
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const { root, text, beyond } = useMemo(() => read(description), [description]);

  const save = async () => {
    if (draft === null) return;
    if (draft === text || (await onChange(written(draft, description)))) setDraft(null);
  };
  return (
    <FieldShell {...state} id={draft === null ? null : id} name="Description" wide>
      {draft === null ? (
        <div className="description">
          {root.children.length === 0 ? (
            <p className="muted">No description.</p>
          ) : (
            <MarkdownView root={root} />
          )}
          {beyond.length === 0 ? (
            <Button spacing="compact" onClick={() => setDraft(text)}>
              Edit description
            </Button>
          ) : (
            <p className="muted">
              {`This simple editor cannot keep ${beyond.join(", ")}: edit it in the tracker.`}
            </p>
          )}
        </div>
      ) : (
        <div className="description">
          <TextArea
            id={id}
            minimumRows={6}
            autoFocus
            isMonospaced
            value={draft}
            onChange={({ currentTarget }) => setDraft(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Escape") setDraft(null);
              if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void save();
            }}
          />
          <div className="actions">
            <Button appearance="primary" spacing="compact" onClick={() => void save()}>
              Save
            </Button>
            <Button appearance="subtle" spacing="compact" onClick={() => setDraft(null)}>
              Cancel
            </Button>
            <span className="muted">Markdown</span>
          </div>
        </div>
      )}
    </FieldShell>
  );
}

function read(description: Description): { root: Root; text: string; beyond: readonly string[] } {
  if (description.format === "markdown") {
    return { root: parseMarkdown(description.text), text: description.text, beyond: [] };
  }
  const { root, beyondMarkdown } = documentToMarkdown(description.document);
  return { root, text: writeMarkdown(root), beyond: [...beyondMarkdown] };
}

function written(text: string, { format }: Description): Description {
  if (format === "markdown") return { format, text };
  return { format, document: text.trim() === "" ? null : markdownToDocument(parseMarkdown(text)) };
}
