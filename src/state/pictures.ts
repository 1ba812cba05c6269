import type { StateCreator } from 'zustand/vanilla';
import { archiveKind } from '../core/archives/entry-path.ts';
import {
  applyDecision,
  applyDecisions,
  clusterNameKey,
  type Decided,
  undoDecision,
} from '../core/dataset/apply-decisions.ts';
import type { Decision } from '../core/dataset/decisions.ts';
import type { ImportProblem, PictureId, PictureRecord } from '../core/dataset/picture.ts';
import type { DecisionLog, ProjectInfo, StorageUse } from '../protocol/storage.ts';
import type { AppState } from './app-state.ts';
import { takeLabels } from './import-labels.ts';
import { type ImportInput, importPictures, sampleSources } from './import-pictures.ts';
import type { PictureSource } from './picture-source.ts';
import type { Services } from './services.ts';

export type ProjectFace = ProjectInfo;

export interface PicturesSlice {
  readonly project: ProjectInfo | undefined;
  /** Why there is no project, in a sentence for a person. */
  readonly projectProblem: string | undefined;
  readonly records: readonly PictureRecord[];
  readonly problems: readonly ImportProblem[];
  readonly log: DecisionLog;
  /** The standing decisions, applied. */
  readonly decided: Decided;
  readonly storageUse: StorageUse | undefined;

  openProject(id?: string): Promise<void>;
  createProject(name: string): Promise<void>;
  renameProject(name: string): Promise<void>;
  removeProject(id: string): Promise<void>;
  listProjects(): Promise<readonly ProjectInfo[]>;
  importFiles(
    sources: readonly PictureSource[],
    options?: Pick<ImportInput, 'labelOf'>,
  ): Promise<void>;
  openSampleSet(count: number): Promise<void>;
  clearProblems(): Promise<void>;
  /** A JPEG. */
  readPreview(picture: PictureId): Promise<Uint8Array<ArrayBuffer> | undefined>;
  decide(decision: Decision): Promise<void>;
  undo(): Promise<void>;
  redo(): Promise<void>;
  setLabel(pictures: readonly PictureId[], label: string | null): Promise<void>;
  nameCluster(treeKey: string, node: number, name: string | null): Promise<void>;
  removePictures(pictures: readonly PictureId[]): Promise<void>;
}

const EMPTY_LOG: DecisionLog = { decisions: [], standing: 0 };
const SAMPLE_SEED = 1;
const quiet = { signal: new AbortController().signal };

export const createPicturesSlice =
  (services: Services): StateCreator<AppState, [], [], PicturesSlice> =>
  (set, get) => {
    const { storage } = services;
    const refreshUse = async () => set({ storageUse: await storage.use(quiet) });
    const show = async (id: string | undefined, name?: string) => {
      get().cancelAllJobs();
      await get().runJob('open', 'Opening the project', async ({ signal }) => {
        set({ projectProblem: undefined });
        try {
          const opened =
            name === undefined
              ? await storage.open(id, { signal })
              : await storage.create(name, { signal });
          get().dropFeatures();
          set({ selection: new Set(), focus: undefined });
          set({ project: opened.info, records: opened.records, problems: opened.problems });
          set({ log: opened.log, decided: applyDecisions(opened.log) });
          get().restoreSettings(opened.settings);
        } catch (error) {
          set({ projectProblem: error instanceof Error ? error.message : String(error) });
          throw error;
        }
      });
      if (get().project) await Promise.all([get().restoreResults(), refreshUse()]);
    };
    const runImport = (title: string, input: ImportInput) =>
      get().runJob('import', title, async (context) => {
        const outcome = await importPictures(services, input, context, {
          records: () => get().records,
          problems: () => get().problems,
          onPictures: (added) => {
            const fresh = new Map(added.map((record) => [record.id, record]));
            const kept = get().records.map((record) => {
              const updated = fresh.get(record.id);
              if (updated) fresh.delete(record.id);
              return updated ?? record;
            });
            set({ records: [...kept, ...fresh.values()] });
          },
          onProblems: (problems) => set({ problems: [...get().problems, ...problems] }),
          onReadable: (paths) =>
            set({ problems: get().problems.filter(({ path }) => !paths.has(path)) }),
        });
        for (const labels of outcome.labels) {
          const { decision, notice } = takeLabels(get(), labels);
          if (decision) await get().decide(decision);
          if (notice) get().notify('information', notice);
        }
        if (outcome.told > 0) {
          get().notify(
            'information',
            `The microscope’s notes on ${outcome.told} of the pictures were read from the files beside them.`,
          );
        }
        await refreshUse();
        if (outcome.known > 0) {
          get().notify(
            'information',
            `${outcome.known} of these files were here already, by content, and were not added twice.`,
          );
        }
      });

    return {
      project: undefined,
      projectProblem: undefined,
      records: [],
      problems: [],
      log: EMPTY_LOG,
      decided: applyDecisions(EMPTY_LOG),
      storageUse: undefined,

      openProject: (id) => show(id),
      createProject: (name) => show(undefined, name),
      renameProject: async (name) => {
        const { project } = get();
        if (!project) return;
        await storage.rename(project.id, name, quiet);
        set({ project: { ...project, name } });
      },
      removeProject: async (id) => {
        await storage.remove(id, quiet);
        if (get().project?.id === id) await show(undefined);
      },
      listProjects: () => storage.projects(quiet),
      importFiles: async (sources, options) => {
        await runImport('Importing pictures', {
          total: sources.some(({ path }) => archiveKind(path)) ? undefined : sources.length,
          labelOf: options?.labelOf,
          async *sources() {
            yield* sources;
          },
        });
      },
      openSampleSet: async (count) => {
        await runImport('Making the sample set', {
          total: count,
          sources: (signal) => sampleSources(services, { count, seed: SAMPLE_SEED }, signal),
        });
      },
      clearProblems: async () => {
        await storage.clearProblems(quiet);
        set({ problems: [] });
      },
      readPreview: (picture) => storage.preview(picture, quiet),
      decide: async (decision) => {
        const { log, decided } = get();
        const decisions = [...log.decisions.slice(0, log.standing), decision];
        set({
          log: { decisions, standing: decisions.length },
          decided: applyDecision(decided, decision),
        });
        await storage.decide(decision, quiet);
      },
      undo: async () => {
        const { log, decided } = get();
        const standing = log.standing - 1;
        const decision = log.decisions[standing];
        if (!decision) return;
        set({ log: { ...log, standing }, decided: undoDecision(decided, decision) });
        await storage.setStanding(standing, quiet);
      },
      redo: async () => {
        const { log, decided } = get();
        const decision = log.decisions[log.standing];
        if (!decision) return;
        const standing = log.standing + 1;
        set({ log: { ...log, standing }, decided: applyDecision(decided, decision) });
        await storage.setStanding(standing, quiet);
      },
      setLabel: (pictures, label) => {
        const { labels } = get().decided;
        const before = pictures.map((id) => labels.get(id) ?? null);
        return get().decide({ kind: 'label', pictures, label, before });
      },
      nameCluster: (treeKey, node, name) => {
        const cluster = { treeKey, node };
        const before = get().decided.clusterNames.get(clusterNameKey(cluster)) ?? null;
        return get().decide({ kind: 'cluster-name', cluster, name, before });
      },
      removePictures: (pictures) => {
        const { removed } = get().decided;
        return get().decide({
          kind: 'remove',
          pictures: pictures.filter((id) => !removed.has(id)),
        });
      },
    };
  };
