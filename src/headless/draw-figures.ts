import { drawDecisionGraph } from '../figures/decision-graph.ts';
import { layoutDecisionGraph } from '../figures/decision-graph-layout.ts';
import { drawDendrogram } from '../figures/dendrogram.ts';
import { layoutDendrogram } from '../figures/dendrogram-layout.ts';
import { layoutDimensionCurves } from '../figures/dimension-curves.ts';
import { distanceFigures } from '../figures/distance-figures.ts';
import { exportSvg } from '../figures/export-svg.ts';
import { drawHeatmap, exportHeatmap, paintHeatmap } from '../figures/heatmap.ts';
import { type HeatmapData, layoutHeatmap } from '../figures/heatmap-layout.ts';
import { drawLineChart } from '../figures/line-chart.ts';
import type { LineChartLayout } from '../figures/line-chart-layout.ts';
import { layoutLossCurve } from '../figures/loss-curve.ts';
import { lightTheme } from '../figures/palette.ts';
import { drawScatter } from '../figures/scatter.ts';
import { colourByClass } from '../figures/scatter-classes.ts';
import { layoutScatter } from '../figures/scatter-layout.ts';
import { layoutScoreCurves } from '../figures/score-curves.ts';
import { layoutStabilityCurve } from '../figures/stability-curve.ts';
import { treeFigure } from '../figures/tree-figure.ts';
import type { AppState } from '../state/app-state.ts';
import { currentMap } from '../state/map.ts';
import { rowClasses } from '../state/selectors.ts';
import { stabilityOf } from '../state/stability.ts';

/** For a page of paper. */
const WIDE = { width: 860, height: 520 };
const SQUARE = { width: 760, height: 640 };

type NamedFigure = readonly [name: string, svg: string];

const emptySvg = () => document.createElementNS('http://www.w3.org/2000/svg', 'svg');

function lineChart(layout: LineChartLayout): string {
  const svg = emptySvg();
  drawLineChart(svg, layout, lightTheme);
  return exportSvg(svg);
}

/** Every figure that there are results for, light, under the name of its file. */
export function* drawFigures(state: AppState): Generator<NamedFigure> {
  const { dimension, autoencoderEpochs: epochs, codes, scores, scenarios, recipe } = state;
  if (dimension.before) {
    const { before, after } = dimension;
    yield ['dimension', lineChart(layoutDimensionCurves({ before, after }, WIDE))];
  }
  if (codes?.settings) {
    const loss = {
      epochs,
      expectedEpochs: codes.settings.epochs,
      unit: 'mean squared error',
    };
    yield ['loss', lineChart(layoutLossCurve(loss, WIDE))];
  }
  yield* heatmaps(state);
  yield* dendrogram(state);
  yield* map(state);
  yield* decisionGraph(state);
  yield* stabilities(state);
  const curves = new Map(
    recipe.clustering.methods.flatMap((method) => {
      const curve = scores[method];
      return curve ? [[method, curve] as const] : [];
    }),
  );
  if (curves.size === 0) return;
  const shown = { metric: 'nmi', curves, scenarios, k: recipe.cut.k } as const;
  yield ['scores', lineChart(layoutScoreCurves(shown, WIDE))];
}

function* dendrogram({ trees, recipe }: AppState): Generator<NamedFigure> {
  const { method, k } = recipe.cut;
  const tree = trees[method]?.tree;
  if (!tree) return;
  const svg = emptySvg();
  drawDendrogram(svg, layoutDendrogram(treeFigure(tree, k, new Map()), SQUARE), lightTheme);
  yield ['dendrogram', exportSvg(svg)];
}

function* decisionGraph({ trees, recipe }: AppState): Generator<NamedFigure> {
  const graph = trees['density-peaks']?.decision;
  if (!graph) return;
  const svg = emptySvg();
  const data = { graph, k: recipe.cut.k, rule: recipe.clustering.parentRule };
  drawDecisionGraph(svg, layoutDecisionGraph(data, WIDE), lightTheme);
  yield ['decision-graph', exportSvg(svg)];
}

function* stabilities(state: AppState): Generator<NamedFigure> {
  const { scores, recipe } = state;
  for (const method of recipe.clustering.methods) {
    const curve = stabilityOf(state, method);
    if (!curve || curve.k.length === 0) continue;
    const data = { curve, method, scores: scores[method], k: recipe.cut.k };
    yield [`stability-${method}`, lineChart(layoutStabilityCurve(data, WIDE))];
  }
}

function* map(state: AppState): Generator<NamedFigure> {
  const found = currentMap(state, 'umap');
  const pictures = state.features?.pictures ?? [];
  if (!found) return;
  const { names, rows } = rowClasses(state, pictures);
  const data = {
    title: `UMAP of ${pictures.length} pictures`,
    note: `Nearest neighbours kept: ${Math.round(100 * found.neighboursKept)} %.`,
    positions: found.positions,
    colouring: colourByClass({
      title: 'Label',
      classOf: rows.map((row) => (row < 0 ? names.length : row)),
      names: [...names, undefined],
      none: 'no label',
      isBySize: false,
    }),
  };
  const svg = emptySvg();
  drawScatter(svg, layoutScatter(data, WIDE), lightTheme);
  yield ['map', exportSvg(svg)];
}

function* heatmaps({ distances }: AppState): Generator<NamedFigure> {
  if (!distances) return;
  const { classes, classNames: names, before, after } = distances;
  const figures = distanceFigures({ classes, names, before, after });
  for (const [name, data] of Object.entries(figures)) {
    if (data) yield [`heatmap-${name}`, heatmap(data)];
  }
}

function heatmap(data: HeatmapData): string {
  const layout = layoutHeatmap(data, SQUARE);
  const svg = emptySvg();
  const canvas = document.createElement('canvas');
  paintHeatmap(canvas, layout);
  drawHeatmap(svg, layout, lightTheme);
  return exportHeatmap(svg, layout, canvas.toDataURL('image/png'));
}
