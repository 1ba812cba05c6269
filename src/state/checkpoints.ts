import type { StateCreator } from 'zustand/vanilla';
import { AppError } from '../core/app-error.ts';
import type { CheckpointExport, CheckpointOffer, KeptCheckpoint } from '../protocol/checkpoints.ts';
import type { Checkpoint } from '../protocol/network.ts';
import type { AppState } from './app-state.ts';
import type { JobContext } from './jobs.ts';
import { aboutRun } from './run-about.ts';
import { modelOf } from './run-start.ts';
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
  /** Makes the best epoch of a run a checkpoint of this browser, and chooses it. */
  keepRunAsCheckpoint(runId: string): Promise<boolean>;
  /** Files of a run's best epoch, with the run's record in them. */
  exportRun(runId: string, format: CheckpointExport): Promise<readonly File[] | undefined>;
  /** Of any checkpoint of the list: bundled ones too. */
  exportCheckpoint(id: string, format: CheckpointExport): Promise<readonly File[] | undefined>;
  removeCheckpoint(id: string): Promise<void>;
}

export const createCheckpointsSlice =
  ({ checkpoints, network, storage }: Services): StateCreator<AppState, [], [], CheckpointsSlice> =>
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
    const filesOfRun = async (runId: string, format: CheckpointExport, job: JobContext) => {
      await get().bootNetwork(job);
      const run = get().runs.find(({ id }) => id === runId);
      if (!run) throw new AppError('bad-checkpoint', 'This run is gone. Choose another.');
      const model = await modelOf(get(), run, storage);
      return network.exportModel(model, aboutRun(get(), run), format, job);
    };
    /** One that comes with the page lies in no store of this browser. */
    const filesOfCheckpoint = async (id: string, format: CheckpointExport, job: JobContext) => {
      const isKept = get().keptCheckpoints.some(({ checkpoint }) => checkpoint.id === id);
      const found = get().checkpoints.find((checkpoint) => checkpoint.id === id);
      if (isKept || !found) return checkpoints.export(id, format, job);
      const { title, inputSide, provenance, licence, sha256 } = found;
      const model = { base: { kind: 'checkpoint', id }, variables: {}, classes: 0 } as const;
      const about = {
        ...{ title, inputSide, provenance, licence },
        classNames: undefined,
        fit: 'squash',
        temperature: 1,
        parent: { title, sha256 },
        run: undefined,
      } as const;
      return network.exportModel(model, about, format, job);
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
          filesOfCheckpoint(id, format, job),
        ),
      keepRunAsCheckpoint: (runId) =>
        keep('Making a checkpoint of the run', async (job) =>
          checkpoints.add(await filesOfRun(runId, 'safetensors', job), job),
        ),
      exportRun: (runId, format) =>
        get().runJob('checkpoint', 'Exporting the run', (job) => filesOfRun(runId, format, job)),
      removeCheckpoint: async (id) => {
        await get().runJob('checkpoint', 'Removing the checkpoint', async (job) => {
          await checkpoints.remove(id, job);
          if (get().predictedBy === id) await get().clearPredictions();
          await list(job);
          const other = get().checkpoints[0];
          if (get().recipe.features.checkpointId === id && other) choose(other);
        });
      },
    };
  };
