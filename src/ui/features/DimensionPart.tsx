import { Play } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import { type DimensionSeries, sampleSizes } from '../../core/dimension/two-nn.ts';
import { dimensionCsv } from '../../core/export/dimension-csv.ts';
import { layoutDimensionCurves } from '../../figures/dimension-curves.ts';
import type { FigureSize } from '../../figures/plot-area.ts';
import { useApp } from '../app-context.ts';
import { LineFigure } from '../figures/LineFigure.tsx';
import { Button } from '../shared/Button.tsx';
import { countOf } from '../shared/words.ts';
import styles from './FeaturesWorkspace.module.css';
import { PerCategory } from './PerCategory.tsx';

export function DimensionPart() {
  const dimension = useApp((s) => s.dimension);
  const hasFeatures = useApp((s) => s.features !== undefined);
  const hasCodes = useApp((s) => s.codes !== undefined);
  const estimate = useApp((s) => s.estimateDimension);
  const { before, after } = dimension;
  const expectedSamples = useExpectedSamples();
  const layout = useCallback(
    (size: FigureSize) => layoutDimensionCurves({ before, after, expectedSamples }, size),
    [before, after, expectedSamples],
  );
  const run = async () => {
    await estimate('before');
    if (hasCodes) await estimate('after');
  };
  return (
    <LineFigure
      className={styles.dimension}
      title="Intrinsic dimension"
      name="intrinsic-dimension"
      xName="Pictures"
      layout={layout}
      csv={() =>
        dimensionCsv([
          ...(before ? [{ stage: 'features', series: before }] : []),
          ...(after ? [{ stage: 'codes', series: after }] : []),
        ])
      }
      tools={
        <>
          <Button
            kind="quiet"
            icon={<Play aria-hidden />}
            disabled={!hasFeatures}
            onClick={() => void run()}
          >
            Estimate
          </Button>
          <PerCategory />
        </>
      }
    >
      <Searches before={before} after={after} />
    </LineFigure>
  );
}

/** Smallest and largest sample while they are estimated. */
function useExpectedSamples(): readonly [number, number] | undefined {
  const isRunning = useApp((s) => s.jobs.some(({ kind }) => kind === 'dimension'));
  const pictures = useApp((s) => s.features?.pictures.length ?? 0);
  const halvings = useApp((s) => s.recipe.dimension.halvings);
  return useMemo(() => {
    const [smallest = pictures] = sampleSizes(pictures, halvings);
    return isRunning && pictures > 0 ? [smallest, pictures] : undefined;
  }, [isRunning, pictures, halvings]);
}

interface SearchesProps {
  readonly before: DimensionSeries | undefined;
  readonly after: DimensionSeries | undefined;
}

/** How the neighbours were found and what was left out, which is known once all are. */
function Searches({ before, after }: SearchesProps) {
  const isSame = before?.search !== undefined && before.search === after?.search;
  return (
    <>
      {isSame && <p className={styles.note}>Neighbours: {before.search}.</p>}
      {!isSame && before?.search && (
        <p className={styles.note}>Neighbours of the features: {before.search}.</p>
      )}
      {!isSame && after?.search && (
        <p className={styles.note}>Neighbours of the codes: {after.search}.</p>
      )}
      <LeftOut of="features" series={before} />
      <LeftOut of="codes" series={after} />
    </>
  );
}

function LeftOut({
  of,
  series,
}: {
  readonly of: string;
  readonly series: DimensionSeries | undefined;
}) {
  const count = series?.search ? series.duplicates : 0;
  if (count === 0) return null;
  return (
    <p className={styles.note}>
      {countOf(count, 'picture')} whose {of} equal another’s {count === 1 ? 'is' : 'are'} left out.
    </p>
  );
}
