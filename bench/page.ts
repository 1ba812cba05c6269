import type { Answer } from './tasks/serve-task.ts';

const STARTERS: Readonly<Record<string, () => Worker>> = {
  'features-semscape': () =>
    new Worker(new URL('./tasks/features-semscape.ts', import.meta.url), { type: 'module' }),
  'features-layers': () =>
    new Worker(new URL('./tasks/features-layers.ts', import.meta.url), { type: 'module' }),
  'features-onnx': () =>
    new Worker(new URL('./tasks/features-onnx.ts', import.meta.url), { type: 'module' }),
  clustering: () =>
    new Worker(new URL('./tasks/clustering.ts', import.meta.url), { type: 'module' }),
  training: () => new Worker(new URL('./tasks/training.ts', import.meta.url), { type: 'module' }),
  import: () => new Worker(new URL('./tasks/import.ts', import.meta.url), { type: 'module' }),
  fuzz: () => new Worker(new URL('./tasks/fuzz.ts', import.meta.url), { type: 'module' }),
};

let worker: Worker | undefined;

/** One verb of one task, in the worker that the first call starts; a page holds one task. */
function callTask(task: string, verb: string, input: unknown): Promise<Answer> {
  const start = STARTERS[task];
  if (!start) throw new RangeError(`there is no task ${task}`);
  worker ??= start();
  const running = worker;
  return new Promise((resolve, reject) => {
    running.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
    running.onerror = ({ message }) => reject(new Error(`${task}: ${message}`));
    running.postMessage({ verb, input });
  });
}

Object.assign(globalThis, { callTask });
