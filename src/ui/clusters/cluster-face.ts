import type { PictureId, PictureRecord } from '../../core/dataset/picture.ts';
import type { LoopHooks } from '../../core/loop-hooks.ts';
import { labelOf } from '../../state/selectors.ts';
import { displayLabel } from '../shared/words.ts';

/** What a person sees of a cluster. */
export interface ClusterFace {
  /** Those of its pictures that were not removed since, the most typical first. */
  readonly records: readonly PictureRecord[];
  /** "31 Nanowires, 2 Fibres, 4 without a label". */
  readonly mix: string;
}

interface FaceInput {
  /** Of the rows of the codes. */
  readonly pictures: readonly PictureId[];
  readonly byId: ReadonlyMap<PictureId, PictureRecord>;
  readonly removed: ReadonlySet<PictureId>;
  readonly labels: ReadonlyMap<PictureId, string>;
}

const ROWS_A_CHECKPOINT = 512;

export async function clusterFace(
  rows: Int32Array,
  { pictures, byId, removed, labels }: FaceInput,
  { checkpoint }: LoopHooks = {},
): Promise<ClusterFace> {
  const records: PictureRecord[] = [];
  const counts = new Map<string | undefined, number>();
  for (const [at, row] of rows.entries()) {
    if (at % ROWS_A_CHECKPOINT === 0) await checkpoint?.(at / rows.length);
    const id = pictures[row];
    const record = id && !removed.has(id) && byId.get(id);
    if (!record) continue;
    records.push(record);
    const name = labelOf(record, labels)?.name;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const mix = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(
      ([name, count]) => `${count} ${name === undefined ? 'without a label' : displayLabel(name)}`,
    )
    .join(', ');
  return { records, mix };
}
