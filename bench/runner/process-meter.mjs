import { readdir, readFile, writeFile } from 'node:fs/promises';

const KB = 1024;

/** @typedef {{ cpuSeconds: number, peakMb?: number, residentMb?: number }} Spent */
/** Says what a page's process spent since the meter was started. @typedef {() => Promise<Spent>} StopMeter */

/** @param {number} pid @param {string} name as in /proc/PID/status */
async function memoryMb(pid, name) {
  const text = await readFile(`/proc/${pid}/status`, 'utf8');
  const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1];
  return (Number(kilobytes) * KB) / 1e6;
}

/** Nanoseconds that the threads of a process have run, by thread. @param {number} pid */
async function threadTimes(pid) {
  const threads = await readdir(`/proc/${pid}/task`);
  const times = threads.map(async (thread) => {
    const text = await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '0');
    return /** @type {const} */ ([thread, Number(text.split(' ')[0])]);
  });
  return new Map(await Promise.all(times));
}

/** @param {number} pid @returns {Promise<StopMeter>} */
async function meterThreads(pid) {
  await writeFile(`/proc/${pid}/clear_refs`, '5');
  const held = await memoryMb(pid, 'VmRSS');
  const before = await threadTimes(pid);
  return async () => {
    let nanoseconds = 0;
    for (const [thread, time] of await threadTimes(pid)) {
      nanoseconds += time - (before.get(thread) ?? 0);
    }
    const residentMb = await memoryMb(pid, 'VmHWM');
    return { cpuSeconds: nanoseconds / 1e9, peakMb: residentMb - held, residentMb };
  };
}

/** The renderer with a worker in it: the others are spares. @param {readonly number[]} pids */
async function pageProcess(pids) {
  for (const pid of pids) {
    const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
    const names = threads.map((thread) =>
      readFile(`/proc/${pid}/task/${thread}/comm`, 'utf8').catch(() => ''),
    );
    if ((await Promise.all(names)).some((name) => name.startsWith('DedicatedWorker'))) return pid;
  }
  return undefined;
}

/**
 * A meter for the one page with a worker in a browser. Where there is no /proc it reads all page processes, coarsely,
 * and no memory.
 * @param {import('playwright').Browser} browser
 * @returns {Promise<() => Promise<StopMeter>>}
 */
export async function openMeter(browser) {
  const session = await browser.newBrowserCDPSession();
  const renderers = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type === 'renderer');
  };
  const pid = await pageProcess((await renderers()).map(({ id }) => id));
  if (pid !== undefined) return () => meterThreads(pid);
  const total = async () => (await renderers()).reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  return async () => {
    const before = await total();
    return async () => ({ cpuSeconds: (await total()) - before });
  };
}
