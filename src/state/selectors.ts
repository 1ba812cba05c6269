import { NO_LABEL } from '../core/dataset/decisions.ts';
import { naturalOrder } from '../core/dataset/natural-order.ts';
import type { PictureId, PictureRecord, Rectangle } from '../core/dataset/picture.ts';
import { type PlateId, plateId } from '../core/dataset/plate-id.ts';
import { isSameRectangle } from '../core/dataset/same-rectangle.ts';
import type { Recipe } from '../core/recipe/recipe.ts';
import { type GivenScale, withGivenScale } from '../core/scale/given-scale.ts';
import { isInScaleRange, scaleMeasure } from '../core/scale/scale-range.ts';
import type { ScaleReading } from '../core/scale/scale-reading.ts';
import type { AppState } from './app-state.ts';
import type { Prediction } from './classify.ts';
import { grow, overGrowing } from './grown-list.ts';
import { inSlices } from './in-slices.ts';
import { remember } from './remember.ts';

export interface Label {
  readonly name: string;
  readonly by: 'folder' | 'person';
}

const withoutRemoved = overGrowing(
  (
    records: readonly PictureRecord[],
    former: readonly PictureRecord[] | undefined,
    removed: ReadonlySet<PictureId>,
  ): readonly PictureRecord[] => {
    const present = records.filter(({ id }) => !removed.has(id));
    return former ? grow(former, present) : present;
  },
);

/** The pictures that are there for a person: all that were imported less those removed. */
export function presentPictures(state: AppState): readonly PictureRecord[] {
  const { records, decided } = state;
  return decided.removed.size === 0 ? records : withoutRemoved(records, decided.removed);
}

const inRange = remember(
  (
    pictures: readonly PictureRecord[],
    scales: ReadonlyMap<PictureId, GivenScale> | undefined,
    subset: Recipe['subset'],
  ): readonly PictureRecord[] => {
    const { by } = subset;
    if (by === 'all') return pictures;
    return pictures.filter((record) =>
      isInScaleRange(scaleMeasure(scaleOf(record, scales), record.width, by), subset),
    );
  },
);

/** The present pictures in the recipe's range of scales. */
export function subsetPictures(state: AppState): readonly PictureRecord[] {
  return inRange(presentPictures(state), state.decided.scales, state.recipe.subset);
}

const sized = remember(
  (
    pictures: readonly PictureRecord[],
    scales: ReadonlyMap<PictureId, GivenScale> | undefined,
  ): readonly PictureRecord[] =>
    pictures.filter((record) => scaleOf(record, scales)?.pixelSizeNm !== undefined),
);

/** Those of the subset whose pixel size is known. */
export function sizedPictures(state: AppState): readonly PictureRecord[] {
  return sized(subsetPictures(state), state.decided.scales);
}

/** The pictures that features are taken from and clustering works on. */
export function workingSet(state: AppState): readonly PictureRecord[] {
  return state.recipe.features.fit === 'same-scale' ? sizedPictures(state) : subsetPictures(state);
}

/** What the networks see of pictures, in their order. */
export function plateIds(state: AppState, pictures: readonly PictureId[]): readonly PlateId[] {
  const { crops } = state.decided;
  return crops.size === 0 ? pictures : pictures.map((id) => plateIdOf(state, id));
}

/** What the networks see of a picture, brought to a scale where its pixel size is given. */
export function plateIdOf(state: AppState, id: PictureId, pixelSizeNm?: number): PlateId {
  const crop = state.decided.crops.get(id);
  const record = crop && pictureById(state).get(id);
  const isFromFile = crop && record ? isCutFromFile(record, crop) : false;
  return plateId(id, crop, { isFromFile, pixelSizeNm });
}

/** Whether there is a plate of a chosen crop that was cut from the picture's file. */
export function isCutFromFile({ fileCuts }: PictureRecord, crop: Rectangle): boolean {
  return fileCuts?.some((cut) => isSameRectangle(cut, crop)) ?? false;
}

/** What is known of a picture's scale, a person's word before what was read. */
export function scaleOf(
  record: PictureRecord,
  scales: ReadonlyMap<PictureId, GivenScale> | undefined,
): ScaleReading | undefined {
  const given = scales?.get(record.id);
  return given ? withGivenScale(record.scale, given) : record.scale;
}

const index = overGrowing(
  (
    records: readonly PictureRecord[],
    former: Map<PictureId, PictureRecord> = new Map(),
  ): Map<PictureId, PictureRecord> => {
    for (const record of records) former.set(record.id, record);
    return former;
  },
  (former, replaced) => {
    for (const record of replaced) former.set(record.id, record);
    return former;
  },
);

/** The same map, with what is new in it, while pictures are only added and what is known of them changes. */
export function pictureById(state: AppState): ReadonlyMap<PictureId, PictureRecord> {
  return index(state.records);
}

const someScale = overGrowing(
  (records: readonly PictureRecord[], former: boolean | undefined): boolean =>
    former || records.some(({ scale }) => scale !== undefined),
);

/** Whether the scale of any picture is known. */
export function hasScales(state: AppState): boolean {
  return someScale(state.records);
}

/** As `labelOf`, of which it spares the object: for all pictures at once. */
function labelNameOf(
  record: PictureRecord,
  labels: ReadonlyMap<PictureId, string>,
): string | undefined {
  const name = labels.get(record.id) ?? record.folderLabel;
  return name === NO_LABEL ? undefined : name;
}

/** A person's label before the folder's; undefined, too, where a person said that there is none. */
export function labelOf(
  record: PictureRecord,
  labels: ReadonlyMap<PictureId, string>,
): Label | undefined {
  const given = labels.get(record.id);
  if (given === NO_LABEL) return undefined;
  if (given !== undefined) return { name: given, by: 'person' };
  return record.folderLabel === undefined ? undefined : { name: record.folderLabel, by: 'folder' };
}

/** What a model takes a picture for that neither a person nor a folder labelled. */
export function predictionOf(
  { predictions, decided }: Pick<AppState, 'predictions' | 'decided'>,
  record: PictureRecord,
): Prediction | undefined {
  if (predictions.size === 0 || labelNameOf(record, decided.labels) !== undefined) return undefined;
  return predictions.get(record.id);
}

interface LabelCount {
  readonly name: string;
  readonly count: number;
}

interface Counts {
  readonly byName: Map<string, number>;
  readonly list: readonly LabelCount[];
}

const counts = inSlices(
  (
    records: readonly PictureRecord[],
    former: Counts | undefined,
    labels: ReadonlyMap<PictureId, string>,
  ): Counts => {
    const byName = former?.byName ?? new Map<string, number>();
    for (const record of records) {
      const name = labelNameOf(record, labels);
      if (name !== undefined) byName.set(name, (byName.get(name) ?? 0) + 1);
    }
    const list = [...byName]
      .sort(([a], [b]) => naturalOrder(a, b))
      .map(([name, count]) => ({ name, count }));
    return { byName, list };
  },
);

/** Every label in use with the number of pictures that carry it, by name; of many pictures a moment late. */
export function labelCounts(state: AppState): readonly LabelCount[] {
  return counts(presentPictures(state), state.decided.labels).list;
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
  const found = pictures.map((id) => {
    const name = labels.get(id) ?? byId.get(id)?.folderLabel;
    return name === NO_LABEL ? undefined : name;
  });
  const names = [...new Set(found.filter((name) => name !== undefined))].sort();
  const number = new Map(names.map((name, i) => [name, i]));
  const rows = Int32Array.from(found, (name) =>
    name === undefined ? -1 : (number.get(name) ?? -1),
  );
  return { names, rows };
}
