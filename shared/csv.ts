/**
 * CSV as people export it (RFC 4180): quoted cells may hold separators, quotes and line breaks; the separator is a
 * comma, a semicolon or a tab, whichever the header uses most; a byte order mark is skipped.
 */
interface CsvRow {
  /** Where the row starts in the file, counted from 1: for messages. */
  readonly line: number;
  /** By header, trimmed and in lower case. */
  readonly cells: ReadonlyMap<string, string>;
}

export function parseCsv(text: string): {
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
} {
  const clean = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const [header, ...records] = recordsOf(clean, separatorOf(clean));
  if (header === undefined) return { columns: [], rows: [] };
  const columns = header.cells.map((cell) => cell.trim().toLowerCase());
  const rows = records.map(({ line, cells }) => ({
    line,
    cells: new Map(columns.map((column, position) => [column, (cells[position] ?? "").trim()])),
  }));
  return { columns, rows };
}

function separatorOf(text: string): string {
  const header = text.slice(0, text.search(/[\r\n]|$/u));
  const [best] = [",", ";", "\t"]
    .map((separator) => ({ separator, count: header.split(separator).length }))
    .sort((left, right) => right.count - left.count);
  return best?.separator ?? ",";
}

function recordsOf(text: string, separator: string): readonly { line: number; cells: readonly string[] }[] {
  const records: { line: number; cells: readonly string[] }[] = [];
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  let line = 1;
  let startLine = 1;
  const endRecord = (): void => {
    cells.push(cell);
    if (cells.some((each) => each.trim() !== "")) records.push({ line: startLine, cells });
    cells = [];
    cell = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character === "\n") line += 1;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"' && cell.trim() === "") {
      cell = "";
      quoted = true;
    } else if (character === separator) {
      cells.push(cell);
      cell = "";
    } else if (character === "\n" || character === "\r") {
      if (character === "\r" && text[at + 1] === "\n") {
        at += 1;
        line += 1;
      }
      endRecord();
      startLine = line;
    } else cell += character;
  }
  endRecord();
  return records;
}

/** Rows as a file that spreadsheets open (RFC 4180): cells quoted where needed, formulas made harmless. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

/** What a spreadsheet would take for a formula is made a text. */
function cell(text: string): string {
  const harmless = /^[=+@\t]|^-(?!\d)/.test(text) ? `'${text}` : text;
  return /[",\r\n;]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
