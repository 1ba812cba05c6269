import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { openerOf, portProblem, readPort } from './launch.mjs';
import { ROOT } from './run-command.mjs';
import { createStaticServer, listen } from './serve.mjs';

const DEFAULT_PORT = 4174;

/** @param {string} problem @returns {never} */
function giveUp(problem) {
  console.error(`\n${problem}`);
  process.exit(1);
}

/** The port asked for, or undefined where none was. */
function wantedPort() {
  const read = readPort(process.env.PORT);
  return 'problem' in read ? giveUp(read.problem) : read.port;
}

/** @param {string} address */
function openBrowser(address) {
  const [command, args] = openerOf(process.platform, address);
  // A machine without a browser, or without a desktop, is served all the same.
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}

/** @param {number | undefined} wanted */
async function serve(wanted) {
  const server = await createStaticServer(join(ROOT, 'dist'));
  try {
    const port = await listen(server, wanted ?? DEFAULT_PORT, wanted === undefined ? 50 : 1);
    return { server, address: `http://localhost:${port}` };
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    const problem = portProblem(code, wanted ?? DEFAULT_PORT);
    if (problem) giveUp(problem);
    throw error;
  }
}

const opens = !process.argv.includes('--no-open') && !process.env.CI;
const wanted = wantedPort();
const problem = (await ensureInstalled()) ?? (await ensureBuilt());
if (problem) giveUp(problem);

const { server, address } = await serve(wanted);
console.log(`\nSemscape is at ${address}\nYour pictures stay on this machine. Ctrl-C ends it.`);
if (opens) openBrowser(address);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}
