import type { StateCreator } from 'zustand/vanilla';
import { applyDecisionsInTurn, type Decided } from '../core/dataset/apply-decisions.ts';
import type { PictureRecord } from '../core/dataset/picture.ts';
import type { OpenProject, ProjectInfo, StorageUse } from '../protocol/storage.ts';
import type { AppState } from './app-state.ts';
import { type JobContext, sentenceOf } from './jobs.ts';
import { SUGGESTED_RUN } from './next-run.ts';
import type { Services } from './services.ts';
import { slicedHooks } from './sliced-hooks.ts';
import { NO_FILTER } from './view.ts';
import { withRecords } from './with-records.ts';

export type ProjectFace = ProjectInfo;

export interface ProjectSlice {
  readonly project: ProjectInfo | undefined;
  /** Why there is no project, in a sentence for a person. */
  readonly projectProblem: string | undefined;
  /** Whether another tab writes the project, so that this one only shows it. */
  readonly isReadOnly: boolean;
  readonly storageUse: StorageUse | undefined;

  openProject(id?: string): Promise<void>;
  createProject(name: string): Promise<void>;
  renameProject(name: string): Promise<void>;
  removeProject(id: string): Promise<void>;
  listProjects(): Promise<readonly ProjectInfo[]>;
  /** Writes the project into `target`; without one, resolves with the file to be downloaded. */
  exportProject(options: ExportedParts): Promise<File | undefined>;
  /** Opens the new project that an exported file becomes. */
  importProject(file: File): Promise<void>;
  refreshStorageUse(): Promise<void>;
  /** Whether nothing may be changed here; says why. */
  refuseToChange(): boolean;
}

interface ExportedParts {
  readonly target: FileSystemFileHandle | undefined;
  /** Whether features, and what was made from them, go along. */
  readonly results: boolean;
}

const READ_ONLY =
  'This project is open in another tab, so that it can only be looked at here. Close that tab to change it here.';
/** Records that are shown together while a project is opened. */
const SHOWN_AT_ONCE = 2048;

const quiet = { signal: new AbortController().signal };
export const createProjectSlice =
  ({ storage }: Services): StateCreator<AppState, [], [], ProjectSlice> =>
  (set, get) => {
    let waiting = new AbortController();

    const showOpened = (
      opened: OpenProject,
      records: readonly PictureRecord[],
      decided: Decided,
    ) => {
      get().dropFeatures();
      const { info, isReadOnly, problems, log } = opened;
      set({ selection: new Set(), focus: undefined, project: info, isReadOnly, problems });
      set({ interrupted: undefined, filter: NO_FILTER, isShowingAlike: false });
      set({ runResults: undefined, explanation: undefined, nextRun: SUGGESTED_RUN });
      set({ log, decided, records });
      get().restoreSettings(opened.settings);
    };
    /** The rest of the records, of which `at` are there; others may be imported meanwhile. */
    const readRecords = async (at: number, total: number, { signal, onProgress }: JobContext) => {
      let read: PictureRecord[] = [];
      for (let from = at; ; ) {
        const page = await storage.records(from, { signal });
        from += page.length;
        read = read.concat(page);
        onProgress({ stage: '', fraction: Math.min(1, from / Math.max(1, total)) });
        if (page.length > 0 && read.length < SHOWN_AT_ONCE) continue;
        set({ records: withRecords(get().records, read) });
        read = [];
        if (page.length === 0) return;
      }
    };
    /** Opens the project for writing as soon as the other tab lets go of it. */
    const waitForOtherTab = (id: string) => {
      waiting = new AbortController();
      const { signal } = waiting;
      storage
        .whenFree({ signal })
        .then(async () => {
          if (signal.aborted || get().project?.id !== id) return;
          await show(() => storage.open(id, quiet));
          if (get().isReadOnly) return;
          get().notify('information', 'The other tab is closed: the project can be changed here.');
        })
        .catch((error: unknown) => {
          const isWanted = !signal.aborted && (error as Error).name !== 'AbortError';
          if (isWanted) get().notify('problem', sentenceOf(error));
        });
    };
    const show = async (open: (signal: AbortSignal) => Promise<OpenProject>) => {
      get().cancelAllJobs();
      waiting.abort();
      const opened = await get().runJob('open', 'Opening the project', async (job) => {
        set({ projectProblem: undefined });
        try {
          const found = await open(job.signal);
          const first = await storage.records(0, job);
          const hooks = slicedHooks(job.signal);
          const decided = await applyDecisionsInTurn(found.log.decisions, found.base, hooks);
          showOpened(found, first, decided);
          await readRecords(first.length, found.info.pictures, job);
          return found;
        } catch (error) {
          if (!job.signal.aborted) set({ projectProblem: sentenceOf(error) });
          throw error;
        }
      });
      if (!opened) return;
      const { info, isReadOnly, interrupted } = opened;
      if (isReadOnly) waitForOtherTab(info.id);
      else if (interrupted) get().goOnImporting(interrupted);
      await Promise.all([
        get().restoreResults(),
        get().listRuns(),
        get().restorePredictions(),
        get().refreshStorageUse(),
      ]);
      void get().readScales();
    };

    return {
      project: undefined,
      projectProblem: undefined,
      isReadOnly: false,
      storageUse: undefined,

      openProject: (id) => show((signal) => storage.open(id, { signal })),
      createProject: (name) => show((signal) => storage.create(name, { signal })),
      renameProject: async (name) => {
        const { project } = get();
        if (!project) return;
        await storage.rename(project.id, name, quiet);
        set({ project: { ...project, name } });
      },
      removeProject: async (id) => {
        try {
          await storage.remove(id, quiet);
        } catch (error) {
          get().notify('problem', `The project could not be deleted: ${sentenceOf(error)}`);
          return;
        }
        if (get().project?.id === id) await get().openProject();
      },
      listProjects: () => storage.projects(quiet),
      exportProject: (options) =>
        get()
          .runJob('export', 'Exporting the project', (job) => storage.exportProject(options, job))
          .then((file) => file ?? undefined),
      importProject: async (file) => {
        const info = await get().runJob('export', 'Importing a project', (job) =>
          storage.importProject(file, job),
        );
        if (info) await get().openProject(info.id);
      },
      refreshStorageUse: async () => set({ storageUse: await storage.use(quiet) }),
      refuseToChange: () => {
        const { isReadOnly, notify } = get();
        if (isReadOnly) notify('information', READ_ONLY, 'project-locked');
        return isReadOnly;
      },
    };
  };
