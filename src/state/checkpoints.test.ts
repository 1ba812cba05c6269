import { expect, test } from 'vitest';
import { AppError } from '../core/app-error.ts';
import type { Model, ModelAbout } from '../core/network/model.ts';
import type { Checkpoint } from '../protocol/network.ts';
import { createTestStore } from './test-store.ts';

const endpoints = ['a', 'b', 'c', 'd'].map((name) => ({
  name,
  channels: 3,
  gridSide: 5,
  recommended: name !== 'd',
}));

const ADDED: Checkpoint = {
  id: 'alexnet-1',
  title: 'AlexNet, mine',
  network: 'AlexNet',
  sha256: 'def',
  provenance: '',
  licence: 'BSD-3',
  inputSide: 224,
  endpoints,
};

const OFFER = {
  id: 'inception_v4.tf_in1k',
  title: 'Inception-v4',
  site: 'Hugging Face',
  bytes: 171e6,
  licence: 'Apache-2.0',
  keptBytes: 0,
};

function storeWith(fails = false) {
  const { store, services } = createTestStore();
  const disk: Checkpoint[] = [];
  const known = services.network.checkpoints;
  const bring = async () => {
    if (fails) throw new AppError('bad-checkpoint', 'fc.bias is missing.');
    disk.push(ADDED);
    return ADDED;
  };
  Object.assign(services.network, {
    checkpoints: async (options: { signal: AbortSignal }) => [...(await known(options)), ...disk],
  });
  Object.assign(services.checkpoints, {
    kept: async () => disk.map((checkpoint) => ({ checkpoint, bytes: 10 })),
    offers: async () => [{ ...OFFER, keptBytes: fails ? 5e6 : 0 }],
    add: bring,
    download: bring,
    remove: async () => void disk.pop(),
  });
  return { store, services };
}

test('what was added is listed and chosen, at its middle recommended endpoint', async () => {
  const { store } = storeWith();
  await store.getState().prepareNetwork();
  expect(await store.getState().addCheckpoint([new File([], 'a')])).toBe(true);
  const { checkpoints, keptCheckpoints, recipe } = store.getState();
  expect(checkpoints.map(({ id }) => id)).toContain(ADDED.id);
  expect(keptCheckpoints).toEqual([{ checkpoint: ADDED, bytes: 10 }]);
  expect(recipe.features).toMatchObject({
    checkpointId: ADDED.id,
    endpoint: 'b',
    inputSide: 224,
  });
});

test('when the chosen one is removed, the one that comes with the page is chosen', async () => {
  const { store } = storeWith();
  await store.getState().prepareNetwork();
  await store.getState().downloadCheckpoint(OFFER);
  await store.getState().removeCheckpoint(ADDED.id);
  const { keptCheckpoints, checkpoints, recipe } = store.getState();
  expect(keptCheckpoints).toEqual([]);
  expect(recipe.features.checkpointId).toBe(checkpoints[0]?.id);
});

test('listing while a download runs leaves it alone', async () => {
  const { store } = storeWith();
  const downloading = store.getState().downloadCheckpoint(OFFER);
  await store.getState().listCheckpoints();
  expect(await downloading).toBe(true);
});

test('a failure is told, chooses nothing, and shows what is kept of the download', async () => {
  const { store } = storeWith(true);
  const { checkpointId } = store.getState().recipe.features;
  expect(await store.getState().downloadCheckpoint(OFFER)).toBe(false);
  const { notices, recipe, checkpointOffers } = store.getState();
  expect(notices.at(-1)?.text).toBe('Downloading Inception-v4: fc.bias is missing.');
  expect(recipe.features.checkpointId).toBe(checkpointId);
  expect(checkpointOffers[0]?.keptBytes).toBe(5e6);
});

test('what comes with the page is written by the network worker, what was added by its own', async () => {
  const { store, services } = storeWith();
  const written: string[] = [];
  Object.assign(services.network, {
    exportModel: async (model: Model, about: ModelAbout) => {
      written.push(`${JSON.stringify(model.base)} ${about.title}`);
      return [];
    },
  });
  Object.assign(services.checkpoints, {
    export: async (id: string) => {
      written.push(id);
      return [];
    },
  });
  await store.getState().prepareNetwork();
  await store.getState().addCheckpoint([new File([], 'a')]);
  const bundled = store.getState().checkpoints[0]?.id ?? '';
  await store.getState().exportCheckpoint(bundled, 'tfjs');
  await store.getState().exportCheckpoint(ADDED.id, 'tfjs');
  expect(written).toEqual([`{"kind":"checkpoint","id":"${bundled}"} Table`, ADDED.id]);
});
