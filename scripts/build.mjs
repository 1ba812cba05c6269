import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT, runInstalled } from './run-command.mjs';

const FOLDERS = ['src', 'workers', 'build', 'public', 'scripts'];
const ROOT_FILES =
  /^(LICENSE|NOTICE|.*\.html|vite\.config\.ts|package(-lock)?\.json|tsconfig\.json)$/;
/** In dist, which every build empties, so that it can only ever speak of what is there. */
const STAMP = join(ROOT, 'dist', '.sources');

/** One digest over all that the build is made from. */
async function digestSources() {
  const listed = await Promise.all(
    FOLDERS.filter((folder) => existsSync(join(ROOT, folder))).map(async (folder) => {
      const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
    }),
  );
  const top = (await readdir(ROOT)).filter((name) => ROOT_FILES.test(name));
  const digest = createHash('sha256');
  for (const file of [...listed.flat(), ...top.map((name) => join(ROOT, name))].sort()) {
    digest.update(`${file.slice(ROOT.length)}\0`).update(await readFile(file));
  }
  return digest.digest('hex');
}

/** @returns {Promise<number>} the exit code of the build */
export async function buildPage() {
  const digest = await digestSources();
  const code = await runInstalled('vite/bin/vite.js', ['build']);
  if (code === 0) await writeFile(STAMP, digest);
  return code;
}

/**
 * Builds unless dist was made from just these sources.
 * @returns {Promise<string | undefined>} what is wrong and what to do, or undefined when all is well
 */
export async function ensureBuilt() {
  const built = await readFile(STAMP, 'utf8').catch(() => undefined);
  if (built !== undefined && built === (await digestSources())) return undefined;
  console.log('Building the page ...');
  const code = await buildPage();
  return code === 0
    ? undefined
    : 'The page could not be built; the message above says where. If you changed nothing, delete node_modules and try again.';
}
