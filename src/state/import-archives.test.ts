import { deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entryPath } from '../core/archives/entry-path.ts';
import type { ImportProblem } from '../core/dataset/picture.ts';
import { type ImportEntry, unpackSources } from './import-archives.ts';
import { paxLine, type TestEntry, testTar, testZip } from './test-archives.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const entry = (name: string, content = name): TestEntry => ({ name, bytes: bytes(content) });

async function unpacked(archive: Uint8Array<ArrayBuffer>, path: string) {
  const found: (ImportEntry | ImportProblem)[] = [];
  const source = { file: new File([archive], path), path };
  const sources = async function* () {
    yield source;
  };
  for await (const one of unpackSources(sources())) found.push(one);
  const entries = found.filter((one) => 'open' in one);
  const read = await Promise.all(
    entries.map(async ({ path: at, archive: from, open }) => {
      const opened = await open().then(
        (file) => file.text(),
        (error: Error) => `refused: ${error.message}`,
      );
      return { path: at, archive: from, content: opened };
    }),
  );
  return { read, problems: found.filter((one) => 'reason' in one) };
}

const NAMES = ['a.tif', 'Fibres/b.tif', 'Fibres/deep/c.tif'];
const PLAIN = NAMES.map((name) => entry(name));
const EXPECTED = NAMES.map((name) => ({ path: `lab/${name}`, archive: 'lab', content: name }));

const gzip = (archive: Uint8Array) => new Uint8Array(gzipSync(archive));
const deflate = (plain: Uint8Array) => new Uint8Array(deflateRawSync(plain));

test.each([
  ['lab.tar', testTar(PLAIN)],
  ['lab.tar.gz', gzip(testTar(PLAIN))],
  ['lab.TGZ', gzip(testTar(PLAIN))],
  ['lab.zip', testZip(PLAIN)],
  ['lab.zip', testZip(PLAIN, { deflate })],
  ['lab.zip', testZip(PLAIN, { deflate, zip64: true })],
])('%s is read like a folder (%#)', async (path, archive) => {
  expect(await unpacked(archive, path)).toEqual({ read: EXPECTED, problems: [] });
});

test('an archive’s own folder is named once, and clutter is passed over', async () => {
  const archive = testTar([
    entry('Tips/', ''),
    entry('Tips/a.tif'),
    entry('Tips/._a.tif'),
    entry('__MACOSX/Tips/a.tif'),
  ]);
  const { read } = await unpacked(archive, 'sem/Tips.tar');
  expect(read).toContainEqual({ path: 'sem/Tips/a.tif', archive: 'Tips', content: 'Tips/a.tif' });
  expect(read.map(({ path }) => path)).not.toContain('sem/Tips/._a.tif');
});

test('names that climb out of the archive stay in it', async () => {
  const names = ['../../etc/a.tif', '/b.tif', 'C:\\data\\c.tif', 'x/../d.tif', './e.tif'];
  const archive = testZip(names.map((name) => entry(name)));
  const { read } = await unpacked(archive, 'lab.zip');
  expect(read.map(({ path }) => path)).toEqual([
    'lab/etc/a.tif',
    'lab/b.tif',
    'lab/data/c.tif',
    'lab/x/d.tif',
    'lab/e.tif',
  ]);
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(entryPath(name).split('/')).not.toContain('..');
      expect(entryPath(name).startsWith('/')).toBe(false);
    }),
  );
});

test('long names: ustar’s prefix, GNU’s entry, pax with letters beyond ASCII', async () => {
  const folder = 'a-folder-with-a-long-name/'.repeat(4);
  const long = 'n'.repeat(200);
  const archive = testTar([
    entry(`${folder}pic.tif`, 'ustar'),
    { ...entry('././@LongLink', `${long}.tif\0`), type: 'L' },
    entry('short.tif', 'gnu'),
    { ...entry('PaxHeader', paxLine('mtime', '1.5') + paxLine('path', 'Fibres/µ.tif')), type: 'x' },
    entry('other.tif', 'pax'),
    { ...entry('link.tif', ''), type: '2' },
    entry('after.tif', 'plain again'),
  ]);
  expect((await unpacked(archive, 'lab.tar')).read.map((e) => [e.path, e.content])).toEqual([
    [`lab/${folder}pic.tif`, 'ustar'],
    [`lab/${long}.tif`, 'gnu'],
    ['lab/Fibres/µ.tif', 'pax'],
    ['lab/after.tif', 'plain again'],
  ]);
});

test('an archive among an archive’s entries is read too', async () => {
  const inner = testTar([entry('a.tif')]);
  const outer = testZip([{ name: 'set/Tips.tar', bytes: inner }], { deflate });
  expect((await unpacked(outer, 'all.zip')).read).toEqual([
    { path: 'all/set/Tips/a.tif', archive: 'Tips', content: 'a.tif' },
  ]);
});

const DAMAGED = /damaged or cut short/;

test.each([
  ['lab.tar', testTar(PLAIN).subarray(0, 2100), 1],
  ['lab.tar', testTar(PLAIN).fill(7, 1024, 1030), 1],
  [
    'lab.tar.gz',
    gzip(testTar([...PLAIN, { name: 'z', bytes: noise(200_000) }])).subarray(0, 90_000),
    3,
  ],
  ['lab.zip', testZip(PLAIN).subarray(0, 110), 2],
])('%s, damaged, keeps what stood before (%#)', async (path, archive, whole) => {
  const { read, problems } = await unpacked(archive, path);
  expect(read.slice(0, whole)).toEqual(EXPECTED.slice(0, whole));
  expect(problems).toEqual([
    { path, code: 'damaged-archive', reason: expect.stringMatching(DAMAGED) },
  ]);
});

test('a picture that can’t be unpacked is one problem and stops nothing', async () => {
  const locked = await unpacked(testZip(PLAIN, { encrypted: true }), 'lab.zip');
  expect(locked.read.map(({ content }) => content)).toEqual(
    PLAIN.map(() => expect.stringMatching(/^refused: .*password/)),
  );
  const broken = await unpacked(
    testZip(PLAIN, { deflate: (plain) => deflate(plain).fill(0xff, 1) }),
    'lab.zip',
  );
  expect(broken.read.map(({ content }) => content)).toEqual(
    PLAIN.map(() => expect.stringMatching(/^refused: .*damaged/)),
  );
  expect(broken.problems).toEqual([]);
});

test('an entry that unpacks to more than it says is stopped', async () => {
  const lying = testZip([entry('a.tif', 'short')], {
    deflate: () => deflate(new Uint8Array(5e6)),
  });
  expect((await unpacked(lying, 'lab.zip')).read[0].content).toMatch(/^refused/);
});

test('noise never hangs a reader, and gives a reason or nothing', async () => {
  const content = fc.uint8Array({ maxLength: 2000 });
  const path = fc.constantFrom('x.tar', 'x.zip', 'x.tgz');
  await fc.assert(
    fc.asyncProperty(content, path, async (noisy, at) => {
      const { read, problems } = await unpacked(new Uint8Array(noisy), at);
      expect(read).toEqual([]);
      expect(problems.every(({ code }) => code === 'damaged-archive')).toBe(true);
    }),
  );
});

test('a tar with any one byte changed gives its entries or a reason', async () => {
  const whole = testTar(PLAIN);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, value) => {
      const { read, problems } = await unpacked(whole.slice().fill(value, at, at + 1), 'lab.tar');
      expect(read.length + problems.length).toBeGreaterThan(0);
    }),
  );
});

function noise(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state & 255;
  });
}

test('a tar whose extended header is long or gives no size is refused with a reason', async () => {
  for (const text of ['x'.repeat(500_000), paxLine('size', 'many'), paxLine('size', '-512')]) {
    const archive = testTar([{ name: 'pax', bytes: bytes(text), type: 'x' }, entry('a.tif')]);
    const { read, problems } = await unpacked(archive, 'lab.tar');
    const isFollowed = text.startsWith('x');
    expect(read).toHaveLength(isFollowed ? 1 : 0);
    expect(problems.map(({ code }) => code)).toEqual(isFollowed ? [] : ['damaged-archive']);
  }
});
