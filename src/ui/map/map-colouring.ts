import { clustersAt } from '../../core/cluster/cut-tree.ts';
import { clusterNameKey } from '../../core/dataset/apply-decisions.ts';
import type { PictureRecord } from '../../core/dataset/picture.ts';
import { sessionNumbers } from '../../core/dataset/sessions.ts';
import type { LoopHooks } from '../../core/loop-hooks.ts';
import { scaleBinOf, scaleBins } from '../../core/scale/scale-bins.ts';
import { type ScaleMeasure, scaleMeasure } from '../../core/scale/scale-range.ts';
import { colourByClass } from '../../figures/scatter-classes.ts';
import type { ScatterColouring, ScatterEntry } from '../../figures/scatter-colouring.ts';
import type { AppState } from '../../state/app-state.ts';
import type { MapColour } from '../../state/map.ts';
import { sessionsOf } from '../../state/picture-groups.ts';
import { labelOf, pictureById, scaleOf } from '../../state/selectors.ts';
import { sessionName } from '../images/session-name.ts';
import { VENDORS } from '../inspector/picture-facts.ts';
import { displayLabel, formatLength } from '../shared/words.ts';

export const COLOUR_TITLES: Record<MapColour, string> = {
  label: 'Label',
  cluster: 'Cluster',
  'printed-scale': 'Printed scale',
  'field-width': 'Field width',
  'pixel-size': 'Pixel size',
  'label-source': 'Source of the label',
  prediction: 'Prediction',
  vendor: 'Microscope',
  session: 'Session',
};

const ROWS_PER_CHECKPOINT = 1024;
const NOT_SHOWN = -1;

/** Of one picture: the name of its class, `undefined` for none. */
type NameOf = (record: PictureRecord, row: number) => string | undefined;

interface Classes {
  readonly nameOf: NameOf;
  /** What pictures without a class are called. */
  readonly none: string;
  /** The biggest first; else by name. */
  readonly isBySize: boolean;
}

/** What the pictures of the features are coloured by, in their order; removed ones are not shown. In slices. */
export async function colourPictures(
  state: AppState,
  by: MapColour,
  hooks: LoopHooks,
): Promise<ScatterColouring> {
  if (by === 'printed-scale' || by === 'field-width' || by === 'pixel-size') {
    return colourByScale(state, by, hooks);
  }
  return colourByName(state, by, await classesOf(state, by, hooks), hooks);
}

async function classesOf(
  state: AppState,
  by: Exclude<MapColour, ScaleMeasure>,
  hooks: LoopHooks,
): Promise<Classes> {
  const { decided, predictions } = state;
  const byName = (nameOf: NameOf, none: string) => ({ nameOf, none, isBySize: false });
  const shown = (name: string | undefined) => (name === undefined ? name : displayLabel(name));
  if (by === 'label') return byName((r) => shown(labelOf(r, decided.labels)?.name), 'no label');
  if (by === 'vendor') {
    return byName((r) => r.metadata && VENDORS[r.metadata.vendor], 'not known');
  }
  if (by === 'prediction') {
    const nameOf: NameOf = ({ id }) => {
      const prediction = predictions.get(id);
      return prediction?.isUnsure ? 'unsure' : shown(prediction?.label);
    };
    return byName(nameOf, 'not predicted');
  }
  if (by === 'label-source') {
    const nameOf: NameOf = (record) => {
      const label = labelOf(record, decided.labels);
      if (label) return label.by === 'person' ? 'given by you' : 'from the folder';
      return predictions.has(record.id) ? 'predicted only' : undefined;
    };
    return byName(nameOf, 'no label');
  }
  if (by === 'cluster') return clusterClasses(state);
  const sessions = await sessionsOf(state, hooks);
  const numbers = sessionNumbers(sessions, state.features?.pictures ?? []);
  const names = unlike(sessions.map(sessionName));
  return { nameOf: (_, row) => names[numbers[row] ?? -1], none: 'none', isBySize: true };
}

/** Sessions of one day have the same name: the second and further ones get a number. */
function unlike(names: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

function clusterClasses({ trees, recipe, decided }: AppState): Classes {
  const grown = trees[recipe.cut.method];
  const names: string[] = [];
  if (grown) {
    const { tree, key: treeKey } = grown;
    for (const [i, { node, members }] of clustersAt(
      tree,
      Math.min(recipe.cut.k, tree.leaves),
    ).entries()) {
      const name = decided.clusterNames.get(clusterNameKey({ treeKey, node }));
      for (const row of members) names[row] = name ?? `Cluster ${i + 1}`;
    }
  }
  return { nameOf: (_, row) => names[row], none: 'not clustered', isBySize: true };
}

/** The present record of each picture of the features, or undefined; in slices. */
async function eachPicture(
  state: AppState,
  { checkpoint }: LoopHooks,
  visit: (record: PictureRecord, row: number) => void,
): Promise<void> {
  const byId = pictureById(state);
  const { removed } = state.decided;
  const pictures = state.features?.pictures ?? [];
  for (const [row, id] of pictures.entries()) {
    const record = removed.has(id) ? undefined : byId.get(id);
    if (record) visit(record, row);
    if (row % ROWS_PER_CHECKPOINT === 0) await checkpoint?.(row / pictures.length);
  }
}

async function colourByName(
  state: AppState,
  by: MapColour,
  { nameOf, none, isBySize }: Classes,
  hooks: LoopHooks,
): Promise<ScatterColouring> {
  const classOf = new Int32Array(state.features?.pictures.length ?? 0).fill(NOT_SHOWN);
  const numbers = new Map<string | undefined, number>();
  await eachPicture(state, hooks, (record, row) => {
    const name = nameOf(record, row);
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    classOf[row] = number;
  });
  return colourByClass({
    title: COLOUR_TITLES[by],
    classOf,
    names: [...numbers.keys()],
    none,
    isBySize,
  });
}

async function colourByScale(
  state: AppState,
  by: ScaleMeasure,
  hooks: LoopHooks,
): Promise<ScatterColouring> {
  const { scales } = state.decided;
  const values = new Float64Array(state.features?.pictures.length ?? 0);
  const entryOf = new Int32Array(values.length).fill(NOT_SHOWN);
  await eachPicture(state, hooks, (record, row) => {
    const nm = scaleMeasure(scaleOf(record, scales), record.width, by);
    values[row] = nm !== undefined && nm > 0 ? nm : Number.NaN;
    entryOf[row] = 0;
  });
  const known = Array.from(values).filter((nm, row) => entryOf[row] === 0 && nm > 0);
  await hooks.checkpoint?.(1);
  const bins = scaleBins(
    known.map((nm) => ({ nm, classIndex: -1 })),
    0,
  );
  const [least, most] = [bins[0]?.fromNm ?? 1, bins.at(-1)?.toNm ?? 1];
  const tintOf = (nm: number) => Math.log(nm / least) / Math.log(most / least);
  await hooks.checkpoint?.(1);
  const shown = bins.filter(({ total }) => total > 0);
  const entries = shown.map(
    ({ fromNm, toNm, total }): ScatterEntry => ({
      label: `${formatLength(fromNm)} to ${formatLength(toNm)}`,
      count: total,
      swatch: { kind: 'tint', at: tintOf(Math.sqrt(fromNm * toNm)) },
    }),
  );
  const entryOfBin = new Map(shown.map(({ fromNm }, i) => [scaleBinOf(fromNm * 1.01), i]));
  const unknown = entryOf.filter((entry, row) => entry === 0 && Number.isNaN(values[row])).length;
  return {
    title: COLOUR_TITLES[by],
    entries:
      unknown === 0
        ? entries
        : [...entries, { label: 'not known', count: unknown, swatch: { kind: 'rest' } }],
    entryOf: entryOf.map((entry, row) => {
      const nm = values[row] ?? Number.NaN;
      if (entry < 0) return NOT_SHOWN;
      return Number.isNaN(nm) ? entries.length : (entryOfBin.get(scaleBinOf(nm)) ?? NOT_SHOWN);
    }),
    tints: Float32Array.from(values, tintOf),
  };
}
