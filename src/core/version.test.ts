import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { SEMSCAPE_VERSION } from './version.ts';

test('is the version of the package', () => {
  expect(SEMSCAPE_VERSION).toBe(packageJson.version);
});
