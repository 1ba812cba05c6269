import type { LoopHooks } from '../loop-hooks.ts';

/** About three milliseconds of coordinate differences on a slow machine. */
const BUDGET = 1_500_000;

/**
 * Decides when a loop of uneven steps has done enough work to offer a checkpoint.
 * Loops add to `spent` (in coordinate differences) and call `pause` once `isDue`.
 */
export class WorkMeter {
  spent = 0;
  private readonly hooks: LoopHooks;

  constructor(hooks: LoopHooks) {
    this.hooks = hooks;
  }

  get isDue(): boolean {
    return this.spent >= BUDGET;
  }

  async pause(fraction: number): Promise<void> {
    this.spent = 0;
    await this.hooks.checkpoint?.(Math.min(1, fraction));
  }
}
