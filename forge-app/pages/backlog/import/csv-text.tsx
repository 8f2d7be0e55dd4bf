import TextArea from "@atlaskit/textarea";
import { useState } from "react";

/** A CSV as a file, or pasted: one of the two is shown, so that room is left for what its rows would do. */
export function CsvText(properties: {
  label: string;
  placeholder: string;
  onText: (text: string, name: string) => void;
}) {
  const { label, placeholder, onText } = properties;
  const [isPasting, setIsPasting] = useState(false);
  const [pasted, setPasted] = useState("");
  if (isPasting) {
    return (
      <TextArea
        isCompact
        autoFocus
        aria-label="The CSV’s text"
        minimumRows={2}
        maxHeight="5em"
        value={pasted}
        placeholder={placeholder}
        onChange={({ currentTarget }) => {
          setPasted(currentTarget.value);
          onText(currentTarget.value, "pasted text");
        }}
      />
    );
  }
  return (
    <>
      <label className="file">
        <span className="choice-name">{label}</span>
        <input
          type="file"
          accept=".csv,text/csv,text/plain"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            if (file !== undefined) void file.text().then((content) => onText(content, file.name));
          }}
        />
      </label>
      <p>
        <button type="button" className="as-link" onClick={() => setIsPasting(true)}>
          Paste it instead
        </button>
      </p>
    </>
  );
}
