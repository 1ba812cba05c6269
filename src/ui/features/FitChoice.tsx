import type { EmbedSettings } from '../../core/network/checkpoint.ts';
import { suggestedNmPerPixel } from '../../state/same-scale.ts';
import { sizedPictures, subsetPictures } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { Choice } from '../shared/Choice.tsx';
import { NumberSlider } from '../shared/NumberSlider.tsx';
import { countOf, formatLength } from '../shared/words.ts';
import styles from './FeaturesWorkspace.module.css';

const SQUARES = [
  { value: 'squash', label: 'Fitted whole', note: 'proportions change' },
  { value: 'crop', label: 'Cropped to the middle', note: 'edges are lost' },
] as const;

const SAME_SCALE = {
  value: 'same-scale',
  label: 'At the same scale',
  note: 'magnification is taken out',
} as const;

/** How a picture becomes the network's square. */
export function FitChoice() {
  const fit = useApp((s) => s.recipe.features.fit);
  const suggested = useApp(suggestedNmPerPixel);
  const setRecipe = useApp((s) => s.setRecipe);
  const hasScale = suggested !== undefined || fit === SAME_SCALE.value;
  const choose = (chosen: EmbedSettings['fit']) =>
    setRecipe('features', {
      fit: chosen,
      nmPerPixel: chosen === SAME_SCALE.value ? (suggested ?? null) : null,
    });
  return (
    <>
      <Choice<EmbedSettings['fit']>
        label="Pictures become square"
        value={fit}
        options={hasScale ? [...SQUARES, SAME_SCALE] : SQUARES}
        onChange={choose}
      />
      {fit === SAME_SCALE.value && <SharedScale suggested={suggested} />}
    </>
  );
}

/** The slider goes so many times below and above what is suggested. */
const REACH = 30;

function SharedScale({ suggested }: { readonly suggested: number | undefined }) {
  const nmPerPixel = useApp((s) => s.recipe.features.nmPerPixel) ?? suggested ?? 1;
  const inputSide = useApp((s) => s.recipe.features.inputSide);
  const leftOut = useApp((s) => subsetPictures(s).length - sizedPictures(s).length);
  const setRecipe = useApp((s) => s.setRecipe);
  const middle = suggested ?? nmPerPixel;
  const min = Math.min(middle / REACH, nmPerPixel);
  const format = (nm: number) => `${formatLength(nm)} a pixel`;
  return (
    <>
      <NumberSlider
        label="Scale for all"
        value={nmPerPixel}
        min={min}
        max={Math.max(middle * REACH, nmPerPixel)}
        step={min / 1000}
        logarithmic
        format={format}
        onChange={(nm) => setRecipe('features', { nmPerPixel: Number(nm.toPrecision(3)) })}
      />
      <p className={styles.note}>
        The network sees the middle {formatLength(nmPerPixel * inputSide)} of each picture; smaller
        ones are mirrored at their borders.
        {suggested !== undefined && ` Half of the pictures fill it at ${format(suggested)}.`}
      </p>
      {leftOut > 0 && (
        <p className={styles.note} role="status">
          {countOf(leftOut, 'picture')} without a pixel size{' '}
          {leftOut === 1
            ? 'is left out. Read or type its scale'
            : 'are left out. Read or type their scales'}{' '}
          in Scale to take {leftOut === 1 ? 'it' : 'them'} in.
        </p>
      )}
    </>
  );
}
