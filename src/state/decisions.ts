import type { StateCreator } from 'zustand/vanilla';
import {
  applyDecision,
  applyDecisions,
  clusterNameKey,
  type Decided,
  NOTHING_DECIDED,
  undoDecision,
} from '../core/dataset/apply-decisions.ts';
import type { Decision } from '../core/dataset/decisions.ts';
import type { PictureId, Rectangle } from '../core/dataset/picture.ts';
import type { GivenScale } from '../core/scale/given-scale.ts';
import { yieldToEventLoop } from '../protocol/job.ts';
import type { DecisionLog, LogPosition } from '../protocol/storage.ts';
import type { AppState } from './app-state.ts';
import { sentenceOf } from './jobs.ts';
import type { Services } from './services.ts';

export interface DecisionsSlice {
  readonly log: DecisionLog;
  /** The standing decisions, applied. */
  readonly decided: Decided;
  /** Changes of the log that are not on the disk yet. */
  readonly unsaved: number;

  decide(decision: Decision): Promise<void>;
  undo(): Promise<void>;
  redo(): Promise<void>;
  setLabel(pictures: readonly PictureId[], label: string | null): Promise<void>;
  /** One decision, as if the person had given each picture its label. */
  setLabels(pictures: readonly PictureId[], labels: readonly string[]): Promise<void>;
  /** What the networks see of these pictures; `null` for what was found at import. */
  setCrop(pictures: readonly PictureId[], crop: Rectangle | null): Promise<void>;
  /** What a person says of these pictures' scales, each its own; `null` for what was read. */
  setScales(pictures: readonly PictureId[], scales: readonly (GivenScale | null)[]): Promise<void>;
  nameCluster(treeKey: string, node: number, name: string | null): Promise<void>;
  removePictures(pictures: readonly PictureId[]): Promise<void>;
  restorePictures(pictures: readonly PictureId[]): Promise<void>;
  /** These pictures look alike and all stay; `label` is for all of them, `null` leaves theirs. */
  keepAlike(pictures: readonly PictureId[], label: string | null): Promise<void>;
}

/** Decisions read from the log at once, when undo or redo leaves what is in memory. */
const PAGE = 32;
/** More decisions than these are not held in memory; storage has them all. */
const MOST_HELD = 2048;

const NOT_SAVED = 'A decision could not be saved, and was taken back';

const quiet = { signal: new AbortController().signal };

function appended({ first, decisions, standing }: DecisionLog, decision: Decision): DecisionLog {
  const kept = decisions.slice(0, standing - first);
  const spare = kept.length >= MOST_HELD ? MOST_HELD / 2 : 0;
  return {
    first: first + spare,
    decisions: [...kept.slice(spare), decision],
    standing: standing + 1,
    total: standing + 1,
  };
}

export const createDecisionsSlice =
  ({ storage }: Services): StateCreator<AppState, [], [], DecisionsSlice> =>
  (set, get) => {
    let hasFailed = false;
    let leaving = Promise.resolve();

    /** Shows what is on the disk, so that nobody goes on with what is not. */
    const takeBack = async () => {
      const project = get().project?.id;
      const { base, log } = await storage.log(quiet);
      const isCurrent = get().project?.id === project && get().unsaved === 0;
      if (isCurrent) set({ log, decided: applyDecisions(log.decisions, base) });
    };
    /** One after the other: to copy what is written takes as long as to show it, where it is of all pictures. */
    const inOwnTask = () => {
      leaving = leaving.then(yieldToEventLoop);
      return leaving;
    };
    /** `write` gets where the log stands before it; what fails is taken back once nothing else is on its way. */
    const keep = async (
      standing: number,
      write: (from: LogPosition) => Promise<void>,
    ): Promise<void> => {
      const { project } = get();
      if (!project) return;
      set({ unsaved: get().unsaved + 1 });
      try {
        await inOwnTask();
        await write({ project: project.id, standing });
      } catch (error) {
        if (!hasFailed) get().notify('problem', `${NOT_SAVED}: ${sentenceOf(error)}`);
        hasFailed = true;
      }
      set({ unsaved: get().unsaved - 1 });
      if (!hasFailed || get().unsaved > 0) return;
      hasFailed = false;
      await takeBack().catch((error: unknown) => get().notify('problem', sentenceOf(error)));
    };
    /** The decision at a position of the log, read if it is not in memory. */
    const decisionAt = async (position: number): Promise<Decision | undefined> => {
      const { log } = get();
      if (position < 0 || position >= log.total) return undefined;
      const known = log.decisions[position - log.first];
      if (known) return known;
      const isBefore = position < log.first;
      const from = isBefore ? Math.max(0, log.first - PAGE) : log.first + log.decisions.length;
      const read = await storage.decisions(from, isBefore ? log.first : from + PAGE, quiet);
      if (get().log !== log) return get().log.decisions[position - get().log.first];
      const [first, decisions] = isBefore
        ? [from, [...read, ...log.decisions]]
        : [log.first, [...log.decisions, ...read]];
      set({ log: { ...log, first, decisions } });
      return decisions[position - first];
    };

    return {
      log: { first: 0, decisions: [], standing: 0, total: 0 },
      decided: NOTHING_DECIDED,
      unsaved: 0,

      decide: async (decision) => {
        if (get().refuseToChange()) return;
        const { log, decided } = get();
        set({ log: appended(log, decision), decided: applyDecision(decided, decision) });
        await keep(log.standing, (from) => storage.decide(decision, from, quiet));
      },
      undo: async () => {
        const standing = get().log.standing - 1;
        if (get().refuseToChange()) return;
        const decision = await decisionAt(standing);
        const { log, decided } = get();
        if (!decision || log.standing !== standing + 1) return;
        set({ log: { ...log, standing }, decided: undoDecision(decided, decision) });
        await keep(standing + 1, (from) => storage.setStanding(standing, from, quiet));
      },
      redo: async () => {
        const { standing } = get().log;
        if (get().refuseToChange()) return;
        const decision = await decisionAt(standing);
        const { log, decided } = get();
        if (!decision || log.standing !== standing) return;
        set({
          log: { ...log, standing: standing + 1 },
          decided: applyDecision(decided, decision),
        });
        await keep(standing, (from) => storage.setStanding(standing + 1, from, quiet));
      },
      setLabel: (pictures, label) => {
        const { labels } = get().decided;
        const before = pictures.map((id) => labels.get(id) ?? null);
        return get().decide({ kind: 'label', pictures, label, before });
      },
      setLabels: (pictures, labels) => {
        const given = get().decided.labels;
        const before = pictures.map((id) => given.get(id) ?? null);
        return get().decide({ kind: 'labels', pictures, labels, before });
      },
      setCrop: (pictures, crop) => {
        const { crops } = get().decided;
        const before = pictures.map((id) => crops.get(id) ?? null);
        return get().decide({ kind: 'crop', pictures, crop, before });
      },
      setScales: (pictures, scales) => {
        const known = get().decided.scales;
        const before = pictures.map((id) => known?.get(id) ?? null);
        return get().decide({ kind: 'scale', pictures, scales, before });
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
      restorePictures: (pictures) => {
        const { removed } = get().decided;
        return get().decide({
          kind: 'restore',
          pictures: pictures.filter((id) => removed.has(id)),
        });
      },
      keepAlike: (pictures, label) => {
        const { labels, keptAlike } = get().decided;
        const before = pictures.map((id) => labels.get(id) ?? null);
        const keptBefore = pictures.map((id) => keptAlike?.has(id) ?? false);
        return get().decide({ kind: 'keep-alike', pictures, label, before, keptBefore });
      },
    };
  };
