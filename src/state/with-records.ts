import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import { grow, overGrowing, replace } from './grown-list.ts';

const positions = overGrowing(
  (
    records: readonly PictureRecord[],
    former: Map<PictureId, number> = new Map(),
  ): Map<PictureId, number> => {
    for (const { id } of records) former.set(id, former.size);
    return former;
  },
  (former) => former,
);

function isSame(a: PictureRecord, b: PictureRecord): boolean {
  return (
    a.otherPaths.length === b.otherPaths.length &&
    a.folderLabel === b.folderLabel &&
    JSON.stringify([a.scale, a.metadata, a.fileCuts]) ===
      JSON.stringify([b.scale, b.metadata, b.fileCuts])
  );
}

/** `records` with the new ones of `stored` behind them, and those that changed in their places. */
export function withRecords(
  records: readonly PictureRecord[],
  stored: readonly PictureRecord[],
): readonly PictureRecord[] {
  const at = positions(records);
  const fresh = new Map<PictureId, PictureRecord>();
  const changed = new Map<number, PictureRecord>();
  for (const record of stored) {
    const place = at.get(record.id);
    const former = place === undefined ? undefined : (changed.get(place) ?? records[place]);
    if (place === undefined || !former) fresh.set(record.id, record);
    else if (!isSame(former, record)) changed.set(place, record);
  }
  return grow(replace(records, changed), [...fresh.values()]);
}
