import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  applyDecision,
  applyDecisions,
  applyDecisionsInTurn,
  clusterNameKey,
  type Decided,
  undoDecision,
} from './apply-decisions.ts';
import type { Decision } from './decisions.ts';
import type { PictureId, Rectangle } from './picture.ts';

const NOTHING = applyDecisions([]);
const ids = ['a', 'b', 'c', 'd'] as PictureId[];
const crop = (x: number): Rectangle => ({ x, y: 0, width: 10, height: 10 });

/** What a person may wish for, before it is known what it replaces. */
type Wish =
  | { kind: 'label'; pictures: PictureId[]; label: string | null }
  | { kind: 'labels'; pictures: PictureId[]; labels: string[] }
  | { kind: 'cluster-name'; node: number; name: string | null }
  | { kind: 'crop'; pictures: PictureId[]; crop: Rectangle | null }
  | { kind: 'keep-alike'; pictures: PictureId[]; label: string | null }
  | { kind: 'remove'; pictures: PictureId[] }
  | { kind: 'restore'; pictures: PictureId[] };

const some = fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1 });
const wishes: fc.Arbitrary<Wish[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('label' as const),
      pictures: some,
      label: fc.option(fc.constantFrom('Fibres', 'Tips')),
    }),
    some.map((pictures) => ({
      kind: 'labels' as const,
      pictures,
      labels: pictures.map((id) => `of ${id}`),
    })),
    fc.record({
      kind: fc.constant('cluster-name' as const),
      node: fc.nat(2),
      name: fc.option(fc.constantFrom('wires', 'grains')),
    }),
    fc.record({
      kind: fc.constant('crop' as const),
      pictures: some,
      crop: fc.option(fc.nat(3).map(crop)),
    }),
    fc.record({
      kind: fc.constant('keep-alike' as const),
      pictures: some,
      label: fc.option(fc.constantFrom('Fibres', 'Tips')),
    }),
    fc.record({ kind: fc.constantFrom('remove' as const, 'restore' as const), pictures: some }),
  ),
  { maxLength: 12 },
);

function decisionOf(wish: Wish, now: Decided): Decision {
  switch (wish.kind) {
    case 'label':
    case 'labels':
      return { ...wish, before: wish.pictures.map((id) => now.labels.get(id) ?? null) };
    case 'crop':
      return { ...wish, before: wish.pictures.map((id) => now.crops.get(id) ?? null) };
    case 'keep-alike': {
      const before = wish.pictures.map((id) => now.labels.get(id) ?? null);
      const keptBefore = wish.pictures.map((id) => now.keptAlike?.has(id) ?? false);
      return { ...wish, before, keptBefore };
    }
    case 'remove':
      return { ...wish, pictures: wish.pictures.filter((id) => !now.removed.has(id)) };
    case 'restore':
      return { ...wish, pictures: wish.pictures.filter((id) => now.removed.has(id)) };
    case 'cluster-name': {
      const cluster = { treeKey: 'ward', node: wish.node };
      const before = now.clusterNames.get(clusterNameKey(cluster)) ?? null;
      return { kind: wish.kind, cluster, name: wish.name, before };
    }
  }
}

function decide(list: readonly Wish[]): Decision[] {
  const decisions: Decision[] = [];
  for (const wish of list) {
    const now = applyDecisions(decisions);
    decisions.push(decisionOf(wish, now));
  }
  return decisions;
}

test('the last word on a picture or cluster stands, and null takes it away', () => {
  const cluster = { treeKey: 'ward', node: 7 };
  const decisions: Decision[] = [
    { kind: 'label', pictures: [ids[0], ids[1]], label: 'Tips', before: [null, null] },
    { kind: 'label', pictures: [ids[1]], label: 'Fibres', before: ['Tips'] },
    { kind: 'label', pictures: [ids[0]], label: null, before: ['Tips'] },
    { kind: 'cluster-name', cluster, name: 'wires', before: null },
    { kind: 'crop', pictures: [ids[2]], crop: crop(1), before: [null] },
    { kind: 'remove', pictures: [ids[3]] },
  ];
  const all = applyDecisions(decisions.slice(0, 6));
  expect([...all.labels]).toEqual([['b', 'Fibres']]);
  expect([...all.clusterNames]).toEqual([['ward#7', 'wires']]);
  expect([...all.crops]).toEqual([['c', crop(1)]]);
  expect([...all.removed]).toEqual(['d']);
  const undone = applyDecisions(decisions.slice(0, 1));
  expect([...undone.labels.values()]).toEqual(['Tips', 'Tips']);
  expect(undone.removed.size).toBe(0);
});

test('undo gives what stood before, redo what stood after, wherever one stops', () => {
  fc.assert(
    fc.property(wishes, (list) => {
      const decisions = decide(list);
      let now = NOTHING;
      for (const [i, decision] of decisions.entries()) {
        const next = applyDecision(now, decision);
        expect(next).toEqual(applyDecisions(decisions.slice(0, i + 1)));
        expect(undoDecision(next, decision)).toEqual(now);
        now = next;
      }
      const after = now;
      for (const decision of decisions.toReversed()) now = undoDecision(now, decision);
      expect(now).toEqual(NOTHING);
      for (const decision of decisions) now = applyDecision(now, decision);
      expect(now).toEqual(after);
    }),
  );
});

test('in turn they come to the same, after whatever they began with', async () => {
  await fc.assert(
    fc.asyncProperty(wishes, fc.nat(), async (list, cut) => {
      const decisions = decide(list);
      const before = cut % (decisions.length + 1);
      const base = applyDecisions(decisions.slice(0, before));
      let checkpoints = 0;
      const checkpoint = async () => void checkpoints++;
      const rest = decisions.slice(before);
      expect(await applyDecisionsInTurn(rest, base, { checkpoint })).toEqual(
        applyDecisions(decisions),
      );
      expect(checkpoints).toBe(rest.length + 1);
      expect(base).toEqual(applyDecisions(decisions.slice(0, before)));
    }),
  );
});

test('one more decision copies only what it touches and leaves the former state as it was', () => {
  const before = applyDecisions([
    { kind: 'label', pictures: ids, label: 'Tips', before: ids.map(() => null) },
  ]);
  const after = applyDecision(before, {
    kind: 'label',
    pictures: [ids[0]],
    label: 'Fibres',
    before: ['Tips'],
  });
  expect(before.labels.get(ids[0])).toBe('Tips');
  expect(after.labels.get(ids[0])).toBe('Fibres');
  expect(after.crops).toBe(before.crops);
});

test('labels of a file go each to its picture', () => {
  const [a, b] = ids;
  const { labels } = applyDecisions([
    { kind: 'labels', pictures: [a, b], labels: ['Tips', 'Fibres'], before: [null, null] },
  ]);
  expect([...labels]).toEqual([
    [a, 'Tips'],
    [b, 'Fibres'],
  ]);
});

test('a snapshot of a version that knew neither scales nor kept pictures goes on', () => {
  const { scales: _, keptAlike: __, ...old } = NOTHING;
  const kept = { pictures: [ids[0]], label: null, before: [null], keptBefore: [false] };
  const { keptAlike, labels } = applyDecision(old, { kind: 'keep-alike', ...kept });
  expect([...(keptAlike ?? [])]).toEqual([ids[0]]);
  expect(labels.size).toBe(0);
});
