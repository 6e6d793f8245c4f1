import { DualeditError } from '@dualedit/foundation';
import { CsvError, parse } from 'csv-parse/sync';

/** One line of a manifest: its fields by name, each a list of one or more texts. */
export interface Row {
  line: number;
  fields: Record<string, string[]>;
}

/**
 * Reads JSON Lines, a JSON array of objects, or CSV (or tab-separated values) with a header, told apart by
 * how the text begins. Empty fields are left out; several masks of one line are parted by `;` in CSV, a list
 * or an object in JSON.
 * @throws DualeditError `manifest-line`, `manifest-unreadable`
 */
export function readRows(text: string): Row[] {
  const start = text.replace(/^\uFEFF/, '').trimStart();
  if (start.startsWith('[')) return readArray(text.replace(/^\uFEFF/, ''));
  if (start.startsWith('{')) return readLines(text.replace(/^\uFEFF/, ''));
  return readTable(text);
}

function readArray(text: string): Row[] {
  const list = parseJson(text, undefined) as unknown[];
  const lines = entryLines(text);
  return list.map((entry, i) => toRow(entry, lines[i]!));
}

/** The lines on which the entries of an array, known to be JSON, begin. */
function entryLines(text: string): number[] {
  const lines: number[] = [];
  let [line, depth, begun] = [1, 0, false];
  // Texts whole, so that what stands in them is not taken for structure.
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|\n|[[\]{}]|[^\s"[\]{},]+|,/g)) {
    if (token === '\n') line++;
    else if (token === ',' && depth === 1) begun = false;
    else if (token !== ']' && depth === 1 && !begun) {
      lines.push(line);
      begun = true;
    }
    if (token === '[' || token === '{') depth++;
    if (token === ']' || token === '}') depth--;
  }
  return lines;
}

function readLines(text: string): Row[] {
  return text
    .split('\n')
    .flatMap((line, i) => (line.trim() === '' ? [] : [toRow(parseJson(line, i + 1), i + 1)]));
}

function readTable(text: string): Row[] {
  const delimiter = text.split('\n', 1)[0]!.includes('\t') ? '\t' : ',';
  let records: { record: Record<string, string>; info: { lines: number } }[];
  try {
    records = parse(text, {
      delimiter,
      columns: (header: string[]) => checkHeader(header.map((name) => name.trim())),
      bom: true,
      info: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw unreadable(error.message, typeof error.lines === 'number' ? error.lines : undefined);
  }
  return records.map(({ record, info }) => ({
    line: info.lines,
    fields: Object.fromEntries(
      Object.entries(record).flatMap(([name, cell]) => {
        const values = name === 'mask' ? cell.split(';').map((value) => value.trim()) : [cell];
        const given = values.filter((value) => value !== '');
        return given.length === 0 ? [] : [[name, given]];
      }),
    ),
  }));
}

function checkHeader(names: string[]): string[] {
  if (names.includes('picture') && names.includes('command')) return names;
  throw new DualeditError({
    code: 'manifest-line',
    message: `Line 1: Expected a header with the columns picture and command but received "${names.join(',').slice(0, 80)}".`,
    hint: 'Begin with a line such as "picture,command"; put quotation marks around a command that holds a comma.',
    received: names,
  });
}

function toRow(entry: unknown, line: number): Row {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    throw unreadable('Expected an object such as {"picture": "a.png", "command": "cat→dog"}', line);
  }
  const given = Object.entries(entry).filter(([, value]) => value !== null && value !== '');
  return { line, fields: Object.fromEntries(given.map(([name, value]) => [name, texts(name, value, line)])) };
}

/** `"hat=hat.png"`, `["hat=hat.png"]` and `{"hat": "hat.png"}` say the same. */
function texts(name: string, value: unknown, line: number): string[] {
  const list = Array.isArray(value)
    ? value
    : name === 'mask' && typeof value === 'object'
      ? Object.entries(value!).map(([mask, file]) => (typeof file === 'string' ? `${mask}=${file}` : file))
      : [value];
  if (list.every((entry) => ['string', 'number', 'boolean'].includes(typeof entry))) return list.map(String);
  throw unreadable(`Expected a text, a number, true or false as "${name}"`, line);
}

function parseJson(text: string, line: number | undefined): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    const at = /position (\d+)/.exec(message);
    // Of a whole array, the line follows from the place; of one line, its number is known.
    throw unreadable(message, line ?? (at ? lineAt(text, Number(at[1])) : undefined));
  }
}

const lineAt = (text: string, position: number) => text.slice(0, position).split('\n').length;

function unreadable(what: string, line: number | undefined): DualeditError {
  return new DualeditError({
    code: line === undefined ? 'manifest-unreadable' : 'manifest-line',
    message: `${line === undefined ? 'The list' : `Line ${line}`} cannot be read: ${what}.`,
    hint: 'Write JSON Lines, a JSON array of objects, or CSV with a header; see "dualedit batch --help".',
    received: line,
  });
}
