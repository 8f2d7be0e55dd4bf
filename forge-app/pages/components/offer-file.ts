/** Gives the reader a spreadsheet to keep; with a byte order mark, so that spreadsheets read UTF-8. */
export function offerCsv(name: string, text: string): void {
  offerFile(name, new Blob(["\uFEFF", text], { type: "text/csv;charset=utf-8" }));
}

/** Gives the reader a file to keep. */
export function offerFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
