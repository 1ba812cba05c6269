import { useEffect, useMemo, useRef, useState } from 'react';
import { SAMPLED_ROWS } from '../../core/cluster/cutoff-distance.ts';
import type { DecisionGraph } from '../../core/cluster/density-peaks.ts';
import { decisionCsv } from '../../core/export/decision-csv.ts';
import { drawDecisionGraph } from '../../figures/decision-graph.ts';
import {
  type DecisionGraphLayout,
  type DecisionMark,
  layoutDecisionGraph,
  markAt,
} from '../../figures/decision-graph-layout.ts';
import { exportSvg } from '../../figures/export-svg.ts';
import { markBeside } from '../../figures/mark-beside.ts';
import { formatSignificant } from '../../figures/number-format.ts';
import type { AppState } from '../../state/app-state.ts';
import { pictureById } from '../../state/selectors.ts';
import { useApp, useAppContext } from '../app-context.ts';
import { cardPlace } from '../figures/card-place.ts';
import figure from '../figures/Figure.module.css';
import { FigureDownloads } from '../figures/FigureDownloads.tsx';
import { FigureReader } from '../figures/FigureReader.tsx';
import { ReadingPicture } from '../figures/ReadingPicture.tsx';
import { useFigureTheme } from '../figures/use-figure-theme.ts';
import { usePictureFace } from '../figures/use-picture-face.ts';
import { useSize } from '../figures/use-size.ts';
import { Choice } from '../shared/Choice.tsx';
import { EmptyState } from '../shared/EmptyState.tsx';
import { Panel } from '../shared/Panel.tsx';
import { formatCount } from '../shared/words.ts';
import { CutoffControl } from './CutoffControl.tsx';
import styles from './DecisionFigure.module.css';

const RULES = [
  { value: 'gamma', label: 'Density × distance', note: 'the centres of highest γ' },
  { value: 'longest-link', label: 'Distance alone', note: 'the longest links are cut' },
] as const;

const CARD_SIZE = { width: 150, height: 184 };
const TITLE = 'Density and distance of every picture';

/** Density peaks: the centres are the points of high density that are far from any denser one. */
export function DecisionFigure() {
  const graph = useApp((s) => s.trees['density-peaks']?.decision);
  const isGiven = useApp((s) => s.trees['density-peaks']?.settings.cutoff !== undefined);
  const pictures = useApp((s) => s.features?.pictures);
  const k = useApp((s) => s.recipe.cut.k);
  const parentRule = useApp((s) => s.recipe.clustering.parentRule);
  const setRecipe = useApp((s) => s.setRecipe);
  const growTrees = useApp((s) => s.growTrees);
  const select = useApp((s) => s.select);
  const { store } = useAppContext();
  const frame = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const size = useSize(frame);
  const theme = useFigureTheme();
  const layout = useMemo(
    () => (size && graph ? layoutDecisionGraph({ graph, k, rule: parentRule }, size) : undefined),
    [size, graph, k, parentRule],
  );
  const [row, setRow] = useState<number>();
  const mark = layout && row !== undefined ? markOf(layout, row) : undefined;
  const picture = mark && pictures?.[mark.index];
  const face = usePictureFace(picture);
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
  const facts = mark && factsOf(graph, mark, layout?.centres.includes(mark) ?? false);
  return (
    <Panel
      title={TITLE}
      className={figure.panel}
      tools={
        <>
          <CutoffControl cutoff={graph.cutoff} />
          <div className={styles.rule}>
            <Choice
              label="What makes a centre"
              labelHidden
              value={parentRule}
              options={RULES}
              onChange={(rule) => {
                setRecipe('clustering', { parentRule: rule });
                void growTrees();
              }}
            />
          </div>
          <FigureDownloads
            name="decision-graph"
            svg={() => (svg.current ? exportSvg(svg.current) : undefined)}
            csv={() => tableOf(store.getState(), graph)}
          />
        </>
      }
    >
      <div ref={frame} className={figure.frame}>
        <svg ref={svg} className={figure.svg} />
        {mark && (
          <svg className={figure.over} aria-hidden>
            <circle cx={mark.x} cy={mark.y} r={7} />
          </svg>
        )}
        <FigureReader
          title={TITLE}
          most={graph.rho.length}
          reading={
            mark && {
              at: mark.index + 1,
              text: [face?.label, face?.name, ...(facts ?? [])].filter(Boolean).join(', '),
            }
          }
          onPoint={(at) => setRow(at && layout && markAt(layout, ...at)?.index)}
          onStep={(step) => setRow(layout && markBeside(layout, mark, step)?.index)}
          onPick={picture && (() => select([picture]))}
        />
        {mark && size && (
          <div className={styles.card} style={cardPlace([mark.x, mark.y], size, CARD_SIZE)}>
            <ReadingPicture picture={picture} />
            {facts?.map((fact) => (
              <div key={fact}>{fact}</div>
            ))}
          </div>
        )}
      </div>
      <p className={styles.note}>{cutoffSentence(graph, isGiven)}</p>
    </Panel>
  );
}

function cutoffSentence({ cutoff, rho }: DecisionGraph, isGiven: boolean): string {
  const distance = `Cut off at a distance of ${formatSignificant(cutoff)} code units`;
  if (isGiven) return `${distance}, as given.`;
  if (rho.length <= SAMPLED_ROWS) return `${distance}.`;
  return `${distance}, estimated from ${formatCount(SAMPLED_ROWS)} of the ${formatCount(rho.length)} pictures, drawn with the seed.`;
}

function tableOf(state: AppState, graph: DecisionGraph): string {
  const byId = pictureById(state);
  const files = (state.features?.pictures ?? []).map((id) => byId.get(id)?.path ?? id);
  return decisionCsv(files, graph);
}

function markOf({ centres, others }: DecisionGraphLayout, row: number): DecisionMark | undefined {
  const isIt = ({ index }: DecisionMark) => index === row;
  return centres.find(isIt) ?? others.find(isIt);
}

/** What the graph says of a picture. */
function factsOf(
  { rho, delta }: DecisionGraph,
  { index }: DecisionMark,
  isCentre: boolean,
): string[] {
  const number = (values: Float64Array) => formatSignificant(values[index] ?? Number.NaN);
  return [`density ${number(rho)}`, `distance ${number(delta)}`, ...(isCentre ? ['a centre'] : [])];
}
