import { AppError } from '../../core/app-error.ts';
import type { Variable, VariableSource } from '../networks/fold.ts';
import type { Architecture } from '../networks/layers.ts';
import { headWidthOf, variableShapes } from '../networks/shapes.ts';
import { KNOWN_NETWORKS, type KnownNetwork } from './known-networks.ts';

/** Variables by timm's or torchvision's name. */
export type NamedVariables = ReadonlyMap<string, Variable>;

/** Whose variables a file holds. */
export interface RecognisedNetwork {
  readonly network: KnownNetwork;
  /** Rows of the classifier; 0 where the file has none. */
  readonly classes: number;
  readonly source: VariableSource;
}

/** With fewer of its variables a network isn't taken for the one that was meant. */
const ENOUGH = 0.5;
/** What wrappers of torch put before every name. */
const WRAPPERS = ['module.', 'model.', '_orig_mod.', 'state_dict.', 'backbone.'];

function withoutWrapper(variables: NamedVariables): NamedVariables {
  const names = [...variables.keys()];
  const wrapper = WRAPPERS.find((one) => names.every((name) => name.startsWith(one)));
  if (wrapper === undefined || names.length === 0) return variables;
  return withoutWrapper(
    new Map([...variables].map(([name, value]) => [name.slice(wrapper.length), value])),
  );
}

const classifierNames = ({ classifier }: Architecture) =>
  [`${classifier}.weight`, `${classifier}.bias`] as const;

/** What must be there: all but the classifier, which features do without, and batch norms' scales, which Keras omits. */
function neededShapes(architecture: Architecture): ReadonlyMap<string, readonly number[]> {
  const head: readonly string[] = classifierNames(architecture);
  return new Map([...variableShapes(architecture, 1)].filter(([name]) => !head.includes(name)));
}

const isOptional = (name: string) => name.endsWith('.bn.weight');

function shareOf(variables: NamedVariables, architecture: Architecture): number {
  const names = [...neededShapes(architecture).keys()];
  return names.filter((name) => variables.has(name)).length / names.length;
}

function unrecognised(variables: NamedVariables): AppError {
  const titles = KNOWN_NETWORKS.map(({ title }) => title).join(', ');
  const known = new Set(
    KNOWN_NETWORKS.flatMap(({ architecture }) => [...variableShapes(architecture, 1).keys()]),
  );
  const strange = [...variables.keys()].find((name) => !known.has(name));
  const reason = strange
    ? `it holds ${strange}, which none of them has`
    : `it holds only ${variables.size} of their tensors`;
  return new AppError(
    'bad-checkpoint',
    `This file is of none of the networks that can be used (${titles}): ${reason}.`,
  );
}

const written = (shape: readonly number[]) =>
  shape.length ? shape.join(' x ') : 'a single number';

function wrongShape(name: string, found: readonly number[], wanted: string): AppError {
  return new AppError(
    'bad-checkpoint',
    `${name} has the shape ${written(found)} where ${wanted} is needed. Choose another file.`,
  );
}

function missing(name: string, title: string): AppError {
  return new AppError(
    'bad-checkpoint',
    `This file looks like ${title}, but ${name} is missing. Choose a complete file.`,
  );
}

function checkTrunk(variables: NamedVariables, { architecture, title }: KnownNetwork): void {
  for (const [name, shape] of neededShapes(architecture)) {
    const found = variables.get(name);
    if (found && found.shape.join() !== shape.join()) {
      throw wrongShape(name, found.shape, written(shape));
    }
    if (!found && !isOptional(name)) throw missing(name, title);
  }
}

function checkHead(variables: NamedVariables, { architecture, title }: KnownNetwork): number {
  const [weightName, biasName] = classifierNames(architecture);
  const [weight, bias] = [variables.get(weightName), variables.get(biasName)];
  if (!weight && !bias) return 0;
  if (!weight) throw missing(weightName, title);
  if (!bias) throw missing(biasName, title);
  const width = headWidthOf(architecture);
  const [rows = 0, columns] = weight.shape;
  if (weight.shape.length !== 2 || columns !== width || rows < 1) {
    throw wrongShape(weightName, weight.shape, `classes x ${width}`);
  }
  if (bias.shape.join() !== `${rows}`) throw wrongShape(biasName, bias.shape, `${rows}`);
  return rows;
}

interface RecogniseOptions {
  /** Keeps the first of 1001 classes. */
  readonly keepBackground?: boolean;
  /** What it may be. */
  readonly known?: readonly KnownNetwork[];
}

const BACKGROUND_ROWS = 1001;

function withoutFirstRow({ data, shape: [rows = 1, ...rest] }: Variable): Variable {
  return { data: data.subarray(data.length / rows), shape: [rows - 1, ...rest] };
}

/**
 * Finds which network the variables are of, and that all it needs is there in the right shape; what it does not know
 * (an auxiliary head, counters) is left alone. Of 1001 classes the first, TF-slim's background, is dropped.
 * @throws {AppError} `bad-checkpoint` with a sentence that names the tensor.
 */
export function recogniseNetwork(
  wrapped: NamedVariables,
  { keepBackground = false, known = KNOWN_NETWORKS }: RecogniseOptions = {},
): RecognisedNetwork {
  const variables = withoutWrapper(wrapped);
  const [best] = known
    .map((network) => ({
      network,
      share: shareOf(variables, network.architecture),
    }))
    .sort((a, b) => b.share - a.share);
  if (!best || best.share < ENOUGH) throw unrecognised(variables);
  const { network } = best;
  checkTrunk(variables, network);
  const rows = checkHead(variables, network);
  const drops = rows === BACKGROUND_ROWS && !keepBackground;
  const head: readonly string[] = classifierNames(network.architecture);
  return {
    network,
    classes: drops ? rows - 1 : rows,
    source: (name) => {
      const found = variables.get(name);
      return found && drops && head.includes(name) ? withoutFirstRow(found) : found;
    },
  };
}
