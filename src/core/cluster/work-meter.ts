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
  private reached = 0;

  constructor(hooks: LoopHooks) {
    this.hooks = hooks;
  }

  get isDue(): boolean {
    return this.spent >= BUDGET;
  }

  /** Without a `fraction` what was reached before counts; it never falls. */
  async pause(fraction = 0): Promise<void> {
    this.spent = 0;
    this.reached = Math.min(1, Math.max(this.reached, fraction));
    await this.hooks.checkpoint?.(this.reached);
  }
}
