import type { ScaleReading, ScaleUnit } from '../../core/scale/scale-reading.ts';
import { inSlices } from '../../state/in-slices.ts';
import { remember } from '../../state/remember.ts';
import { formatLength } from '../shared/words.ts';
import type { ScaledPicture } from './scale-pictures.ts';

export const UNITS = [
  { value: 'nm', label: 'nm' },
  { value: 'um', label: 'µm' },
  { value: 'mm', label: 'mm' },
] as const satisfies readonly { readonly value: ScaleUnit; readonly label: string }[];

/** What was read, in words. */
export function readingText(scale: ScaleReading | undefined): string {
  if (!scale?.label) return 'No label was read with confidence.';
  const unit = UNITS.find(({ value }) => value === scale.label?.unit)?.label;
  const bar = scale.barPixels ? `, a bar of ${Math.round(scale.barPixels)} px` : '';
  const size = scale.pixelSizeNm ? `, ${formatLength(scale.pixelSizeNm)} a pixel` : '';
  return `${scale.label.value} ${unit}${bar}${size}`;
}

const folderOf = ({ record: { path } }: ScaledPicture) =>
  path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The same layout: size and folder, and the same reading. */
function isAlike(a: ScaledPicture, b: ScaledPicture): boolean {
  return (
    a.record.width === b.record.width &&
    a.record.height === b.record.height &&
    folderOf(a) === folderOf(b) &&
    readingText(a.scale) === readingText(b.scale)
  );
}

interface Alike {
  readonly to: ScaledPicture;
  readonly pictures: readonly ScaledPicture[];
}

const found = inSlices(
  (pictures: readonly ScaledPicture[], former: Alike | undefined, to: ScaledPicture): Alike => {
    const alike = pictures.filter((one) => isAlike(one, to));
    return { to, pictures: (former?.pictures ?? []).concat(alike) };
  },
);

const alone = remember((to: ScaledPicture): readonly ScaledPicture[] => [to]);

/** Those of `pictures` of the layout and reading of `to`, itself among them; of many pictures a moment late. */
export function alikeReadings(
  pictures: readonly ScaledPicture[],
  to: ScaledPicture,
): readonly ScaledPicture[] {
  const alike = found(pictures, to);
  return alike.to === to ? alike.pictures : alone(to);
}
