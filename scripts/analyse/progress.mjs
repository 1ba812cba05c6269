const EVERY_MS = 5000;

/** @typedef {import('../../src/headless/host.ts').HostProgress} HostProgress */

/** @param {HostProgress} progress */
function lineOf({ title, stage, fraction, seconds }) {
  if (seconds !== undefined) return `${title}: done in ${seconds.toFixed(1)} s`;
  const share = fraction === undefined ? '' : `${Math.round(fraction * 100)} %`;
  const details = [stage, share].filter((part) => part !== '').join(', ');
  return details === '' ? title : `${title}: ${details}`;
}

/**
 * Shows progress: on a terminal one line that changes, elsewhere a line now and then.
 * @param {NodeJS.WriteStream} stream
 * @returns {(progress: HostProgress) => void}
 */
export function progressPrinter(stream) {
  let title = '';
  let printedAt = 0;
  return (progress) => {
    const ended = progress.seconds !== undefined;
    const line = lineOf(progress);
    if (stream.isTTY) {
      stream.write(`\r\u001b[K${line.slice(0, stream.columns - 1)}${ended ? '\n' : ''}`);
      return;
    }
    const now = Date.now();
    if (!ended && progress.title === title && now - printedAt < EVERY_MS) return;
    title = progress.title;
    printedAt = now;
    stream.write(`${line}\n`);
  };
}
