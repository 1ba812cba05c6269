import type { ClusterMethod, Tree } from '../core/cluster/tree.ts';
import { type Axis, type AxisKind, layoutAxis, placeOn } from './axis.ts';
import { METHOD_NAMES } from './method-names.ts';
import { formatNumber } from './number-format.ts';
import { type FigureSize, FONT_SIZE, type PlotArea, type Point, roundPixel } from './plot-area.ts';
import { spreadLabels } from './spread-labels.ts';
import { fitText, textWidth } from './text-fit.ts';
import { type Branch, topOfTree } from './tree-top.ts';

export interface DendrogramData {
  readonly tree: Tree;
  /** The present cut. */
  readonly k: number;
  /** At most so many ends are drawn; the cut's clusters and about as many below them, where they fit. */
  readonly maxEnds: number;
  readonly scale: AxisKind;
  /** Of the merge heights: 'code units'. */
  readonly unit: string;
  /** Names of clusters by node id; the others go by their size. */
  readonly names: ReadonlyMap<number, string>;
}

export interface DendrogramNode {
  /** Node of the tree: scipy's numbering. */
  readonly id: number;
  /** The node that absorbs it; undefined for the root. */
  readonly parent: number | undefined;
  readonly x: number;
  readonly y: number;
  /** Where the node that absorbs it stands; the plot's edge for the root. */
  readonly parentX: number;
  /** The two branches' places; undefined at an end. */
  readonly arms: readonly [number, number] | undefined;
  readonly size: number;
  /** Radius of an end's dot, whose area goes with its size. */
  readonly radius: number;
  readonly place: 'above' | 'cluster' | 'below';
  /** Stands higher than the node that absorbs it. */
  readonly isInverted: boolean;
}

export interface DendrogramLabel {
  readonly id: number;
  readonly text: string;
  readonly y: number;
  /** Middle of the cluster that it names. */
  readonly from: number;
}

export interface DendrogramLayout {
  readonly size: FigureSize;
  readonly plot: PlotArea;
  readonly title: string;
  readonly description: string;
  readonly axis: Axis;
  readonly nodes: readonly DendrogramNode[];
  readonly labels: readonly DendrogramLabel[];
  /** One place if a single height separates the clusters, else one a cluster; none if the cut is not shown. */
  readonly cut: readonly { readonly x: number; readonly from: number; readonly to: number }[];
  readonly cutLabel: { readonly x: number; readonly text: string } | undefined;
}

const LABEL_GAP = 13;

const HEIGHT_NAMES: Readonly<Record<ClusterMethod, string>> = {
  single: 'Distance of the nearest pair',
  complete: 'Distance of the farthest pair',
  centroid: 'Distance of the centroids',
  ward: 'Ward distance',
  'density-peaks': 'Gamma of the absorbed peak',
};

function heightDomain(branches: readonly Branch[], scale: AxisKind): readonly [number, number] {
  const heights = branches.filter((b) => b.arms || b.height > 0).map((b) => b.height);
  const high = Math.max(0, ...heights);
  if (!(high > 0)) return scale === 'log' ? [1, 10] : [0, 1];
  if (scale !== 'log') return [0, high];
  const low = Math.min(...heights.filter((h) => h > 0));
  return [Math.max(low, high / 1e6) / 1.3, high];
}

function placeNodes(branches: readonly Branch[], axis: Axis, plot: PlotArea): DendrogramNode[] {
  const ends = branches.filter((b) => !b.arms).length;
  const rowHeight = (plot.bottom - plot.top) / Math.max(1, ends);
  const largest = Math.max(1, ...branches.filter((b) => !b.arms).map((b) => b.size));
  const place = placeOn(axis);
  const xOf = (b: Branch) => roundPixel(place(Math.max(b.height, axis.domain[0])));
  const yOf = (b: Branch) => roundPixel(plot.top + (b.row + 0.5) * rowHeight);
  const byId = new Map(branches.map((b) => [b.id, b]));
  return branches.map((b) => {
    const parent = b.parent === undefined ? undefined : byId.get(b.parent);
    const arms = b.arms?.map((id) => yOf(byId.get(id) ?? b)) as [number, number] | undefined;
    return {
      id: b.id,
      parent: b.parent,
      x: xOf(b),
      y: yOf(b),
      parentX: parent ? xOf(parent) : plot.left - 8,
      arms,
      size: b.size,
      radius: roundPixel(1.2 + Math.min(rowHeight / 2, 5) * Math.sqrt(b.size / largest)),
      place: b.place,
      isInverted: parent !== undefined && b.height > parent.height,
    };
  });
}

/** The clusters of the cut; none unless all of them are among what is shown. */
function clustersAmong<Shown extends Pick<Branch, 'place'>>(
  { tree, k }: DendrogramData,
  shown: readonly Shown[],
): readonly Shown[] {
  const clusters = shown.filter((s) => s.place === 'cluster');
  return clusters.length === Math.min(k, tree.leaves) ? clusters : [];
}

function cutOf(
  data: DendrogramData,
  branches: readonly Branch[],
  room: { readonly nodes: readonly DendrogramNode[]; readonly plot: PlotArea },
): DendrogramLayout['cut'] {
  const { nodes, plot } = room;
  const clusters = clustersAmong(data, nodes);
  if (clusters.length < 2) return [];
  const lowestUndone = Math.min(
    ...branches.filter((b) => b.place === 'above').map((b) => b.height),
  );
  const highestKept = Math.max(
    ...branches.filter((b) => b.place === 'cluster').map((b) => b.height),
  );
  if (highestKept < lowestUndone) {
    const left = Math.max(...nodes.filter((n) => n.place === 'above').map((n) => n.x));
    const right = Math.min(...clusters.map((n) => n.x));
    return [{ x: roundPixel((left + right) / 2), from: plot.top, to: plot.bottom }];
  }
  return clusters.map((n) => ({
    x: roundPixel((n.x + n.parentX) / 2),
    from: n.y - 5,
    to: n.y + 5,
  }));
}

function labelsOf(
  data: DendrogramData,
  nodes: readonly DendrogramNode[],
  room: { plot: PlotArea; width: number },
): DendrogramLabel[] {
  const { plot, width } = room;
  const clusters = clustersAmong(data, nodes);
  const named = clusters.length > 0 ? clusters : nodes.filter((n) => !n.arms);
  const most = Math.max(1, Math.floor((plot.bottom - plot.top) / LABEL_GAP));
  const rank = (n: DendrogramNode) => (data.names.has(n.id) ? Number.MAX_SAFE_INTEGER : n.size);
  const kept = named.toSorted((a, b) => rank(b) - rank(a)).slice(0, most);
  const places = spreadLabels(
    kept.map((n) => n.y),
    { gap: LABEL_GAP, low: plot.top + 4, high: plot.bottom - 4 },
  );
  return kept.map((n, i) => ({
    id: n.id,
    text: fitText(labelText(data, n), FONT_SIZE, width),
    y: roundPixel(places[i] ?? 0),
    from: n.y,
  }));
}

function labelText({ names }: DendrogramData, { id, size }: Pick<Branch, 'id' | 'size'>): string {
  const name = names.get(id);
  const pictures = `${formatNumber(size)} picture${size === 1 ? '' : 's'}`;
  return name ? `${name} (${formatNumber(size)})` : pictures;
}

/** The top of a tree from its last merges: root at the left, heights falling to the right. */
export function layoutDendrogram(data: DendrogramData, size: FigureSize): DendrogramLayout {
  const { tree, k, scale } = data;
  const branches = topOfTree(tree, k, data.maxEnds);
  const clusters = clustersAmong(data, branches);
  const named = (clusters.length > 0 ? clusters : branches.filter((b) => !b.arms)).map((b) =>
    labelText(data, b),
  );
  const widest = Math.max(40, ...named.map((text) => textWidth(text, FONT_SIZE)));
  const labelWidth = Math.min(widest + 2, size.width * 0.34);
  const plot = {
    left: 22,
    top: 22,
    right: Math.round(size.width - labelWidth - 30),
    bottom: size.height - 42,
  };
  const title = `${HEIGHT_NAMES[tree.method]} (${data.unit})`;
  const axis = layoutAxis(
    { kind: scale, domain: heightDomain(branches, scale), title },
    [plot.right, plot.left],
    56,
  );
  const nodes = placeNodes(branches, axis, plot);
  const cut = cutOf(data, branches, { nodes, plot });
  const inversions = nodes.filter((n) => n.isInverted).length;
  const ends = nodes.filter((n) => !n.arms).length;
  const heading = `${METHOD_NAMES[tree.method]} tree of ${formatNumber(tree.leaves)} pictures`;
  const inverted = inversions > 0 ? `; ${inversions} of the merges shown are inverted` : '';
  const isShown = cut.length > 0;
  return {
    size,
    plot,
    title: heading,
    description: `${heading}, its top ${ends} branches; cut at ${formatNumber(k)} clusters${isShown || k < 2 ? '' : ', below what is shown'}${inverted}.`,
    axis,
    nodes,
    labels: labelsOf(data, nodes, { plot, width: labelWidth }),
    cut,
    cutLabel: isShown
      ? {
          x: roundPixel(cut.reduce((sum, c) => sum + c.x, 0) / cut.length),
          text: `k = ${formatNumber(k)}`,
        }
      : undefined,
  };
}

function distanceToSegment([x, y]: Point, a: Point, b: Point): number {
  const dx = x - Math.min(Math.max(x, Math.min(a[0], b[0])), Math.max(a[0], b[0]));
  const dy = y - Math.min(Math.max(y, Math.min(a[1], b[1])), Math.max(a[1], b[1]));
  return Math.hypot(dx, dy);
}

const REACH_PIXELS = 7;

/** The node whose branch, end or label is under a pixel, within a finger's width. */
export function nodeAt(layout: DendrogramLayout, x: number, y: number): DendrogramNode | undefined {
  const { nodes, labels, plot } = layout;
  let nearest: { node: DendrogramNode; distance: number } | undefined;
  const offer = (node: DendrogramNode | undefined, distance: number) => {
    if (
      node &&
      distance <= REACH_PIXELS &&
      distance < (nearest?.distance ?? Number.POSITIVE_INFINITY)
    ) {
      nearest = { node, distance };
    }
  };
  if (x > plot.right + 10) {
    for (const label of labels) {
      offer(
        nodes.find((n) => n.id === label.id),
        Math.abs(label.y - y),
      );
    }
    return nearest?.node;
  }
  for (const node of nodes) {
    const end = node.arms ? node.x : Math.max(node.x, plot.right);
    offer(node, distanceToSegment([x, y], [node.parentX, node.y], [end, node.y]));
    if (node.arms)
      offer(node, distanceToSegment([x, y], [node.x, node.arms[0]], [node.x, node.arms[1]]));
  }
  return nearest?.node;
}
