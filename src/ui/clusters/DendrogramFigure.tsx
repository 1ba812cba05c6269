import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { clusterNameKey } from '../../core/dataset/apply-decisions.ts';
import { drawDendrogram } from '../../figures/dendrogram.ts';
import { layoutDendrogram, nodeAt } from '../../figures/dendrogram-layout.ts';
import { exportSvg } from '../../figures/export-svg.ts';
import { useApp } from '../app-context.ts';
import figure from '../figures/Figure.module.css';
import { FigureDownloads } from '../figures/FigureDownloads.tsx';
import { useFigureTheme } from '../figures/use-figure-theme.ts';
import { useSize } from '../figures/use-size.ts';
import { Panel } from '../shared/Panel.tsx';
import { countOf } from '../shared/words.ts';

const MOST_ENDS = 60;

export function DendrogramFigure() {
  const { method, k } = useApp((s) => s.recipe.cut);
  const grown = useApp((s) => s.trees[method]);
  const clusterNames = useApp((s) => s.decided.clusterNames);
  const showCluster = useApp((s) => s.showCluster);
  const frame = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const size = useSize(frame);
  const theme = useFigureTheme();
  const [pointer, setPointer] = useState<{ x: number; y: number }>();
  const names = useMemo(() => {
    const found = new Map<number, string>();
    if (!grown) return found;
    const start = clusterNameKey({ treeKey: grown.key, node: 0 }).slice(0, -1);
    for (const [key, name] of clusterNames) {
      if (key.startsWith(start)) found.set(Number(key.slice(start.length)), name);
    }
    return found;
  }, [clusterNames, grown]);
  const layout = useMemo(() => {
    if (!size || !grown) return undefined;
    const { tree } = grown;
    const cut = Math.min(k, tree.leaves);
    const scale = method === 'density-peaks' ? 'sqrt' : 'linear';
    const unit = method === 'density-peaks' ? 'gamma' : 'code units';
    return layoutDendrogram({ tree, k: cut, maxEnds: MOST_ENDS, scale, unit, names }, size);
  }, [size, grown, k, method, names]);
  useEffect(() => {
    if (svg.current && layout) drawDendrogram(svg.current, layout, theme);
  }, [layout, theme]);
  const move = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    setPointer({ x: event.clientX - box.left, y: event.clientY - box.top });
  };
  const node = layout && pointer && nodeAt(layout, pointer.x, pointer.y);
  return (
    <Panel
      title="The top of the tree"
      tools={
        <FigureDownloads
          name={`tree-${method}`}
          svg={() => (svg.current ? exportSvg(svg.current) : undefined)}
        />
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the wall below opens the same clusters by keyboard */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
      <div
        ref={frame}
        className={figure.frame}
        onPointerMove={move}
        onPointerLeave={() => setPointer(undefined)}
        onClick={() => node && showCluster(node.id)}
        data-pickable={node ? true : undefined}
      >
        <svg ref={svg} className={figure.svg} />
        {node && pointer && (
          <div
            className={figure.reading}
            style={{ left: pointer.x + 12, top: pointer.y }}
            role="status"
          >
            <strong>{names.get(node.id) ?? `Node ${node.id}`}</strong>
            <div>{countOf(node.size, 'picture')}; click to look at them</div>
          </div>
        )}
      </div>
    </Panel>
  );
}
