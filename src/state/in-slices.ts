import { yieldToEventLoop } from '../protocol/job.ts';
import { replacedSince } from './grown-list.ts';

/** So many items are taken at once: most lists are short, and a batch of new pictures is. */
const AT_ONCE = 2048;
const CHUNK = 1024;
const SLICE_MS = 8;

interface Waiting {
  /** Takes a chunk more; whether that was the last. */
  step(): boolean;
}

const waiting = new Set<Waiting>();
const listeners = new Set<() => void>();
let isRunning = false;

/** Calls `tell` whenever a result of `inSlices` is whole that was not when it was asked for. */
export function whenSliced(tell: () => void): void {
  listeners.add(tell);
}

/** Says to those who listen that a result is whole that was made elsewhere than in slices. */
export function tellWhole(): void {
  for (const tell of listeners) tell();
}

/**
 * As `overGrowing`, for what a long list makes too dear for one turn of the page: it is made in slices of a few
 * milliseconds between the page's other tasks, and the last whole result stands meanwhile; the first time what there is
 * of it. It remembers one list and one `rest`: two that are asked for in turn would begin each other anew for ever.
 */
export function inSlices<Item, Rest extends readonly unknown[], Result>(
  take: (items: readonly Item[], former: Result | undefined, ...rest: Rest) => Result,
): (list: readonly Item[], ...rest: Rest) => Result {
  let list: readonly Item[] = [];
  let rest: Rest | undefined;
  let taken = 0;
  let made: { readonly result: Result } | undefined;
  let whole: { readonly result: Result } | undefined;
  const job: Waiting = {
    step: () => {
      const items = list.slice(taken, taken + CHUNK);
      made = { result: take(items, made?.result, ...(rest as Rest)) };
      taken += items.length;
      if (taken < list.length) return false;
      whole = made;
      return true;
    },
  };
  const turnTo = (newList: readonly Item[], newRest: Rest) => {
    const isSameRest = rest?.every((value, i) => value === newRest[i]);
    const isContinued = isSameRest && replacedSince(newList, list)?.length === 0;
    if (!isContinued) {
      taken = 0;
      made = undefined;
    }
    list = newList;
    rest = newRest;
  };
  return (newList, ...newRest) => {
    turnTo(newList, newRest);
    const isShort = list.length - taken <= AT_ONCE;
    if (made && taken === list.length) waiting.delete(job);
    else if (isShort) {
      while (!job.step());
      waiting.delete(job);
    } else wait(job);
    if (!whole && !made) job.step();
    return ((whole ?? made) as { readonly result: Result }).result;
  };
}

function wait(job: Waiting): void {
  waiting.add(job);
  if (isRunning) return;
  isRunning = true;
  void work();
}

async function work(): Promise<void> {
  while (waiting.size > 0) {
    await yieldToEventLoop();
    const until = performance.now() + SLICE_MS;
    let isAnyWhole = false;
    for (const job of waiting) {
      let isWhole = false;
      while (!isWhole && performance.now() < until) isWhole = job.step();
      if (isWhole) waiting.delete(job);
      isAnyWhole ||= isWhole;
    }
    if (isAnyWhole) tellWhole();
  }
  isRunning = false;
}
