import { Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { PictureId } from '../../core/dataset/picture.ts';
import { currentMap } from '../../state/map.ts';
import { useApp, useAppContext } from '../app-context.ts';
import { areOfOtherPictures } from '../features/stale-features.ts';
import { Button } from '../shared/Button.tsx';
import { EmptyState } from '../shared/EmptyState.tsx';
import { Panel } from '../shared/Panel.tsx';
import { WholeWayButton } from '../shared/WholeWayButton.tsx';
import { MapDownloads } from './MapDownloads.tsx';
import { MapFigure } from './MapFigure.tsx';
import { MapLegend } from './MapLegend.tsx';
import { MapChoices } from './MapTools.tsx';
import styles from './MapWorkspace.module.css';
import { mapNote, mapTitle } from './map-words.ts';
import { type MapColouring, useColouring } from './use-colouring.ts';

export function MapWorkspace() {
  const hasCodes = useApp((s) => s.codes !== undefined);
  if (hasCodes) return <LaidOut />;
  return (
    <EmptyState title="Where do the pictures lie?" actions={<WholeWayButton />}>
      <p>
        The map shows every picture as a point, alike ones near each other, coloured by label, scale
        or cluster. It is made from the codes: first take features and train the autoencoder, or run
        the whole way from here.
      </p>
    </EmptyState>
  );
}

function LaidOut() {
  const kind = useApp((s) => s.mapView.kind);
  const layOutMap = useApp((s) => s.layOutMap);
  const isRunning = useApp((s) => s.jobs.some((job) => job.kind === kind));
  const positions = usePositions();
  const colouring = useColouring();
  useLayOutOnOpening();
  if (positions && colouring?.entryOf.length === positions.length / 2) {
    return <LookedAt positions={positions} colouring={colouring} />;
  }
  if (positions || isRunning) {
    return (
      <EmptyState title="The map is being laid out">
        <p>Pictures appear as soon as the first of their neighbours are found.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Where do the pictures lie?"
      actions={
        <Button kind="primary" icon={<Play aria-hidden />} onClick={() => void layOutMap(kind)}>
          Lay out the map
        </Button>
      }
    >
      <p>Every picture becomes a point, alike ones near each other.</p>
    </EmptyState>
  );
}

/** Of the settled map, or of the one that is settling. */
function usePositions(): Float32Array<ArrayBuffer> | undefined {
  const kind = useApp((s) => s.mapView.kind);
  const settled = useApp((s) => currentMap(s, kind)?.positions);
  const settling = useApp((s) => s.settling?.positions);
  return settled ?? (kind === 'umap' ? settling : undefined);
}

/** What isn't there is laid out when the page is opened; after a cancel it waits for the button. */
function useLayOutOnOpening(): void {
  const { store } = useAppContext();
  const kind = useApp((s) => s.mapView.kind);
  const codes = useApp((s) => s.codes?.key);
  const seed = useApp((s) => s.recipe.seed);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other codes or another seed make another map
  useEffect(() => {
    const state = store.getState();
    const isUnderWay = state.jobs.some((job) => job.kind === kind);
    if (state.codes && !currentMap(state, kind) && !isUnderWay) void state.layOutMap(kind);
  }, [store, kind, codes, seed]);
}

interface LookedAtProps {
  readonly positions: Float32Array<ArrayBuffer>;
  readonly colouring: MapColouring;
}

const NONE: ReadonlySet<number> = new Set();
const NO_PICTURES: readonly PictureId[] = [];

function LookedAt({ positions, colouring }: LookedAtProps) {
  const { store } = useAppContext();
  const pictures = useApp((s) => s.features?.pictures) ?? NO_PICTURES;
  const isStale = useApp(areOfOtherPictures);
  const note = useApp(mapNote);
  const title = useApp(mapTitle);
  const [looked, setLooked] = useState({ by: colouring.by, entries: NONE });
  const highlighted = looked.by === colouring.by ? looked.entries : NONE;
  const selectHighlighted = () => {
    const chosen = pictures.filter((_, row) => highlighted.has(colouring.entryOf[row] ?? -1));
    store.getState().select(chosen);
  };
  return (
    <div className={styles.map}>
      <MapChoices />
      <Panel
        title={title}
        className={styles.panel}
        tools={<MapDownloads positions={positions} colouring={colouring} pictures={pictures} />}
      >
        <div className={styles.body}>
          <MapFigure
            positions={positions}
            pictures={pictures}
            colouring={colouring}
            highlighted={highlighted}
          />
          <MapLegend
            colouring={colouring}
            highlighted={highlighted}
            onHighlight={(entries) => setLooked({ by: colouring.by, entries })}
            onSelect={selectHighlighted}
          />
        </div>
        <p className={styles.note}>
          {note}
          {isStale && ' Pictures were added or removed since: take features again to see all.'}
        </p>
      </Panel>
    </div>
  );
}
