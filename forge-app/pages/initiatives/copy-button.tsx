import Button from "@atlaskit/button/default/button";
import { useEffect, useState } from "react";

/** Copies a text, and says whether it did. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), 4_000);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied");
    } catch {
      setSaid("Your browser does not let this page copy: select the text and copy it.");
    }
  };
  return (
    <>
      <Button spacing="compact" onClick={() => void copy()}>
        {label}
      </Button>
      <span className="quiet small" role="status">
        {said}
      </span>
    </>
  );
}
