import { expect, test } from 'vitest';
import { figureCases } from './cases.ts';
import { exportSvg } from './export-svg.ts';

const newSvg = () => document.createElementNS('http://www.w3.org/2000/svg', 'svg');

test.each(figureCases)('$name looks as it should', async ({ name, draw }) => {
  const svg = newSvg();
  draw(svg);
  await expect(exportSvg(svg)).toMatchFileSnapshot(`./golden/${name}.svg`);
});

test.each(figureCases)('$name drawn again updates what is there', ({ draw }) => {
  const svg = newSvg();
  draw(svg);
  const first = [...svg.querySelectorAll('*')];
  const text = exportSvg(svg);
  draw(svg);
  expect([...svg.querySelectorAll('*')].every((element, i) => element === first[i])).toBe(true);
  expect(exportSvg(svg)).toBe(text);
});

test.each(figureCases)('$name is whole: named, with no style, no stray number', ({ draw }) => {
  const svg = newSvg();
  draw(svg);
  const text = exportSvg(svg);
  expect(text).toMatch(/<title>[^<]{10,}<\/title>/);
  expect(text).toMatch(/<desc>[^<]{20,}<\/desc>/);
  expect(text).not.toMatch(/style=|<style|NaN|undefined|Infinity|="[^"]*\d\.\d{4}/);
});
