import { link } from '../core/cluster/link.ts';
import { stability } from '../core/cluster/stability.ts';
import { parseCompanion } from '../core/dataset/companion.ts';
import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import { twoNn } from '../core/dimension/two-nn.ts';
import { twoNnPerClass } from '../core/dimension/two-nn-per-class.ts';
import { mantelTest } from '../core/distance/mantel-test.ts';
import { pairDistances } from '../core/distance/pair-distances.ts';
import { layOutPlane } from '../core/map/lay-out-plane.ts';
import { scenarios } from '../core/metrics/scenarios.ts';
import { scoreTree } from '../core/metrics/score-tree.ts';
import { nearestNeighbours } from '../core/neighbours/nearest-neighbours.ts';
import { createRandom } from '../core/random/random.ts';
import type { ReadPicture } from '../protocol/imaging.ts';
import type { Services } from './services.ts';
import { createAppStore } from './store.ts';
import { emptyDisk, storageOn, type TestDisk } from './test-disk.ts';

const CHANNELS = 12;
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
      intrinsicDimension: (x, settings, { onProgress }) =>
        twoNn(x, settings, {}, (detail) => onProgress?.({ stage: '', detail })),
      dimensionPerClass: (x, labels, fractions) => twoNnPerClass(x, labels, fractions, {}),
      compareDistances: async (x, labels, settings) => {
        const distances = await pairDistances(x, {});
        const mantel = await mantelTest(distances, labels, settings, {});
        return { distances: Float32Array.from(distances), mantel };
      },
      link: async (x, settings) => {
        calls.push(`link ${settings.method}`);
        return link(x, settings, {});
      },
      score: async (tree, labels) => scoreTree(tree, labels, {}),
      scenarios: (labels, settings) => scenarios(labels, settings, {}),
      nearest: async (x, k) => (await nearestNeighbours(x, k, {})).neighbours,
      layOutMap: (x, settings, { signal, onProgress }) => {
        const checkpoint = async () => signal.throwIfAborted();
        const show = (at: Float32Array) => onProgress?.({ stage: '', detail: at.slice() });
        return layOutPlane(x, settings, { checkpoint }, show);
      },
      stability: (x, settings, { onProgress }) =>
        stability(x, settings, {}, (detail) => onProgress?.({ stage: '', detail })),
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
