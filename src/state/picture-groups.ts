import { nearDuplicateGroups } from '../core/dataset/near-duplicates.ts';
import type { PictureRecord } from '../core/dataset/picture.ts';
import { groupSessions, type Session } from '../core/dataset/sessions.ts';
import type { LoopHooks } from '../core/loop-hooks.ts';
import type { AppState } from './app-state.ts';
import { presentPictures } from './selectors.ts';

/**
 * Of 64, within which two pictures are near-duplicates: saved again, resized or slightly cropped ones differ in less,
 * different pictures of one specimen in 14 and more.
 */
const NEAR_BITS = 10;

/** The present pictures as they were taken together. */
export function sessionsOf(state: AppState, hooks: LoopHooks): Promise<readonly Session[]> {
  return groupSessions(presentPictures(state), hooks);
}

/**
 * The present pictures that look alike, each group's representative first. The pages of one file are not compared: that
 * they look alike says nothing. Takes about a second for 50,000 pictures: give it hooks that yield.
 */
export async function nearDuplicatesOf(
  state: AppState,
  hooks: LoopHooks,
): Promise<readonly (readonly PictureRecord[])[]> {
  const records = presentPictures(state);
  const hashes = records.map(({ perceptualHash, page }) =>
    page && page.number > 1 ? undefined : perceptualHash,
  );
  const groups = await nearDuplicateGroups(hashes, NEAR_BITS, hooks);
  return groups.map((group) => group.map((i) => records[i] as PictureRecord));
}
