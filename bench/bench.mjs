import { join } from 'node:path';
import { build } from 'vite';
import { createStaticServer, listen } from '../scripts/serve.mjs';
import { benchClustering } from './runner/clustering.mjs';
import { benchFeatures } from './runner/features.mjs';
import { benchFuzz } from './runner/fuzz.mjs';
import { benchImport } from './runner/import.mjs';
import { benchPairs } from './runner/pairs.mjs';
import { benchTraining } from './runner/training.mjs';

const ROOT = join(import.meta.dirname, '..');
const TASKS = {
  features: benchFeatures,
  clustering: benchClustering,
  pairs: benchPairs,
  training: benchTraining,
  import: benchImport,
  fuzz: benchFuzz,
};

const args = process.argv.slice(2);
const quick = args.includes('--quick');
const wanted = args.filter((arg) => !arg.startsWith('--'));
const unknown = [
  ...args.filter((arg) => arg.startsWith('--') && arg !== '--quick'),
  ...wanted.filter((name) => !(name in TASKS)),
];
if (unknown.length > 0) {
  process.stderr.write(
    `No such task or option: ${unknown.join(', ')}. Tasks: ${Object.keys(TASKS).join(', ')}. Option: --quick.\n`,
  );
  process.exit(2);
}

await build({ root: ROOT, configFile: join(ROOT, 'bench/vite.config.ts'), logLevel: 'warn' });
const server = await createStaticServer(join(ROOT, 'node_modules/.cache/semscape-bench/page'));
const origin = `http://localhost:${await listen(server, 0)}`;
try {
  for (const [name, run] of Object.entries(TASKS)) {
    if (wanted.length === 0 || wanted.includes(name)) await run({ origin, quick });
  }
} finally {
  server.close();
  server.closeAllConnections();
}
