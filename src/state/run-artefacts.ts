import type { Matrix } from '../core/arrays/matrix.ts';
import type { PlateId } from '../core/dataset/plate-id.ts';
import type { NamedVariables } from '../core/network/model.ts';
import type { BatchCurve } from '../core/training/batch-curve.ts';
import type { RunData, TrainedEpoch, TrainingRun } from '../core/training/training-run.ts';
import type { StoredRunState } from '../protocol/training.ts';
import type { Services } from './services.ts';

type Storage = Services['storage'];
type Floats = Float32Array<ArrayBuffer>;
type Shapes = Readonly<Record<string, readonly number[]>>;

const RUNS = 'run/';
const keyOf = {
  record: (id: string) => `${RUNS}${id}`,
  data: (id: string) => `run-data/${id}`,
  best: (id: string) => `run-best/${id}`,
  last: (id: string) => `run-last/${id}`,
  batches: (id: string) => `run-batches/${id}`,
};

const quiet = { signal: new AbortController().signal };

/** Of the best epoch: its variables, and what it says of the validation and the test part. */
export interface BestEpoch {
  readonly variables: NamedVariables;
  readonly validationLogits: Matrix;
  readonly testLogits: Matrix;
}

export interface LastEpoch {
  readonly epochs: readonly TrainedEpoch[];
  readonly state: StoredRunState;
}

const shapesOf = (variables: NamedVariables): Shapes =>
  Object.fromEntries(Object.entries(variables).map(([name, { shape }]) => [name, shape]));

const prefixed = (prefix: string, arrays: Readonly<Record<string, Floats>>) =>
  Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`${prefix}:${name}`, array]));

const valuesOf = (variables: NamedVariables): Readonly<Record<string, Floats>> =>
  Object.fromEntries(Object.entries(variables).map(([name, { data }]) => [name, data]));

function variablesFrom(
  shapes: Shapes,
  arrays: Readonly<Record<string, ArrayBufferView<ArrayBuffer>>>,
): NamedVariables {
  const all = Object.entries(shapes).map(
    ([name, shape]) => [name, { data: arrays[`v:${name}`] as Floats, shape }] as const,
  );
  return Object.fromEntries(all);
}

export async function readRuns(storage: Storage): Promise<readonly TrainingRun[]> {
  const keys = await storage.artefactKeys(RUNS, quiet);
  const found = await Promise.all(keys.map((key) => storage.artefact(key, quiet)));
  return found
    .map((artefact) => artefact?.meta as TrainingRun | { readonly isRemoved: true })
    .filter((run): run is TrainingRun => run && !('isRemoved' in run))
    .sort((a, b) => a.createdAt - b.createdAt);
}

export function storeRun(storage: Storage, run: TrainingRun): Promise<void> {
  return storage.putArtefact(keyOf.record(run.id), { meta: run, arrays: {} }, quiet);
}

/** Leaves a mark in its place and frees its weights. */
export async function removeStoredRun(storage: Storage, id: string): Promise<void> {
  const nothing = { meta: { isRemoved: true }, arrays: {} };
  await storage.putArtefact(keyOf.record(id), nothing, quiet);
  for (const key of [keyOf.data(id), keyOf.best(id), keyOf.last(id), keyOf.batches(id)]) {
    await storage.putArtefact(key, nothing, quiet);
  }
}

export async function storeRunData(storage: Storage, id: string, data: RunData): Promise<void> {
  const { pictures, labels, parts } = data;
  const artefact = { meta: { pictures }, arrays: { labels, parts } };
  await storage.putArtefact(keyOf.data(id), artefact, quiet);
}

export async function readRunData(storage: Storage, id: string): Promise<RunData | undefined> {
  const found = await storage.artefact(keyOf.data(id), quiet);
  const { pictures } = (found?.meta ?? {}) as { readonly pictures?: readonly PlateId[] };
  if (!found || !pictures) return undefined;
  return {
    pictures,
    labels: found.arrays.labels as Int32Array<ArrayBuffer>,
    parts: found.arrays.parts as Uint8Array<ArrayBuffer>,
  };
}

export async function storeBest(storage: Storage, id: string, best: BestEpoch): Promise<void> {
  const { variables, validationLogits, testLogits } = best;
  const meta = {
    shapes: shapesOf(variables),
    classes: testLogits.cols,
    validation: validationLogits.rows,
    test: testLogits.rows,
  };
  const logits = { validation: validationLogits.data.slice(), test: testLogits.data.slice() };
  const arrays = { ...prefixed('v', valuesOf(variables)), ...logits };
  await storage.putArtefact(keyOf.best(id), { meta, arrays }, quiet);
}

export async function readBest(storage: Storage, id: string): Promise<BestEpoch | undefined> {
  const found = await storage.artefact(keyOf.best(id), quiet);
  const meta = found?.meta as
    | { shapes?: Shapes; classes: number; validation: number; test: number }
    | undefined;
  if (!found || !meta?.shapes) return undefined;
  const logitsOf = (name: 'validation' | 'test'): Matrix => ({
    data: found.arrays[name] as Floats,
    rows: meta[name],
    cols: meta.classes,
  });
  return {
    variables: variablesFrom(meta.shapes, found.arrays),
    validationLogits: logitsOf('validation'),
    testLogits: logitsOf('test'),
  };
}

export async function storeLast(storage: Storage, id: string, last: LastEpoch): Promise<void> {
  const { epochs, state } = last;
  const meta = {
    epochs,
    steps: state.optimiserSteps,
    shapes: shapesOf(state.variables),
    memories: Object.keys(state.optimiser),
  };
  const arrays = {
    ...prefixed('v', valuesOf(state.variables)),
    ...prefixed('o', state.optimiser),
  };
  await storage.putArtefact(keyOf.last(id), { meta, arrays }, quiet);
}

export async function readLast(storage: Storage, id: string): Promise<LastEpoch | undefined> {
  const found = await storage.artefact(keyOf.last(id), quiet);
  const meta = found?.meta as
    | { epochs: readonly TrainedEpoch[]; steps: number; shapes?: Shapes; memories: string[] }
    | undefined;
  if (!found || !meta?.shapes) return undefined;
  const optimiser = Object.fromEntries(
    meta.memories.map((name) => [name, found.arrays[`o:${name}`] as Floats]),
  );
  const variables = variablesFrom(meta.shapes, found.arrays);
  return { epochs: meta.epochs, state: { variables, optimiserSteps: meta.steps, optimiser } };
}

export async function storeBatches(storage: Storage, id: string, curve: BatchCurve): Promise<void> {
  // What crosses to the worker takes its whole buffer along.
  const arrays = {
    at: curve.at.slice(),
    loss: curve.loss.slice(),
    accuracy: curve.accuracy.slice(),
  };
  await storage.putArtefact(keyOf.batches(id), { meta: {}, arrays }, quiet);
}

export async function readBatches(storage: Storage, id: string): Promise<BatchCurve | undefined> {
  const arrays = (await storage.artefact(keyOf.batches(id), quiet))?.arrays;
  if (!arrays?.at) return undefined;
  const column = (name: keyof BatchCurve) => arrays[name] as Floats;
  return { at: column('at'), loss: column('loss'), accuracy: column('accuracy') };
}

/** Pictures that the project tests with, by the settings of the split that chose them. */
export async function readTestSet(storage: Storage, split: string): Promise<ReadonlySet<PlateId>> {
  const found = await storage.artefact(`run-test-set/${split}`, quiet);
  return new Set((found?.meta ?? []) as readonly PlateId[]);
}

export async function storeTestSet(
  storage: Storage,
  split: string,
  pictures: readonly PlateId[],
): Promise<void> {
  await storage.putArtefact(`run-test-set/${split}`, { meta: pictures, arrays: {} }, quiet);
}
