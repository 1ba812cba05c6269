import { AppError } from '../core/app-error.ts';
import { hexOf } from '../core/arrays/hex-of.ts';
import { isIgnorable } from '../core/dataset/is-ignorable.ts';
import { parseLabelFile } from '../core/dataset/label-files.ts';
import { type FeatureTable, parseFeaturesCsv } from '../core/export/features-csv.ts';
import { parseLabelsCsv } from '../core/export/labels-csv.ts';
import { readNpy } from '../core/export/npy.ts';
import { parseRecipe, type Recipe } from '../core/recipe/recipe.ts';
import type { LabelsFile } from './given-labels.ts';

export interface FeatureFile extends FeatureTable {
  /** Of the file's bytes. */
  readonly sha256: string;
}

/** A text may have no more characters than that in a browser. */
const MOST_TEXT_BYTES = 500e6;

/** Text in whatever encoding a program wrote it. */
export type DecodeText = (bytes: Uint8Array<ArrayBuffer>) => string;

const bytesOf = async (file: File) => new Uint8Array(await file.arrayBuffer());

interface FolderFile {
  readonly file: File;
  readonly path: string;
}

/** Every file of a folder but the system's clutter and the paths of `leftOut`, sorted by path. */
export function folderSources(
  files: readonly File[],
  leftOut: readonly string[],
): readonly FolderFile[] {
  const results = new Set(leftOut);
  return files
    .map((file) => ({ file, path: file.webkitRelativePath || file.name }))
    .filter(({ path }) => !isIgnorable(withoutRoot(path)) && !results.has(path))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** The folder that a person named is wanted, however it is called. */
function withoutRoot(path: string): string {
  return path.slice(path.indexOf('/') + 1);
}

/** The recipe of a file, or the default one; a shared seed given here goes before the file's. */
export async function readRecipe(
  file: File | undefined,
  seed: number | undefined,
  decodeText: DecodeText,
): Promise<Recipe> {
  const json = file ? parseJson(decodeText(await bytesOf(file)), file.name) : {};
  const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
  return parseRecipe(isObject && seed !== undefined ? { ...json, seed } : json);
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('bad-recipe', `The recipe ${name} is not JSON: ${reason}`, { cause });
  }
}

/** CSV, or what else the page takes labels from. */
export async function readLabels(file: File, decodeText: DecodeText): Promise<LabelsFile> {
  const { name } = file;
  const text = decodeText(await bytesOf(file));
  const labels = /\.json$/i.test(name)
    ? parseLabelFile(name, text)
    : [...parseLabelsCsv(text)].map(([path, label]) => ({ path, label }));
  if (!labels) {
    throw new AppError(
      'bad-labels',
      `The labels file ${name} is neither a subset of Semscape’s nor COCO. Give CSV of columns file and label.`,
    );
  }
  if (labels.length === 0) {
    throw new AppError('bad-labels', `The labels file ${name} gives no file a label.`);
  }
  return { name, labels };
}

export async function readFeatureFile(file: File, decodeText: DecodeText): Promise<FeatureFile> {
  const bytes = await bytesOf(file);
  const sha256 = hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
  if (!file.name.toLowerCase().endsWith('.npy')) return { ...readCsv(bytes, decodeText), sha256 };
  const features = readNpy(bytes);
  if (features.data.length === 0) {
    throw new AppError('bad-features', 'The features file has no rows or no columns.');
  }
  const labels = Array.from({ length: features.rows }, () => undefined);
  return { features, labels, names: undefined, hasHeader: false, sha256 };
}

function readCsv(bytes: Uint8Array<ArrayBuffer>, decodeText: DecodeText): FeatureTable {
  if (bytes.length > MOST_TEXT_BYTES) {
    throw new AppError(
      'bad-features',
      'The features file is too large for CSV. Save it as NPY with numpy.save.',
    );
  }
  return parseFeaturesCsv(decodeText(bytes));
}
