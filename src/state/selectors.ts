import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import type { AppState } from './app-state.ts';

export interface Label {
  readonly name: string;
  readonly by: 'folder' | 'person';
}

/** Remembers the last result while its inputs are the same objects. */
function remember<Input extends readonly unknown[], Result>(
  compute: (...input: Input) => Result,
): (...input: Input) => Result {
  let last: { input: Input; result: Result } | undefined;
  return (...input) => {
    if (!last || input.some((value, i) => value !== last?.input[i])) {
      last = { input, result: compute(...input) };
    }
    return last.result;
  };
}

const withoutRemoved = remember(
  (records: readonly PictureRecord[], removed: ReadonlySet<PictureId>) =>
    removed.size === 0 ? records : records.filter(({ id }) => !removed.has(id)),
);

/** The pictures that are there for a person: all that were imported less those removed. */
export function presentPictures(state: AppState): readonly PictureRecord[] {
  return withoutRemoved(state.records, state.decided.removed);
}

/** The pictures that features are taken from and clustering works on. */
export function workingSet(state: AppState): readonly PictureRecord[] {
  return presentPictures(state);
}

const index = remember(
  (records: readonly PictureRecord[]) => new Map(records.map((record) => [record.id, record])),
);

export function pictureById(state: AppState): ReadonlyMap<PictureId, PictureRecord> {
  return index(state.records);
}

/** A person's label before the folder's. */
export function labelOf(
  record: PictureRecord,
  labels: ReadonlyMap<PictureId, string>,
): Label | undefined {
  const given = labels.get(record.id);
  if (given !== undefined) return { name: given, by: 'person' };
  return record.folderLabel === undefined ? undefined : { name: record.folderLabel, by: 'folder' };
}

const counts = remember(
  (records: readonly PictureRecord[], labels: ReadonlyMap<PictureId, string>) => {
    const byName = new Map<string, number>();
    for (const record of records) {
      const name = labelOf(record, labels)?.name;
      if (name !== undefined) byName.set(name, (byName.get(name) ?? 0) + 1);
    }
    return [...byName]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, count]) => ({ name, count }));
  },
);

/** Every label in use with the number of pictures that carry it, by name. */
export function labelCounts(
  state: AppState,
): readonly { readonly name: string; readonly count: number }[] {
  return counts(presentPictures(state), state.decided.labels);
}

export interface RowClasses {
  readonly names: readonly string[];
  /** Index into `names`, or -1 without a label, in the order of the pictures asked for. */
  readonly rows: Int32Array<ArrayBuffer>;
}

/** Labels of a list of pictures as classes, numbered by name. */
export function rowClasses(state: AppState, pictures: readonly PictureId[]): RowClasses {
  const byId = pictureById(state);
  const { labels } = state.decided;
  const found = pictures.map((id) => labels.get(id) ?? byId.get(id)?.folderLabel);
  const names = [...new Set(found.filter((name) => name !== undefined))].sort();
  const number = new Map(names.map((name, i) => [name, i]));
  const rows = Int32Array.from(found, (name) =>
    name === undefined ? -1 : (number.get(name) ?? -1),
  );
  return { names, rows };
}
