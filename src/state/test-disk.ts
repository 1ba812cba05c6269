import { applyDecisions } from '../core/dataset/apply-decisions.ts';
import type { Decision } from '../core/dataset/decisions.ts';
import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import type { PlateId } from '../core/dataset/plate-id.ts';
import type { ImportProgress, StoredArtefact } from '../protocol/storage.ts';
import type { Services } from './services.ts';

/** Decisions that opening a project gives. */
const LOG_TAIL = 2;

/** What the disk holds; give it to a second store to play a reload. */
export interface TestDisk {
  readonly records: Map<PictureId, PictureRecord>;
  readonly features: Map<string, Float32Array<ArrayBuffer>>;
  readonly artefacts: Map<string, StoredArtefact>;
  readonly decisions: Decision[];
  standing: number;
  /** Of the import under way. */
  importing: ImportProgress | undefined;
  settings: unknown;
  isReadOnly: boolean;
  readonly folders: FileSystemDirectoryHandle[];
  /** Whether no decision can be kept. */
  isFull: boolean;
}

export function emptyDisk(): TestDisk {
  return {
    records: new Map(),
    features: new Map(),
    artefacts: new Map(),
    decisions: [],
    standing: 0,
    importing: undefined,
    settings: undefined,
    isReadOnly: false,
    folders: [],
    isFull: false,
  };
}

const unused = () => Promise.reject(new Error('not part of these tests'));

/** Storage that keeps everything in memory; what is written is told to `calls`. */
export function storageOn(disk: TestDisk, calls: string[]): Services['storage'] {
  const info = { id: 'p', name: 'Test', createdAt: 0, openedAt: 0, pictures: 0 };
  const tail = () => {
    const { standing, decisions } = disk;
    // As storage: undone decisions, and all before a snapshot, are read when they are needed.
    const first = Math.max(0, standing - LOG_TAIL);
    return {
      base: applyDecisions(decisions.slice(0, first)),
      log: {
        first,
        decisions: decisions.slice(first, standing),
        standing,
        total: decisions.length,
      },
    };
  };
  const inTurn = async (standing: number) => {
    if (disk.isFull) throw new Error('The disk is full.');
    if (standing !== disk.standing) throw new Error('out of turn');
  };
  const open = async () => {
    return {
      info,
      isReadOnly: disk.isReadOnly,
      ...tail(),
      problems: [],
      interrupted: disk.importing,
      settings: disk.settings,
    };
  };
  const row = (key: string, id: PlateId) => `${key} ${id}`;
  return {
    projects: async () => [info],
    open,
    create: open,
    whenFree: ({ signal }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    records: async (from) => [...disk.records.values()].slice(from, from + 5),
    exportProject: unused,
    importProject: unused,
    noteImport: async (progress) => {
      disk.importing = progress;
    },
    rename: async () => {},
    remove: async () => {},
    addPictures: async (batch, labels) =>
      batch.map(({ record }, i) => {
        const stored = disk.records.get(record.id) ?? { ...record, folderLabel: labels[i] };
        disk.records.set(record.id, stored);
        return stored;
      }),
    updateRecords: async (changes) =>
      changes.map((change) => {
        const record = { ...(disk.records.get(change.id) as PictureRecord), ...change };
        disk.records.set(change.id, record);
        return record;
      }),
    addCuts: async (cuts) => {
      calls.push(`cut ${cuts.length}`);
      return cuts.map(({ picture, crop }) => {
        const record = disk.records.get(picture) as PictureRecord;
        const cut = { ...record, fileCuts: [...(record.fileCuts ?? []), crop] };
        disk.records.set(picture, cut);
        return cut;
      });
    },
    rememberFolder: async (folder) => void disk.folders.push(folder),
    folders: async () => disk.folders,
    addProblems: async () => {},
    clearProblems: async () => {},
    dropProblems: async (paths) => void calls.push(`drop problems ${paths.join()}`),
    thumbnails: async (ids) => ids.map(() => undefined),
    preview: async () => undefined,
    plates: async (ids) =>
      ids.map((id) => ({ data: new TextEncoder().encode(id), width: id.length, height: 1 })),
    missingFeatures: async (key, ids) => ids.filter((id) => !disk.features.has(row(key, id))),
    addFeatures: async (key, ids, rows) => {
      for (const [i, id] of ids.entries()) {
        disk.features.set(row(key, id), rows.data.slice(i * rows.cols, (i + 1) * rows.cols));
      }
    },
    features: async (key, ids) => {
      const data = ids.flatMap((id) => [...(disk.features.get(row(key, id)) ?? [])]);
      return { data: Float32Array.from(data), rows: ids.length, cols: data.length / ids.length };
    },
    putArtefact: async (key, artefact) => {
      calls.push(`put ${key.split('/')[0]}`);
      disk.artefacts.set(key, structuredClone(artefact));
    },
    artefact: async (key) => structuredClone(disk.artefacts.get(key)),
    artefactKeys: async (prefix) => [...disk.artefacts.keys()].filter((k) => k.startsWith(prefix)),
    decide: async (decision, from) => {
      calls.push(`decide ${decision.kind}`);
      await inTurn(from.standing);
      disk.decisions.splice(disk.standing++, Infinity, decision);
    },
    setStanding: async (standing, from) => {
      calls.push(`standing ${standing}`);
      await inTurn(from.standing);
      disk.standing = standing;
    },
    log: async () => tail(),
    decisions: async (from, to) => disk.decisions.slice(from, to),
    putSettings: async (settings) => {
      disk.settings = structuredClone(settings);
    },
    use: async () => ({ usedBytes: 0, quotaBytes: 1, persistent: false }),
  };
}
