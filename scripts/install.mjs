import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT, runCommand } from './run-command.mjs';

const OLDEST_NODE = [20, 19];

/**
 * As npm's lock files have them.
 * @typedef {Readonly<Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>>} Packages
 */

/** @param {string} path @returns {Promise<Packages | undefined>} */
async function packagesOf(path) {
  try {
    return JSON.parse(await readFile(join(ROOT, path), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Whether all that is wanted is there, in its exact version; what is optional may be absent.
 * @param {Packages | undefined} wanted
 * @param {Packages | undefined} there
 */
export function isComplete(wanted, there) {
  if (!wanted || !there) return false;
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (path === '' || there[path]?.version === version) return true;
    return Boolean(optional || devOptional) && !there[path];
  });
}

/** What is wrong with a version of Node, if anything. */
export function oldNodeProblem(/** @type {string} */ version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor, wantedMinor] = OLDEST_NODE;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return undefined;
  return `Semscape needs Node ${OLDEST_NODE.join('.')} or newer, and this is ${version}. Install a newer one from https://nodejs.org and try again.`;
}

/** npm writes node_modules/.package-lock.json last, so that a broken-off installation has none. */
async function isInstalled() {
  const [wanted, there] = await Promise.all([
    packagesOf('package-lock.json'),
    packagesOf('node_modules/.package-lock.json'),
  ]);
  return isComplete(wanted, there);
}

function runNpm(/** @type {readonly string[]} */ args) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('.js')) return runCommand(process.execPath, [cli, ...args]);
  return runCommand('npm', args, { shell: process.platform === 'win32' });
}

/**
 * Installs the exact packages of package-lock.json where they are not there yet.
 * @returns {Promise<string | undefined>} what is wrong and what to do, or undefined when all is well
 */
export async function ensureInstalled() {
  const tooOld = oldNodeProblem(process.versions.node);
  if (tooOld) return tooOld;
  if (await isInstalled()) return undefined;
  console.log('Installing what Semscape is built with ...');
  const code = await runNpm(['ci', '--include=dev']);
  if (code === 127)
    return 'npm was not found. It comes with Node: install Node from https://nodejs.org.';
  if (code !== 0) {
    return `npm could not install the packages (exit code ${code}). Check the connection to the npm registry and the message above, then try again.`;
  }
  return undefined;
}
