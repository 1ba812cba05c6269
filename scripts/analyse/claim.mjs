import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UnusableInput } from './options.mjs';

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
 * Keeps other runs from writing to the same folder; what a run left that was killed is taken over.
 * @param {string} out
 * @returns {Promise<() => Promise<void>>} gives the folder back
 * @throws {UnusableInput} where another run is writing there
 */
export async function claimFolder(out) {
  const file = join(out, '.semscape-run');
  const giveBack = () => rm(file, { force: true });
  if (await isMade(file)) return giveBack;
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  if (holder > 0 && !isRunning(holder)) {
    await giveBack();
    if (await isMade(file)) return giveBack;
  }
  throw new UnusableInput(
    `Another run writes its results to ${out}. Wait for its end or name another folder; if there is no other run, delete the file .semscape-run there.`,
  );
}
