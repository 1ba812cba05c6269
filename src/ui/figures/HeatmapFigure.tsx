import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { PictureId } from '../../core/dataset/picture.ts';
import { drawHeatmap, exportHeatmap, paintHeatmap } from '../../figures/heatmap.ts';
import {
  cellAt,
  type HeatmapCell,
  type HeatmapData,
  layoutHeatmap,
} from '../../figures/heatmap-layout.ts';
import type { FigureSize } from '../../figures/plot-area.ts';
import { labelOf, pictureById } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { Panel } from '../shared/Panel.tsx';
import { Thumbnail } from '../shared/Thumbnail.tsx';
import { displayLabel, fileNameOf } from '../shared/words.ts';
import styles from './Figure.module.css';
import { FigureDownloads } from './FigureDownloads.tsx';
import { useFigureTheme } from './use-figure-theme.ts';
import { useSize } from './use-size.ts';

interface HeatmapFigureProps {
  readonly title: string;
  /** Of the downloaded files, without the ending. */
  readonly name: string;
  readonly data: HeatmapData;
  /** In the order of the rows. */
  readonly pictures: readonly PictureId[];
  /** What is said of a cell; the number and its unit where nothing is given. */
  reading?(distance: number): string;
  csv?(): string;
}

export function HeatmapFigure(props: HeatmapFigureProps) {
  const { title, name, data, pictures, csv } = props;
  const reading =
    props.reading ?? ((distance) => `${Number(distance.toPrecision(4))} ${data.unit}`);
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const size = useSize(frame);
  const theme = useFigureTheme();
  const layout = useMemo(() => (size ? layoutHeatmap(data, size) : undefined), [data, size]);
  const [pointer, setPointer] = useState<{ x: number; y: number }>();
  const cell = layout && pointer && cellAt(layout, pointer.x, pointer.y);
  const select = useApp((s) => s.select);
  useEffect(() => {
    if (!canvas.current || !svg.current || !layout) return;
    paintHeatmap(canvas.current, layout);
    drawHeatmap(svg.current, layout, theme);
  }, [layout, theme]);
  const move = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    setPointer({ x: event.clientX - box.left, y: event.clientY - box.top });
  };
  const pick = () => {
    const pair = cell && [pictures[cell.row], pictures[cell.column]];
    if (pair) select(pair.filter((id) => id !== undefined));
  };
  const toSvg = () =>
    svg.current && canvas.current && layout
      ? exportHeatmap(svg.current, layout, canvas.current.toDataURL('image/png'))
      : undefined;
  return (
    <Panel
      title={title}
      tools={<FigureDownloads name={name} svg={toSvg} {...(csv ? { csv } : {})} />}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the reading repeats what the CSV holds */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: selecting pictures has its keyboard way in the gallery */}
      <div
        ref={frame}
        className={styles.frame}
        onPointerMove={move}
        onPointerLeave={() => setPointer(undefined)}
        onClick={pick}
      >
        <canvas
          ref={canvas}
          className={styles.cells}
          style={
            layout && {
              left: layout.plot.left,
              top: layout.plot.top,
              width: layout.plot.right - layout.plot.left,
              height: layout.plot.bottom - layout.plot.top,
              imageRendering: layout.rendering,
            }
          }
        />
        <svg ref={svg} className={styles.svg} />
        {cell && size && pointer && (
          <Pair cell={cell} pictures={pictures} pointer={pointer} size={size} reading={reading} />
        )}
      </div>
    </Panel>
  );
}

interface PairProps {
  readonly cell: HeatmapCell;
  readonly pictures: readonly PictureId[];
  readonly pointer: { readonly x: number; readonly y: number };
  readonly size: FigureSize;
  reading(distance: number): string;
}

/** The two pictures of a cell, and how far apart they are. */
function Pair({ cell, pictures, pointer, size, reading }: PairProps) {
  const horizontal =
    pointer.x > size.width / 2 ? { right: size.width - pointer.x + 14 } : { left: pointer.x + 14 };
  const vertical =
    pointer.y > size.height / 2 ? { bottom: size.height - pointer.y } : { top: pointer.y };
  return (
    <div className={styles.pair} style={{ ...horizontal, ...vertical }} role="status">
      <div className={styles.pictures}>
        <PairPicture picture={pictures[cell.row]} />
        <PairPicture picture={pictures[cell.column]} />
      </div>
      <p className={styles.distance}>{reading(cell.distance)}</p>
    </div>
  );
}

function PairPicture({ picture }: { readonly picture: PictureId | undefined }) {
  const record = useApp((s) => (picture ? pictureById(s).get(picture) : undefined));
  const labels = useApp((s) => s.decided.labels);
  if (!record) return null;
  const name = fileNameOf(record.path);
  const label = labelOf(record, labels)?.name;
  return (
    <figure>
      <div className={styles.picture}>
        <Thumbnail picture={record.id} alt={name} />
      </div>
      <figcaption>
        <span className={styles.label}>
          {label === undefined ? 'no label' : displayLabel(label)}
        </span>
        <span className={styles.name}>{name}</span>
      </figcaption>
    </figure>
  );
}
