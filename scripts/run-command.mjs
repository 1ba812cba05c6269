import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Runs a command in the project's folder, its output shown as it comes.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, shell?: boolean }} [options] `env` is added to the environment
 * @returns {Promise<number>} its exit code; 127 where there is no such command
 */
export function runCommand(command, args, { env = {}, shell = false } = {}) {
  return new Promise((settle) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: 'inherit',
      shell,
      env: { ...process.env, ...env },
    });
    child.on('error', () => settle(127));
    child.on('exit', (code, signal) => {
      if (signal === 'SIGINT') process.exit(130);
      settle(code ?? 1);
    });
  });
}

/**
 * A command of an installed package.
 * @param {string} script its file under node_modules
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string> }} [options]
 */
export function runInstalled(script, args, options) {
  return runCommand(process.execPath, [join(ROOT, 'node_modules', script), ...args], options);
}
