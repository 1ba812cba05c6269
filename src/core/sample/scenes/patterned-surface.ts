import type { Random } from '../../random/random.ts';
import { createRelief, type Relief, roughen } from '../relief.ts';
import { fractalNoise } from '../texture.ts';
import { between, drawShading, pick, ramp, type Scene, type SceneSettings } from './scene.ts';

const HASHES = 4096;

/** Signed distance in pixels inside a motif, `x` and `y` from its centre. */
type Motif = (x: number, y: number) => number;

/** Lithography: a lattice of holes, pillars, rings, squares or lines, seen a little askew, with flaws. */
export function patternedSurface(settings: SceneSettings): Scene {
  const { random, feature } = settings;
  const relief = createRelief(settings.width, settings.height);
  layLattice(relief, feature, random);
  roughen(relief, fractalNoise(relief, random, { wavelength: 5, octaves: 2 }), 0.12);
  const shading = drawShading(random, {
    edge: between(random, 0.5, 0.9),
    edgeReach: Math.max(1.5, feature / 16),
    hollowReach: feature / 3,
    hollow: between(random, 0.1, 0.4),
  });
  return { relief, shading };
}

function layLattice(relief: Relief, period: number, random: Random): void {
  const lines = random.next() < 0.3;
  const motif = lines ? lineMotif(period, random) : islandMotif(period, random);
  const up = random.next() < 0.5 ? 1 : -1;
  const depth = up * period * between(random, 0.12, 0.35);
  const otherTone = between(random, 0.5, 0.8);
  const [raisedTone, floorTone] = up > 0 ? [1, otherTone] : [otherTone * 0.8, 1];
  const hexagonal = !lines && random.next() < 0.5;
  const angle = pick(random, [0, 0, 0.4, -0.25]) + between(random, -0.08, 0.08);
  const squash = pick(random, [1, 1, 1.25, 1.6]);
  const flaws = pick(random, [0, 0, 0.01, 0.04]);
  const hashes = Float32Array.from({ length: HASHES }, () => random.next());
  const cos = Math.cos(angle) / period;
  const sin = Math.sin(angle) / period;
  const rowStep = hexagonal ? Math.sqrt(3) / 2 : 1;
  for (let y = 0, at = 0; y < relief.height; y++) {
    for (let x = 0; x < relief.width; x++, at++) {
      const v = (y * squash * cos - x * sin) / rowStep;
      const row = Math.floor(v);
      const u = x * cos + y * squash * sin + (hexagonal && row & 1 ? 0.5 : 0);
      const column = lines ? 0 : Math.floor(u);
      const hash = hashes[(row * 71 + column * 37) & (HASHES - 1)];
      if (hash < flaws) continue;
      const inside = motif((u - Math.floor(u) - 0.5) * period, (v - row - 0.5) * period * rowStep);
      const share = ramp(inside + (hash - 0.5) * period * 0.03, -0.8, 0.8);
      relief.z[at] = depth * share;
      relief.tone[at] = floorTone + (raisedTone - floorTone) * share;
    }
  }
}

function lineMotif(period: number, random: Random): Motif {
  const half = period * between(random, 0.18, 0.3);
  return (_, y) => half - Math.abs(y);
}

function islandMotif(period: number, random: Random): Motif {
  const radius = period * between(random, 0.22, 0.36);
  const bore = radius * between(random, 0.4, 0.6);
  return pick<Motif>(random, [
    (x, y) => radius - Math.hypot(x, y),
    (x, y) => radius - Math.hypot(x, y),
    (x, y) => Math.min(radius - Math.hypot(x, y), Math.hypot(x, y) - bore),
    (x, y) => radius - Math.max(Math.abs(x), Math.abs(y)),
    (x, y) =>
      radius * 0.45 -
      Math.min(Math.max(Math.abs(x), Math.abs(y) * 0.5), Math.max(Math.abs(y), Math.abs(x) * 0.5)),
  ]);
}
