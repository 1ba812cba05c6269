import { useEffect, useState } from 'react';
import type { ScatterColouring } from '../../figures/scatter-colouring.ts';
import type { MapColour } from '../../state/map.ts';
import { slicedHooks } from '../../state/sliced-hooks.ts';
import { useApp, useAppContext } from '../app-context.ts';
import { colourPictures } from './map-colouring.ts';

export interface MapColouring extends ScatterColouring {
  readonly by: MapColour;
}

/** How the pictures of the features are coloured, made in slices; the former colouring until it is there. */
export function useColouring(): MapColouring | undefined {
  const { store } = useAppContext();
  const by = useApp((s) => s.mapView.colour);
  const features = useApp((s) => s.features);
  const records = useApp((s) => s.records);
  const decided = useApp((s) => s.decided);
  const predictions = useApp((s) => s.predictions);
  const tree = useApp((s) => (by === 'cluster' ? s.trees[s.recipe.cut.method] : undefined));
  const k = useApp((s) => (by === 'cluster' ? s.recipe.cut.k : undefined));
  const [colouring, setColouring] = useState<MapColouring>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are what the colouring reads of the store
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    colourPictures(store.getState(), by, slicedHooks(signal)).then(
      (made) => signal.aborted || setColouring({ ...made, by }),
      () => 'another colouring is on its way',
    );
    return () => controller.abort();
  }, [store, by, features, records, decided, predictions, tree, k]);
  return colouring;
}
