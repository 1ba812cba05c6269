import { Slider } from '@base-ui/react/slider';
import { useEffect, useRef } from 'react';
import { drawScaleHistogram, layoutScaleHistogram } from '../../figures/scale-histogram.ts';
import { subsetPictures } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import figure from '../figures/Figure.module.css';
import { useFigureTheme } from '../figures/use-figure-theme.ts';
import { useSize } from '../figures/use-size.ts';
import { Choice } from '../shared/Choice.tsx';
import slider from '../shared/NumberSlider.module.css';
import { Panel } from '../shared/Panel.tsx';
import { countOf, formatLength } from '../shared/words.ts';
import { binnedScales } from './binned-scales.ts';
import styles from './ScaleWorkspace.module.css';
import { MEASURES } from './scale-pictures.ts';

const WAYS = [{ value: 'all', label: 'All pictures' }, ...MEASURES] as const;

/** Which pictures features are taken from: all, or those in a range of scales, as the paper's 1 µm–2 µm. */
export function ScaleRangePanel() {
  const subset = useApp((s) => s.recipe.subset);
  const setRecipe = useApp((s) => s.setRecipe);
  const count = useApp((s) => subsetPictures(s).length);
  const { by } = subset;
  const measure = by === 'all' ? 'printed-scale' : by;
  const title = MEASURES.find(({ value }) => value === measure)?.label ?? '';
  const { bins } = useApp((s) => binnedScales(s, measure));
  const edges = [...new Set(bins.flatMap(({ fromNm, toNm }) => [fromNm, toNm]))];
  return (
    <Panel title="Working subset">
      <div className={styles.range}>
        <div className={styles.rangeHead}>
          <Choice
            label="Features are taken from"
            value={by}
            options={WAYS}
            onChange={(way) => setRecipe('subset', { by: way })}
          />
          <p className={styles.summary}>
            {by === 'all'
              ? `All ${countOf(count, 'picture')}.`
              : `${countOf(count, 'picture')} of ${formatLength(subset.fromNm)} to ${formatLength(subset.toNm)}.`}
          </p>
        </div>
        <Histogram bins={bins} measure={title} range={by === 'all' ? undefined : subset} />
        {by !== 'all' && edges.length > 1 && (
          <RangeSlider
            edges={edges}
            range={subset}
            onChange={(range) => setRecipe('subset', range)}
          />
        )}
      </div>
    </Panel>
  );
}

type HistogramData = Parameters<typeof layoutScaleHistogram>[0];

function Histogram({ bins, measure, range }: HistogramData) {
  const frame = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const size = useSize(frame);
  const theme = useFigureTheme();
  useEffect(() => {
    if (!svg.current || !size) return;
    drawScaleHistogram(svg.current, layoutScaleHistogram({ bins, measure, range }, size), theme);
  }, [bins, measure, range, size, theme]);
  return (
    <div ref={frame} className={figure.frame}>
      <svg ref={svg} className={figure.svg} />
    </div>
  );
}

interface Range {
  readonly fromNm: number;
  readonly toNm: number;
}

interface RangeSliderProps {
  /** Ascending: 1, 2, 5, 10 … */
  readonly edges: readonly number[];
  readonly range: Range;
  onChange(range: Range): void;
}

/** Two thumbs on the edges of the bins. */
function RangeSlider({ edges, range, onChange }: RangeSliderProps) {
  const nearest = (nm: number) =>
    edges.reduce(
      (best, edge, i) =>
        Math.abs(Math.log(edge / nm)) < Math.abs(Math.log((edges[best] ?? 1) / nm)) ? i : best,
      0,
    );
  const change = ([from = 0, to = 0]: readonly number[]) =>
    onChange({ fromNm: edges[from] ?? range.fromNm, toNm: edges[to] ?? range.toNm });
  const text = (i: number) => formatLength(edges[i] ?? 0);
  return (
    <Slider.Root
      className={styles.brush}
      value={[nearest(range.fromNm), nearest(range.toNm)]}
      min={0}
      max={edges.length - 1}
      onValueChange={(value) => change(value as readonly number[])}
    >
      <Slider.Control className={slider.control}>
        <Slider.Track className={slider.track}>
          <Slider.Indicator className={slider.indicator} />
          {['Smallest scale', 'Largest scale'].map((label, index) => (
            <Slider.Thumb
              key={label}
              index={index}
              className={slider.thumb}
              aria-label={label}
              getAriaValueText={(_, i) => text(i)}
            />
          ))}
        </Slider.Track>
      </Slider.Control>
    </Slider.Root>
  );
}
