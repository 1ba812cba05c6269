import { useEffect, useMemo, useRef, useState } from 'react';
import { exportSvg } from '../../figures/export-svg.ts';
import { drawLineChart } from '../../figures/line-chart.ts';
import type { LineChartLayout } from '../../figures/line-chart-layout.ts';
import { drawLineReading, type LineReading, readLineChart } from '../../figures/line-reading.ts';
import type { FigureSize } from '../../figures/plot-area.ts';
import { Panel } from '../shared/Panel.tsx';
import styles from './Figure.module.css';
import { FigureDownloads } from './FigureDownloads.tsx';
import { FigureReader } from './FigureReader.tsx';
import { useFigureTheme } from './use-figure-theme.ts';
import { useSize } from './use-size.ts';

interface LineFigureProps {
  readonly title: string;
  /** Of the downloaded files, without the ending. */
  readonly name: string;
  /** Remember it (`useCallback`): a new one is a new figure. */
  layout(size: FigureSize): LineChartLayout;
  csv?(): string;
  /** What the x axis counts: "k", "epoch". */
  readonly xName: string;
  /** A click on the plot, at the x that the reading shows. */
  onPick?(at: number): void;
  readonly tools?: React.ReactNode;
  readonly className?: string | undefined;
  /** Beneath the figure. */
  readonly children?: React.ReactNode;
}

const KEY_STEP_PIXELS = 8;

export function LineFigure(props: LineFigureProps) {
  const { title, name, layout: layoutFor, csv, xName, onPick, tools, className } = props;
  const frame = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const size = useSize(frame);
  const theme = useFigureTheme();
  const layout = useMemo(() => (size ? layoutFor(size) : undefined), [layoutFor, size]);
  const [pointerX, setPointerX] = useState<number>();
  const reading = layout && pointerX !== undefined ? readLineChart(layout, pointerX) : undefined;
  useEffect(() => {
    if (svg.current && layout) drawLineChart(svg.current, layout, theme);
  }, [layout, theme]);
  useEffect(() => {
    if (svg.current && layout) drawLineReading(svg.current, reading, theme);
  }, [layout, reading, theme]);
  const step = (by: number) => {
    if (!layout) return;
    const { left, right } = layout.plot;
    const next = (pointerX ?? left) + by * KEY_STEP_PIXELS;
    setPointerX(Math.min(right, Math.max(left, next)));
  };
  return (
    <Panel
      title={title}
      className={[styles.panel, className].filter(Boolean).join(' ')}
      tools={
        <>
          {tools}
          <FigureDownloads
            name={name}
            svg={() => (svg.current ? exportSvg(svg.current) : undefined)}
            {...(csv ? { csv } : {})}
          />
        </>
      }
    >
      <div ref={frame} className={styles.frame}>
        <svg ref={svg} className={styles.svg} />
        <FigureReader
          title={title}
          most={layout?.xAxis.domain[1] ?? 0}
          reading={reading && { at: reading.at, text: spoken(reading, xName) }}
          onPoint={(at) => setPointerX(at?.[0])}
          onStep={([right, down]) => step(right - down)}
          onPick={onPick && reading ? () => onPick(reading.at) : undefined}
        />
        {reading && size && <Reading reading={reading} size={size} xName={xName} />}
      </div>
      {props.children}
    </Panel>
  );
}

function spoken({ text, values }: LineReading, xName: string): string {
  return [`${xName} ${text}`, ...values.map((v) => `${v.label} ${v.text}`)].join(', ');
}

interface ReadingProps {
  readonly reading: LineReading;
  readonly size: FigureSize;
  readonly xName: string;
}

function Reading({ reading, size, xName }: ReadingProps) {
  const theme = useFigureTheme();
  const isLeft = reading.x > size.width / 2;
  const place = isLeft ? { right: size.width - reading.x + 12 } : { left: reading.x + 12 };
  return (
    <div className={styles.reading} style={{ ...place, top: reading.top }}>
      <strong>
        {xName} = {reading.text}
      </strong>
      <dl>
        {reading.values.map(({ id, label, tone, text }) => (
          <div key={id} className={styles.value}>
            <dt style={{ color: theme.tones[tone] }}>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
