import { labelsOfColumns } from '../core/dataset/label-columns.ts';
import { matchLabels } from '../core/dataset/label-files-match.ts';
import type { PictureId } from '../core/dataset/picture.ts';
import type { LoopHooks } from '../core/loop-hooks.ts';
import type { AppState } from './app-state.ts';
import type { FoundLabels } from './import-companions.ts';
import { labelOf, presentPictures } from './selectors.ts';

interface LabelsTaken {
  readonly pictures: readonly PictureId[];
  /** In the order of `pictures`. */
  readonly labels: readonly string[];
  /** In a sentence, if there is something to tell. */
  readonly notice: string | undefined;
}

/** What a file's labels change: none where every picture has them already. */
export async function takeLabels(
  state: AppState,
  { path, labels: columns }: FoundLabels,
  hooks: LoopHooks,
): Promise<LabelsTaken> {
  const present = presentPictures(state);
  const labels = labelsOfColumns(columns);
  await hooks.checkpoint?.(0);
  const matched = await matchLabels(labels, present, hooks);
  const given = state.decided.labels;
  const changed = present.filter((record) => {
    const label = matched.labels.get(record.id);
    return label !== undefined && label !== labelOf(record, given)?.name;
  });
  await hooks.checkpoint?.(1);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const pictures = changed.map(({ id }) => id);
  const taken = pictures.map((id) => matched.labels.get(id) as string);
  const told = (notice: string | undefined) => ({ pictures, labels: taken, notice });
  if (matched.labels.size === 0) {
    return told(
      `None of the files that ${name} has labels for is here. Add the pictures, then the file again.`,
    );
  }
  const rest =
    matched.unmatched > 0 ? ` Lines that fit no picture here: ${matched.unmatched}.` : '';
  if (changed.length === 0) return told(rest && `${name}:${rest}`);
  const said =
    changed.length === 1
      ? `1 label was taken from ${name}; Undo takes it back.`
      : `${changed.length} labels were taken from ${name}; Undo takes them back.`;
  return told(said + rest);
}
