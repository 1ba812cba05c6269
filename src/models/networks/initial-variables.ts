import { createRandom, type Random } from '../../core/random/random.ts';
import type { Variable, VariableSource } from './fold.ts';
import type { Architecture } from './layers.ts';
import { variableShapes } from './shapes.ts';

/** Normal within two standard deviations of `1.3 * 2 / fanIn`'s root, which truncation brings back to `2 / fanIn`. */
function fillTruncatedHe(values: Float32Array, fanIn: number, random: Random): void {
  const deviation = Math.sqrt((1.3 * 2) / fanIn);
  for (let i = 0; i < values.length; i++) {
    let z = random.normal();
    while (Math.abs(z) > 2) z = random.normal();
    values[i] = z * deviation;
  }
}

function fillUniform(values: Float32Array, fanIn: number, random: Random): void {
  const limit = 1 / Math.sqrt(fanIn);
  for (let i = 0; i < values.length; i++) values[i] = limit * (2 * random.next() - 1);
}

const lengthOf = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);

/**
 * A network from scratch, each variable made when asked for; same seed, same numbers in whatever order.
 * Kernels before a batch norm are drawn as in TF-slim (truncated normal, variance `2 / fanIn`), all others and
 * their biases as in torch (uniform within `1 / sqrt(fanIn)`); batch norms begin as the identity.
 */
export function initialVariables(
  architecture: Architecture,
  classes: number,
  seed: number,
): VariableSource {
  const shapes = variableShapes(architecture, classes);
  const order = new Map([...shapes.keys()].map((name, i) => [name, i]));
  return (name): Variable | undefined => {
    const shape = shapes.get(name);
    if (!shape) return undefined;
    const data = new Float32Array(lengthOf(shape));
    const isScale = name.endsWith('.bn.weight') || name.endsWith('.running_var');
    if (name.includes('.bn.')) return { data: data.fill(isScale ? 1 : 0), shape };
    const random = createRandom(seed).fork(order.get(name) ?? 0);
    const weight = shapes.get(name.replace(/\.bias$/, '.weight')) ?? shape;
    const fanIn = lengthOf(weight) / (weight[0] ?? 1);
    if (name.endsWith('.conv.weight')) fillTruncatedHe(data, fanIn, random);
    else fillUniform(data, fanIn, random);
    return { data, shape };
  };
}

/** A checkpoint's trunk under a fresh classifier of `classes` outputs, drawn as in `initialVariables`. */
export function withFreshHead(
  source: VariableSource,
  architecture: Architecture,
  { classes, seed }: { readonly classes: number; readonly seed: number },
): VariableSource {
  const fresh = initialVariables(architecture, classes, seed);
  const head = `${architecture.classifier}.`;
  return (name) => (name.startsWith(head) ? fresh(name) : source(name));
}
