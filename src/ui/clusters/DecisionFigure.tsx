import { type PointerEvent, useEffect, useMemo, useRef } from 'react';
import { drawDecisionGraph } from '../../figures/decision-graph.ts';
import { layoutDecisionGraph, markAt } from '../../figures/decision-graph-layout.ts';
import { exportSvg } from '../../figures/export-svg.ts';
import { useApp } from '../app-context.ts';
import figure from '../figures/Figure.module.css';
import { FigureDownloads } from '../figures/FigureDownloads.tsx';
import { useFigureTheme } from '../figures/use-figure-theme.ts';
import { useSize } from '../figures/use-size.ts';
import { Choice } from '../shared/Choice.tsx';
import { EmptyState } from '../shared/EmptyState.tsx';
import { NumberSlider } from '../shared/NumberSlider.tsx';
import { Panel } from '../shared/Panel.tsx';
import styles from './DecisionFigure.module.css';

const RULES = [
  { value: 'gamma', label: 'Density × distance', note: 'the centres of highest γ' },
  { value: 'longest-link', label: 'Distance alone', note: 'the longest links are cut' },
] as const;

/** Density peaks: the centres are the points of high density that are far from any denser one. */
export function DecisionFigure() {
  const graph = useApp((s) => s.trees['density-peaks']?.decision);
  const pictures = useApp((s) => s.features?.pictures);
  const k = useApp((s) => s.recipe.cut.k);
  const { cutoffShare, parentRule } = useApp((s) => s.recipe.clustering);
  const setRecipe = useApp((s) => s.setRecipe);
  const growTrees = useApp((s) => s.growTrees);
  const scoreTrees = useApp((s) => s.scoreTrees);
  const select = useApp((s) => s.select);
  const frame = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const size = useSize(frame);
  const theme = useFigureTheme();
  const layout = useMemo(
    () => (size && graph ? layoutDecisionGraph({ graph, k, rule: parentRule }, size) : undefined),
    [size, graph, k, parentRule],
  );
  useEffect(() => {
    if (svg.current && layout) drawDecisionGraph(svg.current, layout, theme);
  }, [layout, theme]);
  if (!graph) {
    return (
      <EmptyState title="No decision graph yet">
        <p>It belongs to density peaks: let that tree grow.</p>
      </EmptyState>
    );
  }
  const pick = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    const mark = layout && markAt(layout, event.clientX - box.left, event.clientY - box.top);
    const picture = mark && pictures?.[mark.index];
    if (picture) select([picture]);
  };
  return (
    <Panel
      title="Density and distance of every picture"
      tools={
        <>
          <div className={styles.cutoff}>
            <NumberSlider
              label="Cut-off distance"
              value={cutoffShare}
              min={0.0005}
              max={0.2}
              step={0.0005}
              logarithmic
              format={(share) => `${Number((share * 100).toPrecision(2))} % of pairs`}
              onChange={(share) => setRecipe('clustering', { cutoffShare: share })}
              onCommit={() => void growTrees().then(scoreTrees)}
            />
          </div>
          <div className={styles.rule}>
            <Choice
              label="What makes a centre"
              labelHidden
              value={parentRule}
              options={RULES}
              onChange={(rule) => {
                setRecipe('clustering', { parentRule: rule });
                void growTrees().then(scoreTrees);
              }}
            />
          </div>
          <FigureDownloads
            name="decision-graph"
            svg={() => (svg.current ? exportSvg(svg.current) : undefined)}
          />
        </>
      }
    >
      <div ref={frame} className={figure.frame} onPointerDown={pick}>
        <svg ref={svg} className={figure.svg} />
      </div>
    </Panel>
  );
}
