const LARGEST_PORT = 65_535;

/**
 * The port that the environment asks for.
 * @param {string | undefined} text
 * @returns {{ port: number | undefined } | { problem: string }} no port where none was asked for
 */
export function readPort(text) {
  if (text === undefined || text === '') return { port: undefined };
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= LARGEST_PORT) return { port };
  return { problem: `PORT is "${text}", but must be a whole number from 0 to ${LARGEST_PORT}.` };
}

/**
 * Why nothing can listen on `port`, and what to do; undefined for a code that says nothing of ports.
 * @param {string | undefined} code
 * @param {number} port
 */
export function portProblem(code, port) {
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken. Stop what uses it, or choose another: PORT=8080 npm start`;
  }
  if (code === 'EACCES') {
    return `Port ${port} needs special rights. Choose one above 1023: PORT=8080 npm start`;
  }
  return undefined;
}

/**
 * What opens an address in the person's browser.
 * @param {NodeJS.Platform} platform
 * @param {string} address
 * @returns {readonly [command: string, args: string[]]}
 */
export function openerOf(platform, address) {
  if (platform === 'darwin') return ['open', [address]];
  if (platform === 'win32') return ['cmd', ['/c', 'start', '', address]];
  return ['xdg-open', [address]];
}
