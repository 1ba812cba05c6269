import type { LoopHooks } from '../core/loop-hooks.ts';
import { checkpointFor, createJob, type Progress, yieldToEventLoop } from '../protocol/job.ts';

const SLICE_MS = 8;

/** For a loop on the page's own thread: it lets go of it every 8 ms, and ends when it is cancelled. */
export function slicedHooks(
  signal: AbortSignal,
  onProgress?: (progress: Progress) => void,
): LoopHooks {
  return { checkpoint: checkpointFor(createJob(signal, onProgress), '', SLICE_MS) };
}

/** As `slicedHooks`, once the task that asks for them is over: for work that begins while the page is drawn. */
export async function slicedHooksLater(signal: AbortSignal): Promise<LoopHooks> {
  await yieldToEventLoop();
  signal.throwIfAborted();
  return slicedHooks(signal);
}
