import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { unpackCheckpoint } from './unpack-checkpoint.ts';

const NAME = 'virtual:bundled-checkpoint';
const RESOLVED = `\0${NAME}`;
/** To be raised when what is written changes, so that no stale file is taken. */
const LAYOUT = 1;

function versionOf(packageFolder: string): string {
  const manifest: { version: string } = JSON.parse(
    readFileSync(join(packageFolder, 'package.json'), 'utf8'),
  );
  return manifest.version;
}

/** Unpacks once per version and layout; several builds may do so at the same time. */
function unpackedFile(root: string): string {
  const source = join(root, 'node_modules/nsfwjs');
  const folder = join(root, 'node_modules/.cache/semscape');
  const file = join(folder, `inception-v3-photographs-${versionOf(source)}-${LAYOUT}.safetensors`);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, unpackCheckpoint(join(source, 'dist/models/inception_v3')));
    renameSync(draft, file);
  }
  return file;
}

/** Gives `virtual:bundled-checkpoint`: where the unpacked Inception-v3 is served, and its SHA-256. */
export function bundledCheckpoint(): Plugin {
  let root = process.cwd();
  return {
    name: 'semscape:bundled-checkpoint',
    configResolved(config) {
      root = config.root;
    },
    resolveId: (id) => (id === NAME ? RESOLVED : undefined),
    load(id) {
      if (id !== RESOLVED) return undefined;
      const file = unpackedFile(root);
      const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
      return `import url from ${JSON.stringify(`${file}?url`)};
export const bundledCheckpointFile = { url, sha256: ${JSON.stringify(sha256)} };`;
    },
  };
}
