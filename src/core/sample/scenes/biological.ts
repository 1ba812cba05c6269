import { createRelief, type Relief, raise, roughen } from '../relief.ts';
import { raiseEllipsoid, raiseTube } from '../shapes.ts';
import { fractalNoise, voronoiCells } from '../texture.ts';
import { between, drawShading, pick, ramp, type Scene, type SceneSettings } from './scene.ts';

/** Living things: spiny pollen, spread cells, red cells, rod bacteria, or plant tissue cut across. */
export function biological(settings: SceneSettings): Scene {
  const { random, feature } = settings;
  const relief = createRelief(settings.width, settings.height);
  pick(random, [pollen, cells, redCells, bacteria, tissue])(relief, settings);
  const skin = fractalNoise(relief, random, {
    wavelength: Math.max(6, feature / 7),
    octaves: 4,
    gain: 0.6,
  });
  roughen(relief, skin, between(random, 0.3, 0.8));
  const shading = drawShading(random, {
    slope: between(random, 0.4, 0.7),
    edgeReach: Math.max(2, feature / 22),
    hollowReach: feature / 3,
  });
  return { relief, shading };
}

function pollen(relief: Relief, { random, feature, width, height }: SceneSettings): void {
  relief.tone.fill(between(random, 0.12, 0.3));
  const count = 1 + random.below(4);
  for (let i = 0; i < count; i++) {
    const size = feature * between(random, 0.8, 1.2);
    const x = i === 0 ? width * between(random, 0.35, 0.65) : random.next() * width;
    const y = i === 0 ? height * between(random, 0.4, 0.6) : random.next() * height;
    const base = i === 0 ? size * 0.4 : -size * 0.2;
    raiseEllipsoid(relief, {
      x,
      y,
      radius: size,
      aspect: between(random, 1, 1.2),
      angle: Math.PI * random.next(),
      base,
      tone: 0.9,
    });
    const spines = 60 + random.below(50);
    for (let s = 0; s < spines; s++) {
      const up = 1 - (1.3 * (s + 0.5)) / spines;
      const out = Math.sqrt(Math.max(0, 1 - up * up));
      const turn = s * 2.39996 + 0.2 * random.normal();
      const dx = Math.cos(turn) * out;
      const dy = Math.sin(turn) * out;
      raiseTube(relief, {
        from: { x: x + dx * size * 0.93, y: y + dy * size * 0.93 },
        to: { x: x + dx * size * 1.22, y: y + dy * size * 1.22 + 1e-3 },
        fromRadius: size * 0.075,
        toRadius: size * 0.012,
        fromBase: base + up * size * 0.93,
        toBase: base + up * size * 1.2,
        tone: 1.1,
      });
      raiseEllipsoid(relief, {
        x: x + dx * size * 0.97,
        y: y + dy * size * 0.97,
        radius: size * 0.06,
        aspect: 1,
        angle: 0,
        base: base + up * size,
        tone: 1,
      });
    }
  }
}

function cells(relief: Relief, settings: SceneSettings): void {
  const { random, feature, width, height } = settings;
  relief.tone.fill(between(random, 0.45, 0.65));
  const count = Math.round((width * height * between(random, 0.25, 0.6)) / (feature * feature * 3));
  for (let i = 0; i < Math.max(2, count); i++) {
    const x = random.next() * width;
    const y = random.next() * height;
    const angle = Math.PI * random.next();
    const radius = feature * between(random, 0.6, 1.1);
    const aspect = pick(random, [1.1, 1.5, 3]);
    for (let f = 6 + random.below(14); f > 0; f--)
      filopodium(relief, settings, { x, y, radius: radius / aspect ** 0.5 });
    raiseEllipsoid(relief, { x, y, radius, aspect, angle, base: -radius * 0.12, tone: 0.9 });
    for (let b = random.below(60); b > 0; b--) {
      const bleb = { x: x + radius * 0.3 * random.normal(), y: y + radius * 0.3 * random.normal() };
      const base =
        relief.z[
          Math.floor(Math.min(height - 1, Math.max(0, bleb.y))) * width +
            Math.floor(Math.min(width - 1, Math.max(0, bleb.x)))
        ];
      raiseEllipsoid(relief, {
        ...bleb,
        radius: feature * between(random, 0.02, 0.07),
        aspect: 1,
        angle: 0,
        base,
        tone: 1,
      });
    }
  }
}

function filopodium(
  relief: Relief,
  { random, feature }: SceneSettings,
  cell: { x: number; y: number; radius: number },
): void {
  let angle = 2 * Math.PI * random.next();
  let x = cell.x + Math.cos(angle) * cell.radius * 0.7;
  let y = cell.y + Math.sin(angle) * cell.radius * 0.7;
  let radius = feature * 0.035;
  for (let step = 0; step < 6; step++) {
    const to = { x: x + Math.cos(angle) * feature * 0.16, y: y + Math.sin(angle) * feature * 0.16 };
    raiseTube(relief, {
      from: { x, y },
      to,
      fromRadius: radius,
      toRadius: radius * 0.85,
      fromBase: 0.5,
      toBase: 0.5,
      tone: 1,
    });
    ({ x, y } = to);
    angle += 0.35 * random.normal();
    radius *= 0.85;
  }
}

function redCells(relief: Relief, { random, feature, width, height }: SceneSettings): void {
  relief.tone.fill(between(random, 0.2, 0.45));
  const count = Math.round((width * height * between(random, 0.5, 1)) / (feature * feature * 2));
  for (let i = 0; i < Math.max(4, count); i++) {
    const x = random.next() * width;
    const y = random.next() * height;
    const radius = feature * between(random, 0.55, 0.7);
    const squash = between(random, 0.55, 1);
    const angle = Math.PI * random.next();
    const cos = Math.cos(angle) / radius;
    const sin = Math.sin(angle) / radius;
    const base = feature * 0.5 * (i / count);
    const zAt = (px: number, py: number) => {
      const a = (px - x) * cos + (py - y) * sin;
      const b = ((py - y) * cos - (px - x) * sin) / squash;
      const r = a * a + b * b;
      return r < 1
        ? base + radius * Math.sqrt(1 - r) * (0.12 + 0.85 * r)
        : Number.NEGATIVE_INFINITY;
    };
    raise(relief, {
      bounds: { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius },
      zAt,
      tone: 1,
    });
  }
}

function bacteria(relief: Relief, { random, feature, width, height }: SceneSettings): void {
  relief.tone.fill(between(random, 0.3, 0.5));
  const radius = feature * 0.2;
  const count = Math.round((width * height * between(random, 0.3, 1)) / (feature * feature));
  for (let i = 0; i < Math.max(5, count); i++) {
    const angle = Math.PI * random.next();
    const half = feature * between(random, 0.3, 0.6);
    const middle = { x: random.next() * width, y: random.next() * height };
    const base = feature * 0.5 * (i / count) * random.next();
    const end = (sign: number) => ({
      x: middle.x + sign * Math.cos(angle) * half,
      y: middle.y + sign * Math.sin(angle) * half,
    });
    for (const sign of [-1, 1]) {
      raiseTube(relief, {
        from: middle,
        to: end(sign),
        fromRadius: radius * 0.88,
        toRadius: radius,
        fromBase: base,
        toBase: base,
        tone: 0.95,
      });
      raiseEllipsoid(relief, { ...end(sign), radius, aspect: 1, angle: 0, base, tone: 0.95 });
    }
  }
}

function tissue(relief: Relief, { random, feature }: SceneSettings): void {
  const texture = fractalNoise(relief, random, { wavelength: feature * 3, octaves: 2 });
  const map = voronoiCells(relief, random, {
    spacing: feature * 0.75,
    jitter: 0.6,
    warp: { by: feature * 0.3, texture },
  });
  const wall = feature * between(random, 0.05, 0.1);
  for (let i = 0; i < map.nearest.length; i++) {
    const gap = map.second[i] - map.nearest[i];
    const open = ramp(gap, wall, wall * 1.5 + 1);
    const lip = ramp(gap, wall * 0.3, wall) * (1 - open);
    relief.z[i] = -feature * 0.7 * open + 1.5 * lip - open * feature * 0.1 * texture[i];
    relief.tone[i] = 0.85 + 0.5 * lip - open * (0.6 + 0.08 * (map.cell[i] % 3));
  }
}
