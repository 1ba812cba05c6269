import { createRelief, type Relief, raise, roughen } from '../relief.ts';
import { raiseSlab, raiseTube } from '../shapes.ts';
import { fractalNoise } from '../texture.ts';
import { between, drawShading, pick, type Scene, type SceneSettings } from './scene.ts';

/** One sharp thing before a dim, empty ground: an etched needle, a cantilever with its pyramid, a cone. */
export function tips(settings: SceneSettings): Scene {
  const { random, feature } = settings;
  const relief = createRelief(settings.width, settings.height);
  ground(relief, settings);
  pick(random, [needle, cantilever, pyramid])(relief, settings);
  roughen(relief, fractalNoise(relief, random, { wavelength: 7, octaves: 2 }), 0.08);
  const shading = drawShading(random, {
    slope: between(random, 0.9, 1.4),
    edge: between(random, 0.5, 0.9),
    edgeReach: Math.max(2, feature / 30),
    hollowReach: feature / 5,
    hollow: 0.15,
  });
  return { relief, shading };
}

function ground(relief: Relief, { random }: SceneSettings): void {
  const far = fractalNoise(relief, random, { wavelength: relief.width, octaves: 2, gain: 0.3 });
  const level = between(random, 0.12, 0.4);
  for (let i = 0; i < far.length; i++) relief.tone[i] = Math.max(0.05, level + 0.05 * far[i]);
}

function needle(relief: Relief, { random, feature, width, height }: SceneSettings): void {
  const angle =
    pick(random, [0, Math.PI, -Math.PI / 2, Math.PI / 2, -0.6, 2.5]) + between(random, -0.3, 0.3);
  const apex = { x: width * between(random, 0.4, 0.6), y: height * between(random, 0.4, 0.6) };
  const reach = Math.hypot(width, height);
  const along = (distance: number) => ({
    x: apex.x - Math.cos(angle) * distance,
    y: apex.y - Math.sin(angle) * distance,
  });
  const stages = [
    { distance: 0, radius: Math.max(0.8, feature * 0.006) },
    { distance: feature * 0.6, radius: feature * between(random, 0.09, 0.14) },
    { distance: feature * 1.6, radius: feature * between(random, 0.26, 0.36) },
    { distance: reach, radius: feature * between(random, 0.6, 1.1) },
  ];
  for (let i = 1; i < stages.length; i++) {
    raiseTube(relief, {
      from: along(stages[i - 1].distance),
      to: along(stages[i].distance),
      fromRadius: stages[i - 1].radius,
      toRadius: stages[i].radius,
      fromBase: feature * 0.4,
      toBase: feature * 0.4,
      tone: 1,
    });
  }
}

function cantilever(relief: Relief, { random, feature, width, height }: SceneSettings): void {
  const angle = between(random, -0.25, 0.25);
  const flip = random.next() < 0.5 ? 1 : -1;
  const end = { x: width / 2 + flip * feature * 0.6, y: height * between(random, 0.42, 0.58) };
  const half = feature * between(random, 0.45, 0.7);
  const top = feature * 0.15;
  const cos = Math.cos(angle) * flip;
  const sin = Math.sin(angle) * flip;
  const inBeam = (px: number, py: number) => {
    const along = (end.x - px) * cos + (end.y - py) * sin;
    const across = Math.abs((py - end.y) * cos - (px - end.x) * sin);
    return along > 0 && across < Math.min(half, along * 1.1);
  };
  const bounds = { left: 0, top: 0, right: width, bottom: height };
  raise(relief, {
    bounds,
    zAt: (x, y) => (inBeam(x, y) ? top : Number.NEGATIVE_INFINITY),
    tone: between(random, 0.55, 0.75),
  });
  const tip = { x: end.x - cos * half * 0.85, y: end.y - sin * half * 0.85 };
  raisePyramid(relief, { ...tip, half: half * 0.5, base: top, steep: 1.6, angle });
}

function pyramid(relief: Relief, settings: SceneSettings): void {
  const { random, feature, width, height } = settings;
  const apex = { x: width * between(random, 0.4, 0.6), y: height * between(random, 0.22, 0.4) };
  const spread = between(random, 0.28, 0.5);
  const ridge = between(random, -0.35, 0.35);
  const curve = between(random, 0.85, 1.35);
  const steps = between(random, 0, 0.05) * feature;
  const zAt = (x: number, y: number) => {
    const down = y - apex.y + feature * 0.02;
    const half = spread * feature * (Math.max(0, down) / feature) ** curve + feature * 0.012;
    const off = (x - apex.x) / half - ridge;
    if (down < 0 || Math.abs(off + ridge) > 1) return Number.NEGATIVE_INFINITY;
    const facet = off > 0 ? 1 - off / (1 - ridge) : 1 + off / (1 + ridge);
    return feature * 0.3 + half * facet * 0.8 + steps * Math.floor(down / (feature * 0.12)) * 0.2;
  };
  raise(relief, { bounds: { left: 0, top: 0, right: width, bottom: height }, zAt, tone: 1 });
  raiseSlab(relief, {
    x: width / 2,
    y: height * 1.02,
    halfWidth: width,
    halfHeight: height * between(random, 0.04, 0.14),
    angle: 0,
    top: feature * 1.5,
    tone: 0.7,
  });
}

interface Pyramid {
  readonly x: number;
  readonly y: number;
  readonly half: number;
  readonly base: number;
  readonly steep: number;
  readonly angle: number;
}

function raisePyramid(relief: Relief, { x, y, half, base, steep, angle }: Pyramid): void {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const zAt = (px: number, py: number) => {
    const a = Math.abs((px - x) * cos + (py - y) * sin);
    const b = Math.abs((py - y) * cos - (px - x) * sin);
    const level = half - Math.max(a, b);
    return level > 0 ? base + steep * level : Number.NEGATIVE_INFINITY;
  };
  const reach = half * 1.42;
  const bounds = { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach };
  raise(relief, { bounds, zAt, tone: 1 });
}
