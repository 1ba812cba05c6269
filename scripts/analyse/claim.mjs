import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { UnusableInput } from './options.mjs';

const WAIT_MS = 200;
const WRITTEN_WITHIN_MS = 10_000;
/** Of installing and building. */
const LONGEST_TURN_MS = 15 * 60_000;

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} file @returns {Promise<boolean>} whether there was none */
async function isMade(file) {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Whether nobody has the file any more: its process is gone, or it is as old as no work takes.
 * @param {string} file
 * @param {number} longestMs
 */
async function isAbandoned(file, longestMs) {
  const found = await stat(file).catch(() => undefined);
  if (!found) return false;
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  const ageMs = Date.now() - found.mtimeMs;
  return (
    ageMs > (holder === 0 ? WRITTEN_WITHIN_MS : longestMs) || (holder > 0 && !isRunning(holder))
  );
}

/**
 * Makes a file that only one process has at a time; that of a process that was killed is taken over.
 * @param {string} file
 * @param {number} longestMs
 * @returns {Promise<(() => Promise<void>) | undefined>} gives it back; undefined where another process has it
 */
async function claim(file, longestMs) {
  const giveBack = () => rm(file, { force: true });
  if (await isMade(file)) return giveBack;
  if (!(await isAbandoned(file, longestMs))) return undefined;
  await giveBack();
  return (await isMade(file)) ? giveBack : undefined;
}

/**
 * Does what no two runs may do at once, such as building the page, when it is this one's turn.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inTurn(file, work) {
  let giveBack = await claim(file, LONGEST_TURN_MS);
  for (; !giveBack; giveBack = await claim(file, LONGEST_TURN_MS)) await setTimeout(WAIT_MS);
  try {
    return await work();
  } finally {
    await giveBack();
  }
}

/**
 * Keeps other runs from writing to the same folder.
 * @param {string} out
 * @returns {Promise<() => Promise<void>>} gives the folder back
 * @throws {UnusableInput} where another run is writing there
 */
export async function claimFolder(out) {
  const giveBack = await claim(join(out, '.semscape-run'), Number.POSITIVE_INFINITY);
  if (giveBack) return giveBack;
  throw new UnusableInput(
    `Another run writes its results to ${out}. Wait for its end or name another folder; if there is no other run, delete the file .semscape-run there.`,
  );
}
