import type { StateCreator } from 'zustand/vanilla';
import type { CheckpointExport, CheckpointOffer, KeptCheckpoint } from '../protocol/checkpoints.ts';
import type { Checkpoint } from '../protocol/network.ts';
import type { AppState } from './app-state.ts';
import type { JobContext } from './jobs.ts';
import type { Services } from './services.ts';

export interface CheckpointsSlice {
  /** Those that were added in this browser. */
  readonly keptCheckpoints: readonly KeptCheckpoint[];
  /** Those that can be downloaded; empty until they are listed. */
  readonly checkpointOffers: readonly CheckpointOffer[];
  listCheckpoints(): Promise<void>;
  /** Keeps a checkpoint of files and chooses it. Whether that worked. */
  addCheckpoint(files: readonly File[]): Promise<boolean>;
  /** Goes to the offer's site; only ever on a person's click. */
  downloadCheckpoint(offer: CheckpointOffer): Promise<boolean>;
  exportCheckpoint(id: string, format: CheckpointExport): Promise<readonly File[] | undefined>;
  removeCheckpoint(id: string): Promise<void>;
}

export const createCheckpointsSlice =
  ({ checkpoints, network }: Services): StateCreator<AppState, [], [], CheckpointsSlice> =>
  (set, get) => {
    const list = async ({ signal }: JobContext) => {
      const [keptCheckpoints, checkpointOffers] = await Promise.all([
        checkpoints.kept({ signal }),
        checkpoints.offers({ signal }),
      ]);
      set({ keptCheckpoints, checkpointOffers });
      // Until the network runs there is no list to bring up to date.
      if (get().backend) set({ checkpoints: await network.checkpoints({ signal }) });
    };
    const choose = ({ id, endpoints, inputSide }: Checkpoint) => {
      const recommended = endpoints.filter((endpoint) => endpoint.recommended);
      const middle = recommended[Math.floor(recommended.length / 2)] ?? endpoints.at(-1);
      if (!middle) return;
      get().setRecipe('features', { checkpointId: id, endpoint: middle.name, inputSide });
    };
    const keep = async (title: string, bring: (job: JobContext) => Promise<Checkpoint>) => {
      const added = await get().runJob('checkpoint', title, async (job) => {
        const checkpoint = await bring(job);
        await list(job);
        choose(checkpoint);
        return checkpoint;
      });
      // A download that broke off or was cancelled has left something that the list shows.
      if (!added) await get().listCheckpoints();
      return added !== undefined;
    };
    return {
      keptCheckpoints: [],
      checkpointOffers: [],
      listCheckpoints: async () => {
        // It would cancel a download that is under way, which lists when it ends.
        if (get().jobs.some(({ kind }) => kind === 'checkpoint')) return;
        await get().runJob('checkpoint', 'Listing checkpoints', list);
      },
      addCheckpoint: (files) => keep('Adding a checkpoint', (job) => checkpoints.add(files, job)),
      downloadCheckpoint: (offer) =>
        keep(`Downloading ${offer.title}`, (job) => checkpoints.download(offer.id, job)),
      exportCheckpoint: (id, format) =>
        get().runJob('checkpoint', 'Exporting the checkpoint', (job) =>
          checkpoints.export(id, format, job),
        ),
      removeCheckpoint: async (id) => {
        await get().runJob('checkpoint', 'Removing the checkpoint', async (job) => {
          await checkpoints.remove(id, job);
          await list(job);
          const other = get().checkpoints[0];
          if (get().recipe.features.checkpointId === id && other) choose(other);
        });
      },
    };
  };
