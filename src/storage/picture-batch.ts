import type { PictureId, PictureRecord, Plate } from '../core/dataset/picture.ts';

/** A picture as decoded. */
export interface NewPicture {
  readonly record: PictureRecord;
  readonly thumbnail: Uint8Array<ArrayBuffer>;
  readonly preview: Uint8Array<ArrayBuffer>;
  readonly plate: Plate;
}

/** Where content that is known already was met again. */
export interface Meeting {
  readonly path: string;
  readonly folderLabel: string | undefined;
}

export interface BatchPlan {
  /** Content that is new, once each, with all paths under which the batch has it. */
  readonly fresh: readonly NewPicture[];
  readonly known: ReadonlyMap<PictureId, readonly Meeting[]>;
}

/**
 * Sorts a batch by whether its content is new; `folderLabels[i]` belongs to `batch[i]`.
 * @throws {RangeError} if the two lengths differ.
 */
export function planBatch(
  batch: readonly NewPicture[],
  folderLabels: readonly (string | undefined)[],
  isKnown: (id: PictureId) => boolean,
): BatchPlan {
  if (batch.length !== folderLabels.length) {
    throw new RangeError(`${batch.length} pictures, but ${folderLabels.length} folder labels`);
  }
  const fresh = new Map<PictureId, NewPicture>();
  const known = new Map<PictureId, Meeting[]>();
  for (const [i, picture] of batch.entries()) {
    const { id, path } = picture.record;
    const folderLabel = folderLabels[i];
    const twin = fresh.get(id);
    if (isKnown(id)) known.set(id, [...(known.get(id) ?? []), { path, folderLabel }]);
    else if (twin)
      fresh.set(id, { ...twin, record: meetAgain(twin.record, { path, folderLabel }) });
    else fresh.set(id, { ...picture, record: { ...picture.record, folderLabel, otherPaths: [] } });
  }
  return { fresh: [...fresh.values()], known };
}

/** The record with the new path noted; a folder's label is taken where there was none. The same object if nothing is new. */
export function meetAgain(record: PictureRecord, { path, folderLabel }: Meeting): PictureRecord {
  const isNewPath = path !== record.path && !record.otherPaths.includes(path);
  const isNewLabel = record.folderLabel === undefined && folderLabel !== undefined;
  if (!isNewPath && !isNewLabel) return record;
  return {
    ...record,
    otherPaths: isNewPath ? [...record.otherPaths, path] : record.otherPaths,
    folderLabel: record.folderLabel ?? folderLabel,
  };
}
