import { access, constants, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isAmong, resultOver } from './results.mjs';

export const HELP = `Runs the whole analysis without opening the page, and writes what comes of it to a folder.

  npm run analyse -- <input> --out <folder> [options]

<input> is a folder of pictures, whose class folders are the labels, or a features file: CSV, with or
without a header line, where a column named label is the label and a column named file the row's name;
or NPY, float32 or float64, n x d. With a features file the picture stages are left out.

  --out <folder>       where the results go; made where it is missing
  --recipe <file>      settings as JSON; what it leaves out has its default (schema/recipe-1.json)
  --labels <file>      CSV of columns file and label, or a subset as JSON, whose labels go before the folders' or
                       the file's own; an empty one leaves those. A picture is named by its path, an end of it or
                       its file name, a row of features by its name or, where it has none, its number from 0
  --backend <name>     webgpu, wasm or cpu; left out, the best that the machine has
  --seed <number>      of every stage to which the recipe gives no seed of its own
  --help               this text

It writes pictures.csv, scales.csv, features.npy, codes.npy, dimension.csv, dimension-by-class.csv, distances.json,
tree-<method>.csv, nmi.csv, stability.csv, decision-graph.csv, clusters.csv, map.csv, subset.json, figures/*.svg and,
last of all, run.json. What an earlier run left there goes once the input was read. clusters.csv has the files in the order of the rows of features and codes; trees count these from 0.
Features that have no more columns than a code would have numbers, or a recipe with
"autoencoder": {"codeSize": "none"}, are clustered as they are.

It ends with 0, with 2 where the input can't be used, and with 1 where it failed itself.`;

const BACKENDS = ['webgpu', 'wasm', 'cpu'];
const LARGEST_SEED = 0xffffffff;

/** What a person asked for can't be done; `message` says what to do. */
export class UnusableInput extends Error {}

/**
 * @typedef {{
 *   input: string,
 *   inputAsGiven: string,
 *   kind: 'folder' | 'features',
 *   out: string,
 *   recipe: string | undefined,
 *   labels: string | undefined,
 *   backend: string | undefined,
 *   seed: number | undefined,
 * }} Options
 */

/** npm runs scripts in the project's folder, wherever it was called. */
function absolute(/** @type {string} */ path) {
  const { INIT_CWD, npm_lifecycle_event } = process.env;
  return resolve((npm_lifecycle_event === 'analyse' && INIT_CWD) || process.cwd(), path);
}

function parse(/** @type {readonly string[]} */ args) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        recipe: { type: 'string' },
        labels: { type: 'string' },
        backend: { type: 'string' },
        seed: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    const [reason] = /** @type {Error} */ (error).message.split(/\.\s|\.$/);
    throw new UnusableInput(`${reason}. See npm run analyse -- --help.`);
  }
}

/** @param {string | undefined} text */
function seedOf(text) {
  if (text === undefined) return undefined;
  const seed = Number(text);
  if (/^\d+$/.test(text) && seed <= LARGEST_SEED) return seed;
  throw new UnusableInput(`--seed is "${text}", but must be a whole number up to ${LARGEST_SEED}.`);
}

/** @param {string} path @param {string} what */
async function existing(path, what) {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new UnusableInput(`There is no ${what} ${path}.`);
  await access(path, found.isDirectory() ? constants.R_OK | constants.X_OK : constants.R_OK).catch(
    () => {
      throw new UnusableInput(`${path} may not be read.`);
    },
  );
  return found;
}

/** @param {string | undefined} path @param {string} what */
async function readableFile(path, what) {
  if (path === undefined) return undefined;
  const file = absolute(path);
  if (!(await existing(file, what)).isFile()) throw new UnusableInput(`${file} is not a file.`);
  return file;
}

/** @param {string} input @returns {Promise<Options['kind']>} */
async function kindOf(input) {
  const found = await existing(input, 'folder or features file');
  if (found.isDirectory()) return 'folder';
  if (found.isFile() && ['.csv', '.npy'].includes(extname(input).toLowerCase())) return 'features';
  throw new UnusableInput(
    `${input} is neither a folder of pictures nor a features file that ends in .csv or .npy.`,
  );
}

/**
 * As a recursive mkdir, which in Node never ends where a folder exists that takes none, such as /proc.
 * @param {string} path
 */
async function makeFolder(path) {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  await mkdir(path).catch(async (error) => {
    const made = await stat(path).catch(() => undefined);
    if (!made?.isDirectory()) throw error;
  });
}

/**
 * Nothing that is read may be written over.
 * @param {Pick<Options, 'input' | 'kind' | 'recipe' | 'labels' | 'out'>} options
 */
async function keepApart({ input, kind, recipe, labels, out }) {
  if (kind === 'folder' && (await isAmong(out, input))) {
    throw new UnusableInput(
      `The results would lie among the pictures of ${input}. Name another folder for them, such as ${join(input, 'results')}.`,
    );
  }
  for (const file of [kind === 'features' ? input : undefined, recipe, labels]) {
    const over = file && (await resultOver(out, file));
    if (over) {
      throw new UnusableInput(
        `The result ${over} would be written over ${file}. Name another folder for the results.`,
      );
    }
  }
}

/** @param {string} out */
async function makeWritable(out) {
  const probe = join(out, `.semscape-writes-here-${process.pid}`);
  try {
    await makeFolder(join(out, 'figures'));
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new UnusableInput(`Nothing can be written to the folder ${out} (${code}).`);
  }
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<Options | 'help'>}
 * @throws {UnusableInput}
 */
export async function readOptions(args) {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  const [given, ...more] = positionals;
  if (!given || more.length > 0) {
    throw new UnusableInput(
      'Name one folder of pictures or one features file. See npm run analyse -- --help.',
    );
  }
  if (!values.out) {
    throw new UnusableInput('Say where the results go: --out <folder>.');
  }
  if (values.backend !== undefined && !BACKENDS.includes(values.backend)) {
    throw new UnusableInput(
      `--backend is "${values.backend}", but must be one of ${BACKENDS.join(', ')}.`,
    );
  }
  const seed = seedOf(values.seed);
  const input = absolute(given);
  const kind = await kindOf(input);
  const recipe = await readableFile(values.recipe, 'recipe');
  const labels = await readableFile(values.labels, 'labels file');
  const out = absolute(values.out);
  await keepApart({ input, kind, recipe, labels, out });
  await makeWritable(out);
  const { backend } = values;
  return { input, inputAsGiven: given, kind, out, recipe, labels, backend, seed };
}
