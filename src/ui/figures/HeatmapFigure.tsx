import { useEffect, useMemo, useRef, useState } from 'react';
import type { PictureId } from '../../core/dataset/picture.ts';
import { cellBeside } from '../../figures/cell-beside.ts';
import { drawHeatmap, exportHeatmap, paintHeatmap } from '../../figures/heatmap.ts';
import {
  type CellPlace,
  cellAt,
  cellMiddle,
  cellOf,
  type HeatmapData,
  type HeatmapLayout,
  layoutHeatmap,
} from '../../figures/heatmap-layout.ts';
import { useApp } from '../app-context.ts';
import { Panel } from '../shared/Panel.tsx';
import { cardPlace } from './card-place.ts';
import styles from './Figure.module.css';
import { FigureDownloads } from './FigureDownloads.tsx';
import { FigureReader } from './FigureReader.tsx';
import { ReadingPicture } from './ReadingPicture.tsx';
import { useFigureTheme } from './use-figure-theme.ts';
import { usePictureFace } from './use-picture-face.ts';
import { useSize } from './use-size.ts';

const PAIR_SIZE = { width: 232, height: 152 };

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
  const [read, setRead] = useState<CellPlace>();
  const cell = layout && read && cellOf(layout, read);
  const pair = cell ? [pictures[cell.row], pictures[cell.column]] : [];
  const faces = [usePictureFace(pair[0]), usePictureFace(pair[1])];
  const distance = cell && reading(cell.distance);
  const select = useApp((s) => s.select);
  useEffect(() => {
    if (!canvas.current || !svg.current || !layout) return;
    paintHeatmap(canvas.current, layout);
    drawHeatmap(svg.current, layout, theme);
  }, [layout, theme]);
  const toSvg = () =>
    svg.current && canvas.current && layout
      ? exportHeatmap(svg.current, layout, canvas.current.toDataURL('image/png'))
      : undefined;
  return (
    <Panel
      title={title}
      tools={<FigureDownloads name={name} svg={toSvg} {...(csv ? { csv } : {})} />}
    >
      <div ref={frame} className={styles.square}>
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
        {layout && cell && <Crosshair layout={layout} cell={cell} />}
        <FigureReader
          title={title}
          most={data.side ** 2}
          reading={
            cell && {
              at: cell.row * data.side + cell.column + 1,
              text: `${faces.map((face) => face && `${face.label}, ${face.name}`).join(' and ')}: ${distance}`,
            }
          }
          onPoint={(at) => setRead(at && layout && cellAt(layout, ...at))}
          onStep={(step) => setRead(layout && cellBeside(layout, read, step))}
          onPick={cell && (() => select(pair.filter((id) => id !== undefined)))}
        />
        {layout && cell && distance !== undefined && (
          <Pair pair={pair} place={cardPlace(cellMiddle(layout, cell), layout.size, PAIR_SIZE)}>
            {distance}
          </Pair>
        )}
      </div>
    </Panel>
  );
}

/** The row and the column of a cell, and the cell where they cross. */
function Crosshair({ layout, cell }: { readonly layout: HeatmapLayout; readonly cell: CellPlace }) {
  const { plot } = layout;
  const [x, y] = cellMiddle(layout, cell);
  return (
    <svg className={styles.crosshair} aria-hidden>
      <path d={`M${plot.left} ${y}H${plot.right}M${x} ${plot.top}V${plot.bottom}`} />
      <circle cx={x} cy={y} r={5} />
    </svg>
  );
}

interface PairProps {
  readonly pair: readonly (PictureId | undefined)[];
  readonly place: ReturnType<typeof cardPlace>;
  /** How far apart they are. */
  readonly children: string;
}

/** The two pictures of a cell, and how far apart they are. */
function Pair({ pair, place, children }: PairProps) {
  return (
    <div className={styles.pair} style={place}>
      <div className={styles.pictures}>
        <ReadingPicture picture={pair[0]} />
        <ReadingPicture picture={pair[1]} />
      </div>
      <p className={styles.distance}>{children}</p>
    </div>
  );
}
