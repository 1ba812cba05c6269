import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, expect, test } from 'vitest';
import { AppError } from '../src/core/app-error.ts';
import type { PictureId } from '../src/core/dataset/picture.ts';
import type { Model, ModelAbout } from '../src/core/network/model.ts';
import { NO_AUGMENTATION, type TrainingSettings } from '../src/core/training/training-settings.ts';
import { useWasmInNode } from '../src/models/backends/wasm-in-node.test-support.ts';
import { classifiers } from '../src/state/classifier.ts';
import { subsetOf } from '../src/state/subset.ts';
import { emptyDisk, type TestDisk } from '../src/state/test-disk.ts';
import { createTestStore, testFiles } from '../src/state/test-store.ts';
import { realNetwork, TINY } from './real-network.test-support.ts';

beforeAll(useWasmInNode);

const SIDE = TINY.inputSide;

const SETTINGS: TrainingSettings = {
  schemaVersion: 1,
  start: { kind: 'scratch', network: 'tiny' },
  endpoint: 'pool',
  freezeUpTo: null,
  inputSide: SIDE,
  fit: 'squash',
  epochs: 6,
  headEpochs: 0,
  batchSize: 6,
  microBatch: 'auto',
  optimiser: { kind: 'adam', learningRate: 0.01, momentum: 0.9 },
  schedule: { kind: 'constant', warmUpEpochs: 0, decay: 0.9, decayEpochs: 1 },
  labelSmoothing: 0,
  dropout: 'network',
  weightDecay: 0,
  batchNorm: 'batch',
  classWeights: 'balanced',
  augmentation: { ...NO_AUGMENTATION, flips: true, noise: 0.01 },
  patience: 0,
  split: { by: 'group', validation: 0.2, test: 0.2 },
  seed: 4,
};

/** Plates of the test disk are the picture's letters: dark ones and bright ones. */
const contents = (letter: string, count: number) =>
  Array.from(
    { length: count },
    (_, i) =>
      `${letter.repeat(6 + (i % 3))}${letter}${String.fromCharCode(letter.charCodeAt(0) + (i % 4))}${letter.repeat(i % 7)}${i}`,
  );

async function projectOf(disk: TestDisk = emptyDisk(), network = realNetwork()) {
  const { store, calls } = createTestStore(disk, network);
  const state = store.getState;
  await state().openProject();
  if (state().records.length === 0) {
    await state().importFiles(testFiles(contents('!', 20), 'lab/Tips'));
    await state().importFiles(testFiles(contents('w', 20), 'lab/Fibres'));
    await state().importFiles(testFiles([...contents('#', 2), ...contents('v', 2)], 'new'));
  }
  await state().listRuns();
  return { store, state, calls, disk };
}

const runOf = ({ state }: Awaited<ReturnType<typeof projectOf>>, id: string | undefined) => {
  const run = state().runs.find((one) => one.id === id);
  if (!run) throw new RangeError('no such run');
  return run;
};
const secondsOf = (epochs: readonly { readonly seconds: number }[]) =>
  epochs.reduce((sum, { seconds }) => sum + seconds, 0);
const curve = (epochs: readonly { readonly seconds: number }[]) =>
  epochs.map(({ seconds: _, ...rest }) => rest);

test('a run is recorded, tested, kept, and read again after a reload', async () => {
  const project = await projectOf();
  const id = await project.state().startRun(SETTINGS, 'first');
  const run = runOf(project, id);
  expect(run).toMatchObject({ name: 'first', status: 'finished', way: 'scratch', microBatch: 6 });
  expect(run.classes).toEqual(['Fibres', 'Tips']);
  expect(run.counts).toEqual({ train: 24, validation: 8, test: 8 });
  expect(run.testScore?.accuracy).toBe(1);
  expect(run.epochs).toHaveLength(6);
  expect(run.forecast?.seconds).toBeGreaterThan(0);
  expect(run.forecast?.tensorBytes).toBeGreaterThan(1000);
  expect(run.spentSeconds).toBeGreaterThanOrEqual(secondsOf(run.epochs));

  const again = await projectOf(project.disk);
  expect(again.state().runs).toEqual([run]);
  await again.state().readBatchCurves();
  expect(again.state().batchCurves).toEqual(project.state().batchCurves);
  expect(again.state().batchCurves.get(run.id)?.at).toHaveLength((6 * 24) / 6);
  await again.state().openRun(run.id);
  const results = again.state().runResults;
  expect(results?.pictures).toHaveLength(8);
  expect([...(results?.predicted ?? [])]).toEqual([...(results?.labels ?? [])]);
});

test('a run can be repeated from its record, with the same curve', async () => {
  const project = await projectOf();
  const first = runOf(project, await project.state().startRun(SETTINGS, 'first'));
  const again = await projectOf(project.disk);
  const second = runOf(again, await again.state().repeatRun(first.id));
  expect(second).toMatchObject({ name: 'first, again', settings: first.settings });
  expect(second.dataFingerprint).toBe(first.dataFingerprint);
  expect(curve(second.epochs)).toEqual(curve(first.epochs));
});

test('a run that is stopped goes on after a reload as if it had not been', async () => {
  const whole = await projectOf();
  const unbroken = runOf(whole, await whole.state().startRun(SETTINGS));

  const project = await projectOf();
  const stop = project.store.subscribe(({ runs, pauseRun }) => {
    if (runs[0]?.epochs.length === 2) pauseRun();
  });
  await project.state().startRun(SETTINGS);
  stop();
  const [paused] = project.state().runs;
  expect(paused).toMatchObject({ status: 'paused' });
  expect(paused?.epochs.length).toBeLessThan(6);

  const again = await projectOf(project.disk);
  await again.state().resumeRun(paused?.id ?? '');
  const resumed = runOf(again, paused?.id);
  expect(resumed.status).toBe('finished');
  expect(curve(resumed.epochs)).toEqual(curve(unbroken.epochs));
  expect(again.state().batchCurves.get(resumed.id)).toEqual(
    whole.state().batchCurves.get(unbroken.id),
  );
  expect(resumed.spentSeconds).toBeGreaterThan(paused?.spentSeconds ?? 0);
});

test('full memory makes the micro-batch smaller, and the run says so; a diverged run fails', async () => {
  const real = realNetwork();
  let failures = 2;
  const project = await projectOf(emptyDisk(), {
    ...real,
    trainNetwork: async (task, ...rest) => {
      if (failures-- > 0) throw new AppError('out-of-memory', 'The memory is full.');
      return (await real.trainNetwork?.(task, ...rest)) ?? [];
    },
  });
  const run = runOf(project, await project.state().startRun({ ...SETTINGS, epochs: 1 }));
  expect(run).toMatchObject({ status: 'finished', microBatch: 1 });
  expect(run.notes.map(({ text }) => text)).toEqual([
    expect.stringContaining('with 3 pictures at once instead of 6'),
    expect.stringContaining('with 1 pictures at once instead of 3'),
  ]);
  const diverging = { ...SETTINGS.optimiser, kind: 'sgd', learningRate: 10 } as const;
  await project.state().startRun({ ...SETTINGS, optimiser: diverging, weightDecay: 1, epochs: 40 });
  expect(project.state().runs.at(-1)).toMatchObject({ status: 'failed' });
  expect(project.state().notices.at(-1)).toMatchObject({ code: 'training-diverged' });
});

test('a run leaves out what lies above its endpoint, and so does one that starts from it', async () => {
  const { state } = await projectOf();
  const settings = { ...SETTINGS, endpoint: 'stem' };
  const first = (await state().startRun(settings)) ?? '';
  await state().startRun({ ...settings, start: { kind: 'run', id: first }, epochs: 1 });
  const [before, after] = state().runs;
  expect(after).toMatchObject({ status: 'finished', settings: { endpoint: 'stem' } });
  const [least, most] = [before?.epochs.at(-1), before?.epochs[0]].map((e) => e?.train.loss ?? 0);
  expect(after?.epochs[0]?.train.loss).toBeLessThan(((least ?? 0) + (most ?? 0)) / 2);
  await state().classify(
    first,
    state().records.map(({ id }) => id),
  );
  expect(state().predictions.size).toBe(state().records.length);
});

test('fine tuning that is never better than its start ends with it, on disk and in its results', async () => {
  const project = await projectOf();
  const { state } = project;
  const first = (await state().startRun(SETTINGS, 'first')) ?? '';
  const spoiling = {
    ...SETTINGS,
    start: { kind: 'run', id: first },
    epochs: 3,
    optimiser: { kind: 'sgd', learningRate: 0.3, momentum: 0 },
    weightDecay: 1,
  } as const;
  const id = (await state().startRun(spoiling, 'second')) ?? '';
  const run = runOf(project, id);
  expect(run.epochs.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3]);
  expect(run).toMatchObject({ way: 'fine-tuning', status: 'finished', bestEpoch: 0 });
  expect(run.testScore).toEqual(runOf(project, first).testScore);
  const again = await projectOf(project.disk);
  await again.state().openRun(id);
  const results = again.state().runResults;
  expect([...(results?.predicted ?? [])]).toEqual([...(results?.labels ?? [])]);
  expect(classifiers(again.state()).map((one) => one.id)).toEqual([id, first]);
});

const onWebgpu = { name: 'webgpu', threads: 1, reason: 'a test' } as const;
const onWasm = { name: 'wasm', threads: 1, reason: 'a test' } as const;

test('a run whose graphics device is lost goes on from its last epoch on the next backend, and says so', async () => {
  const real = realNetwork();
  const booted: string[] = [];
  const asked: (number | undefined)[] = [];
  const project = await projectOf(emptyDisk(), {
    ...real,
    boot: async (wanted) => {
      booted.push(wanted);
      return booted.length === 1 ? onWebgpu : onWasm;
    },
    trainNetwork: async (task, feed, options) => {
      asked.push(task.resume?.epochs.length);
      const isFirst = asked.length === 1;
      const part = { ...task, settings: { ...task.settings, epochs: isFirst ? 2 : 6 } };
      const epochs = (await real.trainNetwork?.(part, feed, options)) ?? [];
      if (isFirst) throw new AppError('device-lost', 'The graphics device was lost.');
      return epochs;
    },
  });
  const settings = { ...SETTINGS, microBatch: 6 } as const;
  const run = runOf(project, await project.state().startRun(settings));
  expect(asked).toEqual([undefined, 2]);
  expect(booted.at(-1)).toBe('auto');
  expect(run).toMatchObject({ status: 'finished', microBatch: 6, backend: { name: 'wasm' } });
  expect(run.notes.at(-1)?.text).toContain('from its last epoch on another backend');
  const whole = await projectOf();
  const unbroken = runOf(whole, await whole.state().startRun(settings));
  expect(curve(run.epochs)).toEqual(curve(unbroken.epochs));
});

test('where not even one picture fits on the graphics device, the run goes on without it', async () => {
  const real = realNetwork();
  const batches: number[] = [];
  const project = await projectOf(emptyDisk(), {
    ...real,
    boot: async (wanted) => (wanted === 'wasm' ? onWasm : onWebgpu),
    trainNetwork: async (task, ...rest) => {
      batches.push(task.microBatch);
      if (batches.length < 4) throw new AppError('out-of-memory', 'The memory is full.');
      return (await real.trainNetwork?.(task, ...rest)) ?? [];
    },
  });
  const settings = { ...SETTINGS, epochs: 1, microBatch: 6 } as const;
  const run = runOf(project, await project.state().startRun(settings));
  expect(batches).toEqual([6, 3, 1, 1]);
  expect(run).toMatchObject({ status: 'finished', backend: { name: 'wasm' } });
  expect(run.notes.at(-1)?.text).toContain('on WebAssembly');
});

test("a run labels pictures without a label, and never over a person's or a folder's", async () => {
  const { state } = await projectOf();
  const id = (await state().startRun(SETTINGS)) ?? '';
  const everything = state().records.map((record) => record.id);
  await state().setSurenessThreshold(0.5);
  await state().classify(id, everything);
  expect(state().predictions.size).toBe(everything.length);
  const fresh = state().records.filter(({ path }) => path.startsWith('new/'));
  expect(fresh.map((one) => state().predictions.get(one.id)?.label)).toEqual([
    'Tips',
    'Tips',
    'Fibres',
    'Fibres',
  ]);
  expect(state().decided.labels.size).toBe(0);
  const subset = subsetOf(state(), { by: 'all' }).pictures.map(({ label }) => label?.by);
  expect(subset.filter((by) => by === 'model')).toHaveLength(4);
  expect(subset.filter((by) => by === 'folder')).toHaveLength(40);
  const standing = state().log.standing;
  await state().acceptPredictions(everything);
  expect([...state().decided.labels.keys()]).toEqual(fresh.map((one) => one.id));
  expect(state().log.standing).toBe(standing + 1);
  await state().undo();
  expect(state().decided.labels.size).toBe(0);

  await state().setSurenessThreshold(1.1);
  await state().acceptPredictions(everything);
  expect(state().decided.labels.size).toBe(0);

  await state().explain(fresh[0]?.id as PictureId, id);
  expect(state().explanation).toMatchObject({ label: 'Tips', stripe: undefined });

  await state().removeRun(id);
  expect(state().predictions.size).toBe(0);
});

test("a run's best epoch becomes a checkpoint with its classifier and where it came from", async () => {
  const written: { readonly model: Model; readonly about: ModelAbout }[] = [];
  const project = await projectOf(emptyDisk(), {
    ...realNetwork(),
    exportModel: async (model, about) => {
      written.push({ model, about });
      return [new File([], 'run.safetensors')];
    },
  });
  const id = (await project.state().startRun(SETTINGS, 'mine')) ?? '';
  const files = await project.state().exportRun(id, 'safetensors');
  expect(files?.map(({ name }) => name)).toEqual(['run.safetensors']);
  const { bestEpoch, temperature } = runOf(project, id);
  expect(written[0]?.about).toMatchObject({
    title: 'mine',
    classNames: ['Fibres', 'Tips'],
    inputSide: SIDE,
    temperature,
    run: { id, bestEpoch },
  });
  expect(written[0]?.about.provenance).toContain(
    'from scratch, on 24 pictures of 2 categories. It named 100.0 % of 8 test pictures of other sessions rightly.',
  );
  expect(written[0]?.model).toMatchObject({ base: { kind: 'scratch' }, classes: 2 });
  expect(Object.keys(written[0]?.model.variables ?? {})).toContain('fc.weight');
});

test('one category is too few, and a category of one group is named', async () => {
  const { store } = createTestStore();
  const state = store.getState;
  await state().openProject();
  await state().importFiles(testFiles(contents('!', 6), 'lab/Tips'));
  await state().startRun(SETTINGS);
  expect(state().notices.at(-1)).toMatchObject({ code: 'too-few-pictures' });
  await state().importFiles(testFiles(['w1'], 'lab/Fibres'));
  const summary = await state().summariseSplit(SETTINGS);
  expect(summary.remarks.join()).toContain('Fibres has pictures of a single session only');
  expect(summary).toMatchObject({ classes: ['Fibres', 'Tips'], test: [0, 1], train: [1, 4] });
});
