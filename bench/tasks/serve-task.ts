export type Answer =
  | { readonly kind: 'done'; readonly value: unknown; readonly wallSeconds: number }
  | { readonly kind: 'failed'; readonly message: string };

/** What a task can be asked; inputs and values are plain JSON. */
type Verbs = Readonly<Record<string, (input: never) => unknown>>;

interface Request {
  readonly verb: string;
  readonly input: unknown;
}

/** There with Chromium's `--js-flags=--expose-gc`. */
const collectGarbage: unknown = Reflect.get(globalThis, 'gc');

async function answer(verbs: Verbs, { verb, input }: Request): Promise<Answer> {
  if (verb === 'settle' && typeof collectGarbage === 'function') collectGarbage();
  if (verb === 'settle' || verb === 'spin')
    return { kind: 'done', value: undefined, wallSeconds: 0 };
  const run = verbs[verb];
  if (!run) return { kind: 'failed', message: `no verb ${verb}` };
  try {
    const started = performance.now();
    const value = await run(input as never);
    return { kind: 'done', value, wallSeconds: (performance.now() - started) / 1000 };
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { kind: 'failed', message: text };
  }
}

/** Lets the page call the verbs of a task, one at a time, and `settle`, which frees what is not in use. */
export function serveTask(verbs: Verbs): void {
  self.onmessage = async ({ data }: MessageEvent<Request>) => {
    self.postMessage(await answer(verbs, data));
  };
}
