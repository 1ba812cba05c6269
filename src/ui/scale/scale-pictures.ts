import type { PictureId, PictureRecord } from '../../core/dataset/picture.ts';
import type { GivenScale } from '../../core/scale/given-scale.ts';
import { isScaleRead } from '../../core/scale/scale-progress.ts';
import type { ScaleMeasure } from '../../core/scale/scale-range.ts';
import type { ScaleReading } from '../../core/scale/scale-reading.ts';
import type { AppState } from '../../state/app-state.ts';
import { inSlices } from '../../state/in-slices.ts';
import { presentPictures, scaleOf } from '../../state/selectors.ts';

export interface ScaledPicture {
  readonly record: PictureRecord;
  readonly scale: ScaleReading | undefined;
}

/** From here on a reading needs no person: two statements of the scale agree, or the microscope says it. */
const SURE = 0.9;

export const MEASURES = [
  { value: 'printed-scale', label: 'Printed scale' },
  { value: 'field-width', label: 'Field width' },
  { value: 'pixel-size', label: 'Pixel size' },
] as const satisfies readonly { readonly value: ScaleMeasure; readonly label: string }[];

/** Whether a person should look: it was read, and nothing is sure enough. */
export function needsReview({ record, scale }: ScaledPicture): boolean {
  if (!isScaleRead(record.scale) || scale?.source === 'person') return false;
  return (scale?.confidence ?? 0) < SURE;
}

export interface ScaleOverview {
  /** Pictures of which a scale, or a pixel size, is known, and those that are still to be read. */
  readonly known: number;
  readonly sized: number;
  readonly waiting: number;
  /** For a person to look at: those on which a label was read; most of the others have nothing printed on them. */
  readonly unsure: readonly ScaledPicture[];
  readonly without: readonly ScaledPicture[];
}

const NOTHING: ScaleOverview = { known: 0, sized: 0, waiting: 0, unsure: [], without: [] };

const overview = inSlices(
  (
    pictures: readonly PictureRecord[],
    former: ScaleOverview = NOTHING,
    scales: ReadonlyMap<PictureId, GivenScale> | undefined,
  ): ScaleOverview => {
    const scaled = pictures.map((record) => ({ record, scale: scaleOf(record, scales) }));
    const count = (is: (picture: ScaledPicture) => unknown) => scaled.filter(is).length;
    const toReview = scaled.filter(needsReview);
    return {
      known: former.known + count(({ scale }) => scale?.label || scale?.pixelSizeNm),
      sized: former.sized + count(({ scale }) => scale?.pixelSizeNm),
      waiting: former.waiting + count(({ record }) => !isScaleRead(record.scale)),
      unsure: former.unsure.concat(toReview.filter(({ scale }) => scale?.label)),
      without: former.without.concat(toReview.filter(({ scale }) => !scale?.label)),
    };
  },
);

/** What is known of the scales of the present pictures; of many pictures a moment late. */
export function scaleOverview(state: AppState): ScaleOverview {
  return overview(presentPictures(state), state.decided.scales);
}
