import { createRelief, type Relief, raise, roughen, sink } from '../relief.ts';
import { raiseSlab, type Slab } from '../shapes.ts';
import { fractalNoise } from '../texture.ts';
import { between, drawShading, pick, type Scene, type SceneSettings } from './scene.ts';

/** Draws axis-parallel blocks of the device, turned together. */
type Block = (slab: Omit<Slab, 'angle'>) => void;

/** Devices: a comb drive, interdigitated electrodes, a meander, cantilevers, or rings beside waveguides. */
export function memsDevices(settings: SceneSettings): Scene {
  const { random, feature, width, height } = settings;
  const relief = createRelief(width, height);
  relief.tone.fill(between(random, 0.3, 0.6));
  const angle = pick(random, [0, 0, Math.PI / 2, 0.5]) + between(random, -0.06, 0.06);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const block: Block = (slab) => {
    const x = width / 2 + slab.x * cos - slab.y * sin;
    const y = height / 2 + slab.x * sin + slab.y * cos;
    raiseSlab(relief, { ...slab, x, y, angle });
  };
  pick(random, [combDrive, combDrive, electrodes, meander, rings])(relief, settings, block);
  roughen(relief, fractalNoise(relief, random, { wavelength: 12, octaves: 2 }), 0.06);
  const shading = drawShading(random, {
    slope: between(random, 0.9, 1.3),
    edge: between(random, 0.4, 0.8),
    edgeReach: Math.max(1.5, feature / 10),
    hollowReach: feature,
  });
  return { relief, shading };
}

function combDrive(
  _: Relief,
  { random, feature, width, height }: SceneSettings,
  block: Block,
): void {
  const reach = Math.max(width, height);
  const top = feature * between(random, 0.5, 1);
  const tone = between(random, 0.8, 1.05);
  const finger = feature * between(random, 5, 9);
  const pitch = feature * between(random, 1.2, 1.6);
  const spine = feature * between(random, 0.8, 1.6);
  const count = 5 + random.below(9);
  const half = (count + 1) * pitch;
  for (const side of [-1, 1]) {
    const y = side * (finger * 0.7 + spine);
    block({ x: 0, y, halfWidth: half, halfHeight: spine, top, tone });
    for (let i = -count; i <= count; i++) {
      if (Math.abs(i % 2) === (side > 0 ? 1 : 0)) continue;
      const at = { x: i * pitch, y: side * 0.2 * finger };
      block({ ...at, halfWidth: feature * 0.35, halfHeight: finger / 2, top, tone });
    }
    const beam = {
      halfWidth: feature * between(random, 0.4, 1.5),
      halfHeight: reach / 2,
      top,
      tone,
    };
    const beyond = y + side * (reach / 2 + spine * 0.9);
    block({ ...beam, x: side > 0 ? half * 0.7 : 0, y: beyond });
    if (side > 0) block({ ...beam, x: -half * 0.7, y: beyond });
  }
  const pad = feature * between(random, 3, 7);
  for (const side of [-1, 1]) {
    const at = { x: side * (half + pad * 1.6), y: between(random, -pad, pad) };
    block({ ...at, halfWidth: pad, halfHeight: pad, top, tone: tone * 1.15 });
  }
}

function electrodes(
  _: Relief,
  { random, feature, width, height }: SceneSettings,
  block: Block,
): void {
  const reach = Math.max(width, height);
  const metal = between(random, 0.95, 1.2);
  const top = feature * 0.25;
  const pitch = feature * between(random, 2, 2.6);
  const length = reach * between(random, 0.22, 0.32);
  const count = Math.min(24, Math.max(4, Math.floor((reach * between(random, 0.4, 0.9)) / pitch)));
  const bus = feature * between(random, 1.5, 3);
  for (let i = 0; i < count; i++) {
    const side = i % 2 === 0 ? 1 : -1;
    block({
      x: (i - (count - 1) / 2) * pitch,
      y: side * feature,
      halfWidth: feature / 2,
      halfHeight: length,
      top,
      tone: metal,
    });
  }
  for (const side of [-1, 1]) {
    const y = side * (length + feature + bus);
    block({ x: 0, y, halfWidth: (count * pitch) / 2, halfHeight: bus, top, tone: metal });
    block({
      x: side * count * pitch * 0.4,
      y: y + (side * reach) / 2,
      halfWidth: bus * 1.6,
      halfHeight: reach / 2,
      top,
      tone: metal,
    });
  }
}

function meander(_: Relief, { random, feature, width, height }: SceneSettings, block: Block): void {
  const reach = Math.max(width, height);
  const metal = between(random, 0.9, 1.15);
  const top = feature * 0.3;
  const pitch = feature * between(random, 2, 3);
  const turns = 2 * Math.max(2, Math.min(7, Math.floor((0.27 * reach) / pitch)));
  const half = reach * between(random, 0.15, 0.25);
  const left = (-(turns - 1) / 2) * pitch;
  for (let i = 0; i < turns; i++) {
    block({
      x: left + i * pitch,
      y: 0,
      halfWidth: feature / 2,
      halfHeight: half,
      top,
      tone: metal,
    });
    if (i === turns - 1) break;
    const y = i % 2 === 0 ? -half : half;
    block({
      x: left + (i + 0.5) * pitch,
      y,
      halfWidth: (pitch + feature) / 2,
      halfHeight: feature / 2,
      top,
      tone: metal,
    });
  }
  const pad = feature * between(random, 3, 6);
  for (const side of [-1, 1]) {
    block({
      x: side * (-left + reach / 4),
      y: half,
      halfWidth: reach / 4 + feature / 2,
      halfHeight: feature / 2,
      top,
      tone: metal,
    });
    block({
      x: side * (-left + pad * 1.8),
      y: half,
      halfWidth: pad,
      halfHeight: pad,
      top,
      tone: metal,
    });
  }
}

function rings(
  relief: Relief,
  { random, feature, width, height }: SceneSettings,
  block: Block,
): void {
  const reach = Math.max(width, height);
  const top = feature * 0.5;
  const tone = between(random, 0.75, 1);
  const radius = feature * between(random, 6, 12);
  for (const side of [-1, 1]) {
    const y = side * (radius + feature * 1.3);
    block({ x: 0, y, halfWidth: reach, halfHeight: feature / 2, top, tone });
    block({
      x: side * reach * 0.3,
      y: y + side * feature * 6,
      halfWidth: feature * 4,
      halfHeight: feature * 4,
      top,
      tone: tone * 1.2,
    });
  }
  const x = width / 2;
  const y = height / 2;
  const disc = random.next() < 0.4;
  const annulus = (inner: number, outer: number, level: number) => (px: number, py: number) => {
    const r = Math.hypot(px - x, py - y);
    return r > inner && r < outer ? level : Number.NEGATIVE_INFINITY;
  };
  const bounds = { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
  raise(relief, { bounds, zAt: annulus(disc ? -1 : radius - feature, radius, top), tone });
  if (disc) sink(relief, { bounds, zAt: annulus(-1, feature * 0.8, -feature), tone: 0.2 });
}
