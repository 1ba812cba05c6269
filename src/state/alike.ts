import type { StateCreator } from 'zustand/vanilla';
import { bestFirst } from '../core/dataset/best-first.ts';
import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import type { AppState } from './app-state.ts';
import { nearDuplicatesOf } from './picture-groups.ts';
import { remember } from './remember.ts';
import { pictureById } from './selectors.ts';
import { slicedHooks } from './sliced-hooks.ts';

/** Groups of pictures that look alike, as they were when they were looked for. */
export interface AlikeGroups {
  readonly project: string | undefined;
  /** How many pictures there were. */
  readonly among: number;
  readonly groups: readonly (readonly PictureId[])[];
}

export interface AlikeSlice {
  readonly alike: AlikeGroups | undefined;
  /** Looks for groups among all present pictures. */
  findAlike(): Promise<void>;
}

export const createAlikeSlice: StateCreator<AppState, [], [], AlikeSlice> = (set, get) => ({
  alike: undefined,
  findAlike: async () => {
    await get().runJob('alike', 'Looking for pictures that look alike', async (job) => {
      const project = get().project?.id;
      const among = get().records.length;
      const found = await nearDuplicatesOf(get(), slicedHooks(job.signal, job.onProgress));
      if (get().project?.id !== project) return;
      const groups = found.map((group) => group.map(({ id }) => id));
      set({ alike: { project, among, groups } });
    });
  },
});

const undecided = remember(
  (
    alike: AlikeGroups | undefined,
    byId: ReadonlyMap<PictureId, PictureRecord>,
    removed: ReadonlySet<PictureId>,
    keptAlike: ReadonlySet<PictureId> | undefined,
  ): readonly (readonly PictureRecord[])[] => {
    const present = (id: PictureId) => (removed.has(id) ? [] : (byId.get(id) ?? []));
    return (alike?.groups ?? [])
      .filter((group) => group.some((id) => !keptAlike?.has(id)))
      .map((group) => bestFirst(group.flatMap(present)))
      .filter((group) => group.length > 1);
  },
);

/** The groups that look alike and wait for a decision, of each the best picture first. */
export function alikeGroups(state: AppState): readonly (readonly PictureRecord[])[] {
  const { removed, keptAlike } = state.decided;
  return undecided(foundHere(state), pictureById(state), removed, keptAlike);
}

/** Whether groups were looked for among the pictures as they are. */
export function isAlikeCurrent(state: AppState): boolean {
  return foundHere(state)?.among === state.records.length;
}

function foundHere({ alike, project }: AppState): AlikeGroups | undefined {
  return alike?.project === project?.id ? alike : undefined;
}
