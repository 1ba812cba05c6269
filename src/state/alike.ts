import type { StateCreator } from 'zustand/vanilla';
import { bestFirst } from '../core/dataset/best-first.ts';
import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import type { AppState } from './app-state.ts';
import { inSlices } from './in-slices.ts';
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

type IdGroup = readonly PictureId[];
type Group = readonly PictureRecord[];

interface Known {
  /** The map stays the same when what is known of a picture changes; this doesn't. */
  readonly records: readonly PictureRecord[];
  readonly byId: ReadonlyMap<PictureId, PictureRecord>;
  readonly removed: ReadonlySet<PictureId>;
  readonly keptAlike: ReadonlySet<PictureId> | undefined;
}

const knownOf = remember(
  (
    records: Known['records'],
    byId: Known['byId'],
    removed: Known['removed'],
    keptAlike: Known['keptAlike'],
  ): Known => ({ records, byId, removed, keptAlike }),
);

const undecided = inSlices(
  (
    groups: readonly IdGroup[],
    former: readonly Group[] | undefined,
    { byId, removed, keptAlike }: Known,
  ): readonly Group[] => {
    const present = (id: PictureId) => (removed.has(id) ? [] : (byId.get(id) ?? []));
    const found = groups
      .filter((group) => group.some((id) => !keptAlike?.has(id)))
      .map((group) => bestFirst(group.flatMap(present)))
      .filter((group) => group.length > 1);
    return [...(former ?? []), ...found];
  },
);

const NO_GROUPS: readonly IdGroup[] = [];

/** The groups that look alike and wait for a decision, of each the best picture first; of many groups a moment late. */
export function alikeGroups(state: AppState): readonly (readonly PictureRecord[])[] {
  const { removed, keptAlike } = state.decided;
  const known = knownOf(state.records, pictureById(state), removed, keptAlike);
  return undecided(foundHere(state)?.groups ?? NO_GROUPS, known);
}

/** Whether groups were looked for among the pictures as they are. */
export function isAlikeCurrent(state: AppState): boolean {
  return foundHere(state)?.among === state.records.length;
}

function foundHere({ alike, project }: AppState): AlikeGroups | undefined {
  return alike?.project === project?.id ? alike : undefined;
}
