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
 * Shows progress: on a terminal one line that changes, elsewhere a line now and then; and sentences, each on a line
 * of its own.
 * @param {NodeJS.WriteStream} stream
 * @returns {{ report: (progress: HostProgress) => void, note: (text: string) => void }}
 */
export function progressPrinter(stream) {
  let title = '';
  let printedAt = 0;
  /** @param {string} text */
  const note = (text) => {
    stream.write(`${stream.isTTY ? '\r\u001b[K' : ''}${text}\n`);
  };
  /** @param {HostProgress} progress */
  const report = (progress) => {
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
  return { report, note };
}
