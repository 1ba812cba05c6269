import { describe, expect, test } from 'vitest';
import type { Variable } from '../networks/fold.ts';
import { formulaWeights } from '../networks/reference/formula-weights.ts';
import { variableShapes } from '../networks/shapes.ts';
import { KNOWN_NETWORKS, knownNetwork } from './known-networks.ts';
import { recogniseNetwork } from './recognise-network.ts';

/** Right names and shapes; numbers of small tensors only. */
function variablesOf(id: string, classes = 1000): Map<string, Variable> {
  const shapes = variableShapes(knownNetwork(id).architecture, classes);
  return new Map(
    [...shapes].map(([name, shape]) => {
      const isBig = shape.length > 1 && shape[0] !== classes;
      return [name, { data: isBig ? new Float32Array(0) : formulaWeights(name, shape), shape }];
    }),
  );
}

const IDS = KNOWN_NETWORKS.map(({ architecture }) => architecture.id);

describe.each(IDS)('%s', (id) => {
  test('is known by its tensors, whatever wraps their names and whatever else is there', () => {
    const wrapped = new Map(
      [...variablesOf(id)].map(([name, value]) => [`module.model.${name}`, value]),
    );
    const extra = { data: Float32Array.of(1), shape: [1] };
    wrapped.set('module.model.AuxLogits.conv0.conv.weight', extra);
    const { network, classes, source } = recogniseNetwork(wrapped);
    expect([network.architecture.id, classes]).toEqual([id, 1000]);
    const [name] = variableShapes(network.architecture, 1000).keys();
    expect(source(name)).toBe(wrapped.get(`module.model.${name}`));
  });

  test('of 1001 classes the background is dropped, except from files of our own', () => {
    const { classifier } = knownNetwork(id).architecture;
    const variables = variablesOf(id, 1001);
    const { classes, source } = recogniseNetwork(variables);
    const [weight, bias] = [source(`${classifier}.weight`), source(`${classifier}.bias`)];
    const all = variables.get(`${classifier}.weight`);
    const width = all?.shape[1] ?? 0;
    expect(classes).toBe(1000);
    expect(weight?.shape).toEqual([1000, width]);
    expect(weight?.data[0]).toBe(all?.data[width]);
    expect([...(bias?.data ?? [])]).toEqual([
      ...(variables.get(`${classifier}.bias`)?.data.slice(1) ?? []),
    ]);
    expect(recogniseNetwork(variables, { keepBackground: true }).classes).toBe(1001);
  });
});

test('without a classifier, and without scales of batch norms, features can be taken', () => {
  const variables = variablesOf('inception_v3');
  for (const name of variables.keys()) {
    if (name.startsWith('fc.') || name.endsWith('.bn.weight')) variables.delete(name);
  }
  expect(recogniseNetwork(variables).classes).toBe(0);
});

const tensor = (...shape: number[]): Variable => ({ data: new Float32Array(0), shape });

test.each<[string, (variables: Map<string, Variable>) => void, string]>([
  [
    'a wrong shape',
    (v) => v.set('Mixed_5b.branch1x1.conv.weight', tensor(64, 256, 1, 1)),
    'Mixed_5b.branch1x1.conv.weight has the shape 64 x 256 x 1 x 1 where 64 x 192 x 1 x 1 is needed. Choose another file.',
  ],
  [
    'a missing tensor',
    (v) => v.delete('Mixed_7a.branch3x3_1.bn.running_var'),
    'This file looks like Inception-v3, but Mixed_7a.branch3x3_1.bn.running_var is missing. Choose a complete file.',
  ],
  [
    'a classifier of another width',
    (v) => v.set('fc.weight', tensor(1000, 1536)),
    'fc.weight has the shape 1000 x 1536 where classes x 2048 is needed. Choose another file.',
  ],
  [
    'a bias that is missing',
    (v) => v.delete('fc.bias'),
    'This file looks like Inception-v3, but fc.bias is missing. Choose a complete file.',
  ],
  [
    'a bias of another length',
    (v) => v.set('fc.bias', tensor(999)),
    'fc.bias has the shape 999 where 1000 is needed. Choose another file.',
  ],
])('%s is told by name', (_, spoil, sentence) => {
  const variables = variablesOf('inception_v3');
  spoil(variables);
  expect(() => recogniseNetwork(variables)).toThrow(
    expect.objectContaining({ code: 'bad-checkpoint', message: sentence }),
  );
});

test('a file of another network is refused by a tensor that none has', () => {
  const variables = new Map([['layer1.0.conv1.weight', tensor(64, 64, 1, 1)]]);
  expect(() => recogniseNetwork(variables)).toThrow(
    /none of the networks .*: it holds layer1\.0\.conv1\.weight, which none of them has\.$/,
  );
});
