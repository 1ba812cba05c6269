import type { PictureRecord } from '../core/dataset/picture.ts';
import type { AppState } from './app-state.ts';
import { labelOf } from './selectors.ts';

/** A picture that was in the project before and lies, too, in a folder of another label than its first one's. */
export interface Refiled {
  readonly record: PictureRecord;
  readonly label: string;
}

/** Names those that keep their first folder's label, which a person may want to choose; undefined without any. */
export function refiledNotice(state: AppState, refiled: readonly Refiled[]): string | undefined {
  const { labels } = state.decided;
  const torn = refiled.filter(({ record }) => labelOf(record, labels)?.by === 'folder');
  const [first] = torn;
  if (!first) return undefined;
  const { path, folderLabel } = first.record;
  const keeps = `${path} keeps ${folderLabel}, and lies in a folder ${first.label}, too`;
  return torn.length === 1
    ? `1 picture was here already under another label: ${keeps}. Label it in Images if that is wrong.`
    : `${torn.length} pictures were here already under another label: ${keeps}. Label them in Images where that is wrong.`;
}
