import { Play } from 'lucide-react';
import { useMemo } from 'react';
import { distancesCsv } from '../../core/export/distances-csv.ts';
import { distanceFigures } from '../../figures/distance-figures.ts';
import type { DistanceSample } from '../../state/distances.ts';
import { labelOf, pictureById } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { areOfOtherPictures } from '../features/stale-features.ts';
import { HeatmapFigure } from '../figures/HeatmapFigure.tsx';
import { Button } from '../shared/Button.tsx';
import { EmptyState } from '../shared/EmptyState.tsx';
import { WorkspacePage } from '../shared/WorkspacePage.tsx';
import { countOf, displayLabel } from '../shared/words.ts';
import styles from './DistancesWorkspace.module.css';

export function DistancesWorkspace() {
  const distances = useApp((s) => s.distances);
  const hasFeatures = useApp((s) => s.features !== undefined);
  const compare = useApp((s) => s.compareDistances);
  const showStage = useApp((s) => s.showStage);
  if (!hasFeatures) {
    return (
      <EmptyState
        title="How far apart are the pictures?"
        actions={
          <Button kind="primary" onClick={() => showStage('features')}>
            Go to Features
          </Button>
        }
      >
        <p>
          Distances are taken between features. Take features first; then up to 400 pictures are
          compared here, sorted by category, before and after the autoencoder.
        </p>
      </EmptyState>
    );
  }
  if (!distances) {
    return (
      <EmptyState
        title="How far apart are the pictures?"
        actions={
          <Button kind="primary" icon={<Play aria-hidden />} onClick={() => void compare()}>
            Compare distances
          </Button>
        }
      >
        <p>Compares up to 400 pictures, evenly from the categories.</p>
      </EmptyState>
    );
  }
  return <Heatmaps distances={distances} onAgain={() => void compare()} />;
}

interface HeatmapsProps {
  readonly distances: DistanceSample;
  onAgain(): void;
}

function Heatmaps({ distances, onAgain }: HeatmapsProps) {
  const { pictures, before, after } = distances;
  const { discrete, ...data } = useHeatmaps(distances);
  const tableOf = useTable(distances);
  const isStale = useApp(areOfOtherPictures);
  const isRelabelled = useIsRelabelled(distances);
  const labelled = distances.classes.some((c) => c >= 0);
  return (
    <WorkspacePage
      summary={
        <>
          {countOf(pictures.length, 'picture')} compared.{' '}
          {labelled
            ? correlationSentence(distances)
            : 'Without labels there is nothing to correlate the distances with.'}
          {isRelabelled && ' Labels were changed since: compare again.'}
          {isStale && ' Pictures were added or removed since: take features again to compare all.'}
        </>
      }
      actions={
        <Button icon={<Play aria-hidden />} onClick={onAgain}>
          Compare again
        </Button>
      }
    >
      <div className={styles.room}>
        <div className={styles.maps}>
          <HeatmapFigure
            title="Before the autoencoder"
            name="distances-before"
            data={data.before}
            pictures={pictures}
            csv={() => tableOf(before.distances)}
          />
          {data.after && after && (
            <HeatmapFigure
              title="After the autoencoder"
              name="distances-after"
              data={data.after}
              pictures={pictures}
              csv={() => tableOf(after.distances)}
            />
          )}
          {discrete && (
            <HeatmapFigure
              title="By category"
              name="distances-discrete"
              data={discrete}
              pictures={pictures}
              reading={(distance) => (distance === 0 ? 'Same category' : 'Different categories')}
            />
          )}
        </div>
      </div>
    </WorkspacePage>
  );
}

type Mantel = DistanceSample['before']['mantel'];

/** Whether any of the pictures has another label than it was compared with. */
function useIsRelabelled({ pictures, classes, classNames }: DistanceSample): boolean {
  const byId = useApp(pictureById);
  const labels = useApp((s) => s.decided.labels);
  return useMemo(
    () =>
      pictures.some((id, i) => {
        const record = byId.get(id);
        return record && labelOf(record, labels)?.name !== classNames[classes[i] ?? -1];
      }),
    [pictures, classes, classNames, byId, labels],
  );
}

function correlationSentence({ classes, ...compared }: DistanceSample): string {
  const [before, after] = [compared.before.mantel, compared.after?.mantel];
  if (!before) {
    return new Set(classes).size < 2
      ? 'With one category only there is nothing to correlate the distances with.'
      : 'All distances are equal, so that there is nothing to correlate with the categories.';
  }
  const p = (mantel: Mantel) => (mantel ? ` (p = ${mantel.p.toPrecision(1)})` : '');
  const first = `Their distances correlate with the categories by ${before.r.toFixed(3)}${p(before)} before`;
  return after
    ? `${first} and ${after.r.toFixed(3)}${p(after)} after the autoencoder.`
    : `${first} the autoencoder.`;
}

/** Of a distance matrix of the sample, as CSV. */
function useTable({ pictures, classes, classNames }: DistanceSample) {
  const byId = useApp(pictureById);
  return (distances: Float32Array<ArrayBuffer>) => {
    const paths = pictures.map((id) => byId.get(id)?.path ?? id);
    const labels = Array.from(classes, (c) => classNames[c]);
    return distancesCsv({ paths, labels, distances });
  };
}

function useHeatmaps({ before, after, classes, classNames }: DistanceSample) {
  return useMemo(
    () => distanceFigures({ classes, names: classNames.map(displayLabel), before, after }),
    [before, after, classes, classNames],
  );
}
