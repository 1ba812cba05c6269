import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import { splitGroups } from '../core/dataset/split-groups.ts';
import { tellWhole } from './in-slices.ts';
import { slicedHooks } from './sliced-hooks.ts';

type Groups = ReadonlyMap<PictureId, number>;

/** Pictures come in many times a second; they are grouped when no more have come for so long. */
const QUIET_MS = 400;

let wanted: readonly PictureRecord[] = [];
let known: { readonly pictures: readonly PictureRecord[]; readonly groups: Groups } | undefined;
let isRunning = false;

/**
 * The groups that `splitGroups` makes of the pictures, made between the page's other tasks: undefined at first, and those
 * of the list before until they are made. `whenSliced` tells of it.
 */
export function splitGroupsOf(pictures: readonly PictureRecord[]): Groups | undefined {
  wanted = pictures;
  if (known && isSame(known.pictures, pictures)) return known.groups;
  if (!isRunning) void group();
  return known?.groups;
}

async function group(): Promise<void> {
  isRunning = true;
  try {
    let pictures: readonly PictureRecord[];
    do {
      pictures = wanted;
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    } while (!isSame(pictures, wanted));
    const rootOf = await splitGroups(pictures, slicedHooks(new AbortController().signal));
    const groups = new Map(pictures.map(({ id }, i) => [id, rootOf[i] ?? i]));
    known = { pictures, groups };
  } finally {
    isRunning = false;
  }
  tellWhole();
}

/** What is learnt of a picture's scale makes another record of it, and no other groups. */
function isSame(some: readonly PictureRecord[], others: readonly PictureRecord[]): boolean {
  if (some === others) return true;
  return some.length === others.length && some.every(({ id }, i) => id === others[i]?.id);
}
