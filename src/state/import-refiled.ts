import type { PictureRecord } from '../core/dataset/picture.ts';
import type { AppState } from './app-state.ts';
import { labelOf } from './selectors.ts';

/** A picture that was in the project before and lies, too, in a folder of another label than its first one's. */
export interface Refiled {
  readonly record: PictureRecord;
  readonly label: string;
}

/** Gives those that have no label yet that of their second folder, and says which keep another folder's. */
export async function takeRefiled(state: AppState, refiled: readonly Refiled[]): Promise<void> {
  const given = state.decided.labels;
  const bare = refiled.filter(({ record }) => labelOf(record, given) === undefined);
  if (bare.length > 0) {
    await state.setLabels(
      bare.map(({ record }) => record.id),
      bare.map(({ label }) => label),
    );
    state.notify(
      'information',
      bare.length === 1
        ? '1 picture that was here already had no label and took its folder’s; Undo takes it back.'
        : `${bare.length} pictures that were here already had no label and took their folders’; Undo takes them back.`,
    );
  }
  const torn = refiled.filter(({ record }) => labelOf(record, given)?.by === 'folder');
  const [first] = torn;
  if (!first) return;
  const keeps = `${first.record.path} keeps ${first.record.folderLabel}, and lies in a folder ${first.label}, too`;
  state.notify(
    'information',
    torn.length === 1
      ? `1 picture was here already under another label: ${keeps}. Label it in Images if that is wrong.`
      : `${torn.length} pictures were here already under another label: ${keeps}. Label them in Images where that is wrong.`,
  );
}
