import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import { grow, overGrowing } from './grown-list.ts';

const positions = overGrowing(
  (
    records: readonly PictureRecord[],
    former: Map<PictureId, number> = new Map(),
  ): Map<PictureId, number> => {
    for (const { id } of records) former.set(id, former.size);
    return former;
  },
);

function isSame(a: PictureRecord, b: PictureRecord): boolean {
  return (
    a.otherPaths.length === b.otherPaths.length &&
    a.folderLabel === b.folderLabel &&
    JSON.stringify([a.scale, a.metadata]) === JSON.stringify([b.scale, b.metadata])
  );
}

/** `records` with the new ones of `stored` behind them, and those that changed in their places. */
export function withRecords(
  records: readonly PictureRecord[],
  stored: readonly PictureRecord[],
): readonly PictureRecord[] {
  const at = positions(records);
  const fresh = new Map<PictureId, PictureRecord>();
  let kept = records;
  for (const record of stored) {
    const position = at.get(record.id);
    const former = position === undefined ? undefined : kept[position];
    if (position === undefined || !former) fresh.set(record.id, record);
    else if (!isSame(former, record)) {
      if (kept === records) kept = records.slice();
      (kept as PictureRecord[])[position] = record;
    }
  }
  return grow(kept, [...fresh.values()]);
}
