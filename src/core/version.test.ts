import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { SEMSCAPE_VERSION, TENSORFLOW_VERSION } from './version.ts';

test('is the version of the package', () => {
  expect(SEMSCAPE_VERSION).toBe(packageJson.version);
});

test('is the version of every part of TensorFlow.js', () => {
  const parts = Object.entries(packageJson.dependencies).filter(([name]) =>
    name.startsWith('@tensorflow/'),
  );
  expect(parts.map(([, version]) => version)).toEqual(parts.map(() => TENSORFLOW_VERSION));
  expect(parts.length).toBeGreaterThan(1);
});
