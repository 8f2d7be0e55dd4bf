/** What a sample description is made of; each part becomes a block of an Atlassian document. */
export interface SampleText {
  lead: string;
  bullets?: readonly string[];
  panel?: string;
  code?: string;
}

/** The Atlassian document of a sample text. */
export function adf(text: SampleText): Record<string, unknown> {
  const words = (value: string) => ({ type: "text", text: value });
  const paragraph = (...content: unknown[]) => ({ type: "paragraph", content });
  const blocks: unknown[] = [paragraph(words(text.lead))];
  if (text.bullets) {
    const content = text.bullets.map((bullet) => ({ type: "listItem", content: [paragraph(words(bullet))] }));
    blocks.push({ type: "bulletList", content });
  }
  if (text.panel !== undefined) {
    blocks.push({ type: "panel", attrs: { panelType: "info" }, content: [paragraph(words(text.panel))] });
  }
  if (text.code !== undefined) blocks.push({ type: "codeBlock", content: [words(text.code)] });
  return { version: 1, type: "doc", content: blocks };
}
