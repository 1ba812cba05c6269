import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { CHROMIUM_ARGS, findChromium } from '../find-chromium.mjs';
import { ROOT } from '../run-command.mjs';
import { createStaticServer, listen } from '../serve.mjs';

/** Without a card, WebGPU runs in software, where it is asked for. */
function argumentsFor(/** @type {NodeJS.Platform} */ platform) {
  const hasCard =
    platform !== 'linux' ||
    ['/dev/nvidia0', '/dev/dri/renderD128'].some((path) => existsSync(path));
  return hasCard ? CHROMIUM_ARGS.filter((arg) => !arg.includes('swiftshader')) : CHROMIUM_ARGS;
}

/** A browser keeps little for a private window: what it stores must lie on the disk. */
async function launch() {
  const profile = await mkdtemp(join(tmpdir(), 'semscape-analyse-'));
  const executablePath = await findChromium();
  const removeProfile = () => rm(profile, { recursive: true, force: true, maxRetries: 5 });
  try {
    const context = await chromium.launchPersistentContext(profile, {
      ...(executablePath ? { executablePath } : {}),
      args: argumentsFor(process.platform),
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    return { context, removeProfile };
  } catch (error) {
    await removeProfile();
    throw error;
  }
}

/**
 * The built page without its face, in a browser of its own.
 * @param {string | undefined} backend
 * @param {string} [entry] the page that is opened
 */
export async function openAnalysisPage(backend, entry = 'analyse.html') {
  const server = await createStaticServer(join(ROOT, 'dist'));
  const port = await listen(server, 0);
  const { context, removeProfile } = await launch();
  const page = context.pages()[0] ?? (await context.newPage());
  const crashed = new Promise((_, fail) => {
    page.on('crash', () =>
      fail(new Error('The browser ran out of memory, or its page stopped working.')),
    );
  });
  crashed.catch(() => {});
  const query = backend ? `?backend=${backend}` : '';
  await page.goto(`http://127.0.0.1:${port}/${entry}${query}`);
  return {
    page,
    /** Rejects when the page dies. */
    crashed,
    version: context.browser()?.version() ?? '',
    async close() {
      await context.close();
      server.closeAllConnections();
      server.close();
      await removeProfile();
    },
  };
}
