import { link } from '../core/cluster/link.ts';
import { applyDecisions } from '../core/dataset/apply-decisions.ts';
import { parseCompanion } from '../core/dataset/companion.ts';
import type { Decision } from '../core/dataset/decisions.ts';
import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import type { PlateId } from '../core/dataset/plate-id.ts';
import { layOutPlane } from '../core/map/lay-out-plane.ts';
import { scoreTree } from '../core/metrics/score-tree.ts';
import { createRandom } from '../core/random/random.ts';
import type { ReadPicture } from '../protocol/imaging.ts';
import type { ImportProgress, StoredArtefact } from '../protocol/storage.ts';
import type { Services } from './services.ts';
import { createAppStore } from './store.ts';

const CHANNELS = 12;
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

let clock = 0;

function testRecord(path: string, content = path): PictureRecord {
  return {
    id: content as PictureId,
    path,
    otherPaths: [],
    fileBytes: 1,
    importedAt: ++clock,
    format: 'png',
    width: 4,
    height: 3,
    bitDepth: 8,
    contrast: undefined,
    crop: { x: 0, y: 0, width: 4, height: 3 },
    metadata: undefined,
    scale: undefined,
    folderLabel: undefined,
    synthetic: false,
  };
}

const emptyPicture = (record: PictureRecord): ReadPicture => ({
  record,
  thumbnail: new Uint8Array(0),
  preview: new Uint8Array(0),
  plate: { data: new Uint8Array(1), width: 1, height: 1 },
});

/** Features that depend on the content alone: three groups by the content's first letter. */
function featuresOf(content: string): number[] {
  const letters = [...content].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7);
  const random = createRandom(letters >>> 0);
  const group = content.charCodeAt(0) % 3;
  return Array.from({ length: CHANNELS }, (_, c) => (c === group ? 10 : 0) + random.normal());
}

const unused = () => Promise.reject(new Error('not part of these tests'));

function storageOn(disk: TestDisk, calls: string[]): Services['storage'] {
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

/** A store over a disk in memory, a network that is a table, and the real mathematics. */
export function createTestStore(
  disk: TestDisk = emptyDisk(),
  network: Partial<Services['network']> = {},
) {
  const calls: string[] = [];
  const services: Services = {
    imaging: {
      read: async (file, path) => {
        const content = await file.text();
        if (content === 'broken') {
          return {
            kind: 'problem',
            problem: { path, code: 'unreadable-picture', reason: 'broken' },
          };
        }
        return { kind: 'picture', picture: emptyPicture(testRecord(path, content)) };
      },
      companion: async (file, path) => parseCompanion(path, await file.text()),
      cut: async (file) => {
        if ((await file.text()) === 'changed') throw new Error('another picture');
        return { data: new Uint8Array(1), width: 1, height: 1 };
      },
      stamp: async ({ size, lastModified }) => ({ bytes: size, modifiedAt: lastModified }),
      sample: async (index) => ({
        file: new File([`s${index}`], 's.png'),
        path: `set/${index}.png`,
      }),
    },
    network: {
      boot: async () => ({ name: 'cpu', threads: 1, reason: 'a test' }),
      checkpoints: async () => [
        {
          id: 'inception-v3-photographs',
          title: 'Table',
          network: 'table',
          sha256: 'abc',
          provenance: '',
          licence: 'MIT',
          inputSide: 299,
          endpoints: ['mixed2', 'mixed5', 'mixed7'].map((name) => ({
            name,
            channels: CHANNELS,
            gridSide: 1,
            recommended: true,
          })),
        },
      ],
      embed: async (plates) => {
        calls.push(`embed ${plates.length}`);
        const data = plates.flatMap(({ data: id }) => featuresOf(new TextDecoder().decode(id)));
        return { data: Float32Array.from(data), rows: plates.length, cols: CHANNELS };
      },
      trainAutoencoder: async (x, { codeSize }, { onProgress }) => {
        calls.push('train');
        const epoch = { epoch: 1, trainLoss: 1, testLoss: 1 };
        onProgress?.({ stage: '', detail: epoch });
        const data = Float32Array.from({ length: x.rows * codeSize }, (_, i) => {
          const [r, c] = [Math.floor(i / codeSize), i % codeSize];
          return x.data[r * x.cols + c] ?? 0;
        });
        return { codes: { data, rows: x.rows, cols: codeSize }, epochs: [epoch] };
      },
      trainNetwork: unused,
      predictRun: unused,
      holdModel: unused,
      classify: unused,
      explain: unused,
      exportModel: unused,
      ...network,
    },
    checkpoints: {
      kept: async () => [],
      offers: async () => [],
      add: unused,
      download: unused,
      export: unused,
      remove: async () => {},
    },
    analysis: {
      intrinsicDimension: async (_x, { fractions }) => ({
        fractions,
        points: [{ sample: 3, mean: fractions.map(() => 3), spread: fractions.map(() => 0) }],
        duplicates: 0,
        search: '',
      }),
      compareDistances: async (x) => ({
        distances: new Float32Array((x.rows * (x.rows - 1)) / 2),
        mantel: undefined,
      }),
      link: async (x, settings) => {
        calls.push(`link ${settings.method}`);
        return link(x, settings, {});
      },
      score: async (tree, labels) => scoreTree(tree, labels, {}),
      scenarios: async () => {
        const none = new Float64Array(0);
        const k = new Int32Array(0);
        return { k, good: none, uniform: none, uniformLow: none, uniformHigh: none };
      },
      dimensionPerClass: unused,
      nearest: unused,
      layOutMap: (x, settings, { signal, onProgress }) => {
        const checkpoint = async () => signal.throwIfAborted();
        const show = (at: Float32Array) => onProgress?.({ stage: '', detail: at.slice() });
        return layOutPlane(x, settings, { checkpoint }, show);
      },
      stability: unused,
    },
    scale: { read: async () => undefined },
    storage: storageOn(disk, calls),
  };
  return { store: createAppStore(services, { backend: 'auto' }), services, calls, disk };
}

export function testFiles(contents: readonly string[], folder = 'lab/Tips') {
  return contents.map((content, i) => ({
    file: new File([content], `${i}.png`),
    path: `${folder}/${i}.png`,
  }));
}
