import { useEffect, useRef } from 'react';
import type { PictureRecord } from '../../core/dataset/picture.ts';
import { heatPixels } from '../../figures/heat-pixels.ts';
import { cropOf } from '../../state/crop-group.ts';
import type { Explanation } from '../../state/explanation.ts';
import { useApp } from '../app-context.ts';
import styles from './Inspector.module.css';

/** Evidence for a category, laid over that part of a picture which the network saw. */
export function HeatOverlay({ record }: { readonly record: PictureRecord }) {
  const explanation = useApp((s) => s.explanation);
  if (explanation?.picture !== record.id) return null;
  return <Heat record={record} explanation={explanation} />;
}

/** Stretched to the picture; finer than any grid of a network. */
const SIZE = { width: 160, height: 160 };

interface HeatProps {
  readonly record: PictureRecord;
  readonly explanation: Explanation;
}

function Heat({ record, explanation }: HeatProps) {
  const { heat, by, label } = explanation;
  const { width, height } = record;
  const crop = useApp((s) => cropOf(s, record));
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    context?.putImageData(new ImageData(heatPixels(heat, SIZE), SIZE.width, SIZE.height), 0, 0);
  }, [heat]);
  const side = Math.min(crop.width, crop.height);
  const seen = by.input.fit === 'crop' ? { width: side, height: side } : crop;
  const percent = (part: number, whole: number) => `${(100 * part) / whole}%`;
  return (
    <canvas
      ref={canvas}
      className={styles.heat}
      width={SIZE.width}
      height={SIZE.height}
      role="img"
      aria-label={`Evidence for ${label}`}
      style={{
        left: percent(crop.x + (crop.width - seen.width) / 2, width),
        top: percent(crop.y + (crop.height - seen.height) / 2, height),
        width: percent(seen.width, width),
        height: percent(seen.height, height),
      }}
    />
  );
}
