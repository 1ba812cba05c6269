import { useEffect, useState } from 'react';
import type { LoopHooks } from '../../core/loop-hooks.ts';
import { slicedHooksLater } from '../../state/sliced-hooks.ts';

/**
 * What `make` gives, made between the page's other tasks, and again whenever it is another function; undefined until the
 * first is made, and then the last one until the next is.
 */
export function useSliced<Made>(make: (hooks: LoopHooks) => Promise<Made>): Made | undefined {
  const [made, setMade] = useState<{ readonly whole: Made }>();
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const begin = async () => {
      const whole = await make(await slicedHooksLater(signal));
      if (!signal.aborted) setMade({ whole });
    };
    begin().catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    return () => controller.abort();
  }, [make]);
  return made?.whole;
}
