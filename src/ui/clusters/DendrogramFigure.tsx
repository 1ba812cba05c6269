import { useEffect, useMemo, useRef, useState } from 'react';
import { clusterNameKey } from '../../core/dataset/apply-decisions.ts';
import { branchPath, drawDendrogram } from '../../figures/dendrogram.ts';
import { type DendrogramNode, layoutDendrogram, nodeAt } from '../../figures/dendrogram-layout.ts';
import { exportSvg } from '../../figures/export-svg.ts';
import { nodeBeside } from '../../figures/node-beside.ts';
import type { Point } from '../../figures/plot-area.ts';
import { treeFigure } from '../../figures/tree-figure.ts';
import { useApp } from '../app-context.ts';
import { cardPlace } from '../figures/card-place.ts';
import figure from '../figures/Figure.module.css';
import { FigureDownloads } from '../figures/FigureDownloads.tsx';
import { FigureReader } from '../figures/FigureReader.tsx';
import { useFigureTheme } from '../figures/use-figure-theme.ts';
import { useSize } from '../figures/use-size.ts';
import { Panel } from '../shared/Panel.tsx';
import { useClusters } from './cluster-faces.ts';
import { nodeWords } from './node-words.ts';

const TITLE = 'The top of the tree';
const CARD_SIZE = { width: 208, height: 64 };

interface Reading {
  readonly id: number;
  /** Of the pointer; the node's own where it is read by keys. */
  readonly at: Point | undefined;
}

const readingOf = (node: DendrogramNode | undefined, at?: Point): Reading | undefined =>
  node && { id: node.id, at };

export function DendrogramFigure() {
  const { method, k } = useApp((s) => s.recipe.cut);
  const grown = useApp((s) => s.trees[method]);
  const clusterNames = useApp((s) => s.decided.clusterNames);
  const showCluster = useApp((s) => s.showCluster);
  const frame = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const size = useSize(frame);
  const theme = useFigureTheme();
  const [read, setRead] = useState<Reading>();
  const names = useMemo(() => {
    const found = new Map<number, string>();
    if (!grown) return found;
    const start = clusterNameKey({ treeKey: grown.key, node: 0 }).slice(0, -1);
    for (const [key, name] of clusterNames) {
      if (key.startsWith(start)) found.set(Number(key.slice(start.length)), name);
    }
    return found;
  }, [clusterNames, grown]);
  const layout = useMemo(
    () => (size && grown ? layoutDendrogram(treeFigure(grown.tree, k, names), size) : undefined),
    [size, grown, k, names],
  );
  useEffect(() => {
    if (svg.current && layout) drawDendrogram(svg.current, layout, theme);
  }, [layout, theme]);
  const node = layout?.nodes.find(({ id }) => id === read?.id);
  const clusters = useClusters();
  const words =
    node &&
    grown &&
    nodeWords(grown.tree, {
      id: node.id,
      size: node.size,
      name: names.get(node.id),
      rank: clusters.findIndex((cluster) => cluster.node === node.id) + 1,
    });
  return (
    <Panel
      title={TITLE}
      tools={
        <FigureDownloads
          name={`tree-${method}`}
          svg={() => (svg.current ? exportSvg(svg.current) : undefined)}
        />
      }
    >
      <div ref={frame} className={figure.frame}>
        <svg ref={svg} className={figure.svg} />
        {node && (
          <svg className={figure.over} aria-hidden>
            <path d={branchPath(node)} />
            <circle cx={node.x} cy={node.y} r={node.radius + 3} />
          </svg>
        )}
        <FigureReader
          title={TITLE}
          most={grown ? 2 * grown.tree.leaves - 2 : 0}
          reading={node && words && { at: node.id, text: words.spoken }}
          onPoint={(at) => setRead(readingOf(at && layout && nodeAt(layout, ...at), at))}
          onStep={(step) => setRead(readingOf(layout && nodeBeside(layout, node, step)))}
          onPick={node && (() => showCluster(node.id))}
        />
        {node && words && read && size && (
          <div
            className={figure.reading}
            style={cardPlace(read.at ?? [node.x, node.y], size, CARD_SIZE)}
          >
            <strong>{words.heading}</strong>
            {words.height && <div>{words.height}</div>}
            <div className={figure.name}>Click or Enter to look at them</div>
          </div>
        )}
      </div>
    </Panel>
  );
}
