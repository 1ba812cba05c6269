import type { LoopHooks } from '../loop-hooks.ts';
import type { PictureRecord } from './picture.ts';

type Placed = Pick<PictureRecord, 'path' | 'otherPaths' | 'width'>;

interface Candidate<Picture> {
  readonly folder: string;
  readonly picture: Picture;
}

const PICTURES_A_CHECKPOINT = 512;
const SIDECAR = /\.(txt|hdr)$/i;
/** `x.tif.txt`, and `x-tif.hdr` as TESCAN writes it. */
const PICTURE_ENDING = /[.-](tiff?|png|jpe?g|bmp|webp|gif)$/i;

/** Whether a file may be a microscope's notes on a picture, by its name. */
export function isSidecarName(path: string): boolean {
  return SIDECAR.test(path);
}

/**
 * Finds the pictures that a sidecar speaks of, by the name without its ending: those in its own folder, else those of
 * one other folder, `width` agreeing where the sidecar states it. None where pictures of several folders have the name.
 */
export async function sidecarMatcher<Picture extends Placed>(
  pictures: readonly Picture[],
  { checkpoint }: LoopHooks = {},
): Promise<(path: string, width: number | undefined) => readonly Picture[]> {
  const byStem = new Map<string, Candidate<Picture>[]>();
  for (const [i, picture] of pictures.entries()) {
    if (i % PICTURES_A_CHECKPOINT === 0) await checkpoint?.(i / pictures.length);
    for (const path of [picture.path, ...picture.otherPaths]) {
      const stem = stemOf(path, PICTURE_ENDING);
      const known = byStem.get(stem) ?? [];
      known.push({ folder: folderOf(path), picture });
      byStem.set(stem, known);
    }
  }
  return (path, width) => {
    const stem = stemOf(path.replace(SIDECAR, ''), PICTURE_ENDING);
    const named = byStem.get(stem) ?? [];
    const here = named.filter(({ folder }) => folder === folderOf(path));
    if (here.length > 0) return picturesOf(here);
    const elsewhere = named.filter(({ picture }) => width === undefined || picture.width === width);
    const isOneFolder = new Set(elsewhere.map(({ folder }) => folder)).size === 1;
    const found = picturesOf(elsewhere);
    return isOneFolder || found.length === 1 ? found : [];
  };
}

function picturesOf<Picture>(candidates: readonly Candidate<Picture>[]): readonly Picture[] {
  return [...new Set(candidates.map(({ picture }) => picture))];
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function stemOf(path: string, ending: RegExp): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.replace(/#\d+$/, '').replace(ending, '').toLowerCase();
}
