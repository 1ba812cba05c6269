/** How a long loop in `core` stays interruptible; the layer that runs it supplies the hook. */
export interface LoopHooks {
  /**
   * Called every few milliseconds of work with the share done, in `[0, 1]`.
   * May report, yield to the event loop, and throw to abandon the computation.
   */
  readonly checkpoint?: (fraction: number) => Promise<void>;
}

/** The same hooks for a part of the work, whose own `[0, 1]` is `[from, to]` of the whole. */
export function partOf<Hooks extends LoopHooks>(hooks: Hooks, from: number, to: number): Hooks {
  const { checkpoint } = hooks;
  if (!checkpoint) return hooks;
  return { ...hooks, checkpoint: (fraction) => checkpoint(from + (to - from) * fraction) };
}
