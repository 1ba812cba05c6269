import type { CDPSession, Page } from '@playwright/test';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds by the clock, and by the time that the thread had of a core. */
  readonly ts: number;
  readonly tts?: number;
  readonly dur?: number;
  readonly tdur?: number;
}

/** The longest tasks of a page's main thread, in milliseconds. */
export interface LongestTasks {
  /** By the clock: with what the thread waited for a core, which other programs stretch. */
  readonly wallMs: number;
  /** By the time that the thread had of a core. */
  readonly cpuMs: number;
}

const CATEGORIES = ['disabled-by-default-devtools.timeline', 'blink.user_timing', 'devtools'];
const TASK = 'RunTask';
/** What the test itself does in the page. */
const DRIVEN = 'api_call';
/** Tells which of the browser's threads is meant. */
const MARK = 'watched';
/** The page is told of chosen files here; the browser made them in the same task. */
const TOLD = 'told of files';
const KEPT_FROM_US = 1000;
/** What sorting 20,000 records and keeping them by name takes a core of the machine that the limits are for. */
const SORT_MS = 7.3;

/**
 * The tasks of a page's main thread, from the browser's own trace: not what the test's own calls take, and not what the
 * browser takes to make the files of a chosen folder before it tells the page of them.
 */
export class MainThread {
  readonly #page: Page;
  readonly #devtools: CDPSession;
  #events: TraceEvent[] = [];

  private constructor(page: Page, devtools: CDPSession) {
    this.#page = page;
    this.#devtools = devtools;
    devtools.on('Tracing.dataCollected', ({ value }) => {
      for (const event of value as unknown as TraceEvent[])
        if (isOfUse(event)) this.#events.push(event);
    });
  }

  static async of(page: Page): Promise<MainThread> {
    const browser = page.context().browser();
    if (!browser) throw new Error('only a launched browser can be traced');
    await page.addInitScript(
      ([mark, told]) => {
        performance.mark(mark);
        addEventListener('change', () => performance.mark(told), true);
      },
      [MARK, TOLD] as const,
    );
    return new MainThread(page, await browser.newBrowserCDPSession());
  }

  /** How many times as long as ours a core of this machine takes now; 1 for one that is as fast or faster. */
  slowness(): Promise<number> {
    return this.#page.evaluate((ours) => {
      const takes = () => {
        const startedAt = performance.now();
        const all = Array.from(
          { length: 20_000 },
          (_, i) => [(i * 7919) % 20_011, `${i}`] as const,
        );
        new Map(all.sort(([a], [b]) => a - b).map((one) => [one[1], one]));
        return performance.now() - startedAt;
      };
      return Math.max(1, Math.min(...Array.from({ length: 15 }, takes)) / ours);
    }, SORT_MS);
  }

  /** The longest tasks while `run` does something to the page. */
  async during(run: () => Promise<void>): Promise<LongestTasks> {
    this.#events = [];
    await this.#devtools.send('Tracing.start', {
      transferMode: 'ReportEvents',
      traceConfig: { recordMode: 'recordAsMuchAsPossible', includedCategories: CATEGORIES },
    });
    await run();
    await this.#page.evaluate((mark) => void performance.mark(mark), MARK);
    const complete = new Promise((resolve) => {
      this.#devtools.once('Tracing.tracingComplete', resolve);
    });
    await this.#devtools.send('Tracing.end');
    await complete;
    return longestOf(this.#events);
  }
}

function isOfUse({ name, dur = 0 }: TraceEvent): boolean {
  if (name === MARK || name === TOLD) return true;
  return (name === TASK || name === DRIVEN) && dur > KEPT_FROM_US;
}

function longestOf(events: readonly TraceEvent[]): LongestTasks {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const watched = new Set(events.filter(({ name }) => name === MARK).map(threadOf));
  const own = events.filter((event) => watched.has(threadOf(event)));
  const costs = own
    .filter(({ name }) => name === TASK)
    .map((task) =>
      costOf(
        task,
        own.filter((event) => event !== task && isWithin(event, task)),
      ),
    );
  return {
    wallMs: Math.max(0, ...costs.map(({ wallMs }) => wallMs)),
    cpuMs: Math.max(0, ...costs.map(({ cpuMs }) => cpuMs)),
  };
}

function isWithin(event: TraceEvent, task: TraceEvent): boolean {
  return (
    event.ts >= task.ts &&
    event.ts <= task.ts + (task.dur ?? 0) &&
    event.pid === task.pid &&
    event.tid === task.tid
  );
}

function costOf(task: TraceEvent, inside: readonly TraceEvent[]): LongestTasks {
  const told = inside.find(({ name }) => name === TOLD);
  const driven = inside.filter(({ name }) => name === DRIVEN);
  const sum = (each: (event: TraceEvent) => number) => driven.reduce((all, e) => all + each(e), 0);
  const before = told
    ? { us: told.ts - task.ts, cpuUs: (told.tts ?? 0) - (task.tts ?? 0) }
    : undefined;
  const us = (task.dur ?? 0) - (before?.us ?? 0) - sum(({ dur = 0 }) => dur);
  const cpuUs = (task.tdur ?? 0) - (before?.cpuUs ?? 0) - sum(({ tdur = 0 }) => tdur);
  // The clock of a thread's own time is the coarser one: no thread has more of a core than the time that went by.
  return { wallMs: us / 1000, cpuMs: Math.min(us, cpuUs) / 1000 };
}
