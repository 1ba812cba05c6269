import { parseSidecar } from '../scale/parse-sidecar.ts';
import type { Sidecar } from '../scale/sidecar.ts';
import { columnsOfLabels, type LabelColumns } from './label-columns.ts';
import { parseLabelFile } from './label-files.ts';
import { isSidecarName } from './sidecar-matcher.ts';

/** What a file says of pictures that it is not one of: a microscope's notes on one, or labels of many. */
export type Companion =
  | { readonly kind: 'sidecar'; readonly sidecar: Sidecar }
  | { readonly kind: 'labels'; readonly labels: LabelColumns };

const MOST_SIDECAR_BYTES = 2 ** 20;
/** A text may have no more characters than that in a browser. */
const MOST_LABEL_BYTES = 500e6;

/** Whether a file of so many bytes is worth being read as a companion. */
export function isCompanionSize(path: string, bytes: number): boolean {
  return bytes <= (isSidecarName(path) ? MOST_SIDECAR_BYTES : MOST_LABEL_BYTES);
}

/**
 * Undefined where the text says nothing of pictures.
 * @throws {AppError} `bad-labels` for a file of labels that contradicts itself.
 */
export function parseCompanion(path: string, text: string): Companion | undefined {
  if (isSidecarName(path)) {
    const sidecar = parseSidecar(text);
    return sidecar && { kind: 'sidecar', sidecar };
  }
  const labels = parseLabelFile(path, text);
  return labels && { kind: 'labels', labels: columnsOfLabels(labels) };
}
