import { useDeferredValue, useEffect, useState } from 'react';
import type { Subset, SubsetCriterion } from '../../core/export/subset.ts';
import { slicedHooks } from '../../state/sliced-hooks.ts';
import { subsetInSlices } from '../../state/subset.ts';
import { useApp, useAppContext } from '../app-context.ts';

/** What the file would hold by now; undefined until it is counted. */
export function useSubset(criterion: SubsetCriterion): Subset | undefined {
  const { store } = useAppContext();
  const wanted = useDeferredValue(JSON.stringify(criterion));
  const records = useApp((s) => s.records);
  const decided = useApp((s) => s.decided);
  const selection = useApp((s) => s.selection);
  const predictions = useApp((s) => s.predictions);
  const trees = useApp((s) => s.trees);
  const cut = useApp((s) => s.recipe.cut);
  const [subset, setSubset] = useState<Subset>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what the subset is made of
  useEffect(() => {
    const controller = new AbortController();
    const hooks = slicedHooks(controller.signal);
    subsetInSlices(store.getState(), JSON.parse(wanted) as SubsetCriterion, hooks).then(
      setSubset,
      (error: unknown) => {
        if (!controller.signal.aborted) throw error;
      },
    );
    return () => controller.abort();
  }, [wanted, records, decided, selection, predictions, trees, cut, store]);
  return subset;
}
