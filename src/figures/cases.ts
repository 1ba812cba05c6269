import {
  bigTree,
  CATEGORIES,
  centroidTree,
  decisionGraph,
  dimensionPoints,
  discreteDistances,
  lossPoints,
  POINTS,
  pictureDistances,
  pictureGroups,
  scenarios,
  scoreCurves,
  stabilityCurve,
} from './case-data.ts';
import { drawDecisionGraph } from './decision-graph.ts';
import { layoutDecisionGraph } from './decision-graph-layout.ts';
import { drawDendrogram } from './dendrogram.ts';
import { type DendrogramData, layoutDendrogram } from './dendrogram-layout.ts';
import { layoutDimensionCurves } from './dimension-curves.ts';
import { drawHeatmap } from './heatmap.ts';
import { type HeatmapData, layoutHeatmap } from './heatmap-layout.ts';
import { drawLineChart } from './line-chart.ts';
import type { LineChartLayout } from './line-chart-layout.ts';
import { layoutLossCurve } from './loss-curve.ts';
import { darkTheme, type FigureTheme, lightTheme } from './palette.ts';
import type { FigureSize } from './plot-area.ts';
import { drawScatter } from './scatter.ts';
import { scatterByCategory, scatterByScale, scatterPositions } from './scatter-case-data.ts';
import { layoutScatter } from './scatter-layout.ts';
import { layoutScoreCurves, type ScoreMetric } from './score-curves.ts';
import { layoutStabilityCurve } from './stability-curve.ts';
import { trainingCurves } from './training-case-data.ts';
import { layoutTrainingCurves } from './training-curves.ts';

/** A figure as it should look; its golden file has the same name. */
export interface FigureCase {
  readonly name: string;
  readonly draw: (svg: SVGSVGElement) => void;
}

const WIDE = { width: 760, height: 440 };
const HALF = { width: 480, height: 320 };
const SMALL = { width: 320, height: 200 };

const FRACTIONS = [0.9, 0.7, 0.5];
const before = { fractions: FRACTIONS, points: dimensionPoints(9.1, 6) };
const after = { fractions: FRACTIONS, points: dimensionPoints(8.2, 7) };

type Look = readonly [label: string, size: FigureSize, theme: FigureTheme];
const LOOKS: readonly Look[] = [
  ['dark', WIDE, darkTheme],
  ['light', WIDE, lightTheme],
  ['small', SMALL, darkTheme],
];

function inLooks(
  figure: string,
  draw: (svg: SVGSVGElement, size: FigureSize, theme: FigureTheme) => void,
): FigureCase[] {
  return LOOKS.map(([label, size, theme]) => ({
    name: `${figure}-${label}`,
    draw: (svg) => draw(svg, size, theme),
  }));
}

function lines(name: string, layout: () => LineChartLayout, theme = darkTheme): FigureCase {
  return { name, draw: (svg) => drawLineChart(svg, layout(), theme) };
}

const scores = (metric: ScoreMetric, size: FigureSize) =>
  layoutScoreCurves({ metric, curves: scoreCurves(), scenarios: scenarios(), k: 10 }, size);

const heatmap = (over: Partial<HeatmapData> = {}): HeatmapData => ({
  title: 'after autoencoding',
  distances: pictureDistances(400, 1.6),
  side: 400,
  groups: pictureGroups(400),
  unit: 'code units',
  correlation: 0.618,
  ...over,
});

const bigDendrogram = (over: Partial<DendrogramData> = {}): DendrogramData => {
  const tree = bigTree(POINTS);
  const names = new Map(
    [...CATEGORIES.entries()].slice(0, 4).map(([i, name]) => [2 * POINTS - 20 - i, name]),
  );
  return { tree, k: 10, maxEnds: 60, scale: 'sqrt', unit: 'code units', names, ...over };
};

const decision = (rule: 'gamma' | 'longest-link') => ({
  graph: decisionGraph(POINTS),
  k: 10,
  rule,
});

const scoreCases = [
  ...inLooks('score-curves', (svg, size, theme) => drawLineChart(svg, scores('nmi', size), theme)),
  lines('score-curves-ari', () => scores('ari', HALF), lightTheme),
  lines('score-curves-empty', () =>
    layoutScoreCurves({ metric: 'nmi', curves: new Map(), scenarios: undefined, k: 10 }, HALF),
  ),
];

const dimensionCases = [
  ...inLooks('dimension-curves', (svg, size, theme) =>
    drawLineChart(svg, layoutDimensionCurves({ before, after }, size), theme),
  ),
  lines('dimension-curves-running', () =>
    layoutDimensionCurves(
      {
        before,
        after: { fractions: FRACTIONS, points: after.points.slice(0, 1) },
        expectedSamples: [400, POINTS],
      },
      HALF,
    ),
  ),
];

const lossCases = [
  ...inLooks('loss-curve', (svg, size, theme) =>
    drawLineChart(
      svg,
      layoutLossCurve(
        { epochs: lossPoints(60, 4), expectedEpochs: 100, unit: 'mean squared error' },
        size,
      ),
      theme,
    ),
  ),
  lines('loss-curve-linear', () =>
    layoutLossCurve(
      { epochs: lossPoints(30, 0.5), expectedEpochs: 30, unit: 'cross-entropy' },
      HALF,
    ),
  ),
];

const trainingCases = [
  ...inLooks('training-curves', (svg, size, theme) =>
    drawLineChart(
      svg,
      layoutTrainingCurves(
        {
          curves: trainingCurves(60),
          measure: 'accuracy',
          showTraining: false,
          inset: 'late-epochs',
        },
        size,
      ),
      theme,
    ),
  ),
  lines('training-curves-figure-2', () =>
    layoutTrainingCurves(
      {
        curves: trainingCurves(60),
        measure: 'accuracy',
        showTraining: true,
        inset: 'feature-extraction',
      },
      WIDE,
    ),
  ),
  lines('training-curves-batches', () =>
    layoutTrainingCurves(
      {
        curves: trainingCurves(20, true).slice(0, 1),
        measure: 'loss',
        showTraining: false,
        inset: 'late-epochs',
      },
      HALF,
    ),
  ),
];

const heatmapCases = [
  ...inLooks('heatmap', (svg, size, theme) =>
    drawHeatmap(svg, layoutHeatmap(heatmap(), size), theme),
  ),
  {
    name: 'heatmap-discrete',
    draw: (svg: SVGSVGElement) =>
      drawHeatmap(
        svg,
        layoutHeatmap(
          heatmap({
            title: 'discrete distance',
            distances: discreteDistances(400),
            correlation: undefined,
            unit: '0 or 1',
          }),
          HALF,
        ),
        lightTheme,
      ),
  },
];

const treeCases = [
  ...inLooks('dendrogram', (svg, size, theme) =>
    drawDendrogram(svg, layoutDendrogram(bigDendrogram(), size), theme),
  ),
  {
    name: 'dendrogram-inversions',
    draw: (svg: SVGSVGElement) =>
      drawDendrogram(
        svg,
        layoutDendrogram(bigDendrogram({ tree: centroidTree(60), k: 8, scale: 'linear' }), HALF),
        lightTheme,
      ),
  },
  {
    name: 'dendrogram-full',
    draw: (svg: SVGSVGElement) =>
      drawDendrogram(
        svg,
        layoutDendrogram(bigDendrogram({ k: 40, scale: 'log' }), WIDE),
        darkTheme,
      ),
  },
];

const otherCases = [
  ...inLooks('decision-graph', (svg, size, theme) =>
    drawDecisionGraph(svg, layoutDecisionGraph(decision('gamma'), size), theme),
  ),
  {
    name: 'decision-graph-longest-link',
    draw: (svg: SVGSVGElement) =>
      drawDecisionGraph(svg, layoutDecisionGraph(decision('longest-link'), HALF), lightTheme),
  },
  ...inLooks('stability-curve', (svg, size, theme) =>
    drawLineChart(
      svg,
      layoutStabilityCurve(
        { curve: stabilityCurve(), method: 'ward', scores: scoreCurves().get('ward'), k: 10 },
        size,
      ),
      theme,
    ),
  ),
];

const scatterCases = inLooks('scatter', (svg, size, theme) => {
  const points = size === SMALL ? 90 : 900;
  const colouring = theme === darkTheme ? scatterByCategory(points) : scatterByScale(points);
  const positions = scatterPositions(points);
  const data = {
    title: `UMAP of ${points} pictures`,
    note: 'Of the 15 nearest of each picture, 48 % are nearest here too.',
    positions,
    colouring,
  };
  drawScatter(svg, layoutScatter(data, size), theme);
});

export const figureCases: readonly FigureCase[] = [
  ...scoreCases,
  ...dimensionCases,
  ...lossCases,
  ...trainingCases,
  ...heatmapCases,
  ...treeCases,
  ...otherCases,
  ...scatterCases,
];
