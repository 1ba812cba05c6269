import { isLabelsCsv, parseLabelsCsv } from '../export/labels-csv.ts';
import { parseCocoLabels } from './label-files-coco.ts';

/** A label that a file gives to a picture. */
export interface FileLabel {
  /** As the file has it, `/`-separated; empty where only the content is known. */
  readonly path: string;
  /** Of the picture file's bytes, where the file says so. */
  readonly sha256?: string | undefined;
  readonly label: string;
}

const TABLE = /\.[ct]sv$/i;
const NAME = /\.([ct]sv|json)$/i;

/** Whether a file may bring labels, by its name. */
export function isLabelFileName(path: string): boolean {
  return NAME.test(path);
}

/**
 * Labels out of CSV of file and label, of Semscape's own subset JSON, or of COCO. Undefined for other CSV or JSON.
 * @throws {AppError} `bad-labels` for a labels CSV that contradicts itself.
 */
export function parseLabelFile(name: string, text: string): readonly FileLabel[] | undefined {
  if (TABLE.test(name)) return isLabelsCsv(text) ? fromCsv(text) : undefined;
  const json = parsed(text);
  return json && (subsetLabels(json) ?? parseCocoLabels(json));
}

function fromCsv(text: string): readonly FileLabel[] {
  return [...parseLabelsCsv(text)].map(([path, label]) => ({ path, label }));
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null
      ? (json as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

interface SubsetLike {
  readonly path?: unknown;
  readonly sha256?: unknown;
  readonly label?: { readonly value?: unknown } | null;
}

/** The labels of a subset that Semscape exported, whoever gave them. */
function subsetLabels(json: Readonly<Record<string, unknown>>): readonly FileLabel[] | undefined {
  const { $schema, pictures } = json;
  if ($schema !== 'urn:semscape:subset:1' || !Array.isArray(pictures)) return undefined;
  return (pictures as readonly SubsetLike[]).flatMap((picture) => {
    const { path, sha256, label } = picture ?? {};
    if (typeof label?.value !== 'string' || label.value === '') return [];
    const named = typeof path === 'string' ? path : '';
    return [
      { path: named, sha256: typeof sha256 === 'string' ? sha256 : undefined, label: label.value },
    ];
  });
}
