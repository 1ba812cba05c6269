import { existsSync } from 'node:fs';
import { findChromium } from './find-chromium.mjs';
import { runCommand, runInstalled } from './run-command.mjs';

async function installFromDebian() {
  const code = await runCommand('apt-get', ['update']);
  return code === 0
    ? runCommand('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
        env: { DEBIAN_FRONTEND: 'noninteractive' },
      })
    : code;
}

/**
 * Finds a Chromium, or installs Debian's, or Playwright's.
 * @returns {Promise<string | undefined>} what is wrong and what to do, or undefined when all is well
 */
export async function ensureChromium() {
  const named = process.env.SEMSCAPE_CHROMIUM;
  if (named && !existsSync(named)) {
    return `SEMSCAPE_CHROMIUM is ${named}, and there is no such file. Correct it or unset it.`;
  }
  if (await findChromium()) return undefined;
  console.log('No Chromium here; installing one ...');
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    await installFromDebian();
    if (await findChromium()) return undefined;
  }
  await runInstalled('playwright/cli.js', ['install', 'chromium']);
  if (await findChromium()) return undefined;
  return 'No Chromium could be installed. Install Chromium or Chrome, or name one: SEMSCAPE_CHROMIUM=/path/to/chromium npm test';
}
