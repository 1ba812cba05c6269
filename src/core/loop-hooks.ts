/** How a long loop in `core` stays interruptible; the layer that runs it supplies the hook. */
export interface LoopHooks {
  /**
   * Called every few milliseconds of work with the share done, in `[0, 1]`.
   * May report, yield to the event loop, and throw to abandon the computation.
   */
  readonly checkpoint?: (fraction: number) => Promise<void>;
}
