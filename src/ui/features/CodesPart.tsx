import { Play } from 'lucide-react';
import { useCallback } from 'react';
import { lossCsv } from '../../core/export/loss-csv.ts';
import { layoutLossCurve } from '../../figures/loss-curve.ts';
import type { FigureSize } from '../../figures/plot-area.ts';
import { suggestedCodeSize } from '../../state/resolve-autoencoder.ts';
import { useApp } from '../app-context.ts';
import { LineFigure } from '../figures/LineFigure.tsx';
import { Button } from '../shared/Button.tsx';
import { NumberSlider } from '../shared/NumberSlider.tsx';
import { Panel } from '../shared/Panel.tsx';
import { countOf } from '../shared/words.ts';
import styles from './FeaturesWorkspace.module.css';

export function CodesPart() {
  const epochs = useApp((s) => s.autoencoderEpochs);
  const expectedEpochs = useApp((s) => s.recipe.autoencoder.epochs);
  const layout = useCallback(
    (size: FigureSize) =>
      layoutLossCurve({ epochs, expectedEpochs, unit: 'mean squared error' }, size),
    [epochs, expectedEpochs],
  );
  return (
    <div className={styles.codes}>
      <div className={styles.codesBody}>
        <CodeSettings />
        <LineFigure
          title="Training the autoencoder"
          name="autoencoder-loss"
          xName="Epoch"
          layout={layout}
          csv={() => lossCsv(epochs)}
        />
      </div>
    </div>
  );
}

function CodeSettings() {
  const recipe = useApp((s) => s.recipe.autoencoder);
  const setRecipe = useApp((s) => s.setRecipe);
  const trainCodes = useApp((s) => s.trainCodes);
  const codes = useApp((s) => s.codes);
  const hasFeatures = useApp((s) => s.features !== undefined);
  const estimate = useApp((s) => s.dimension.before?.points[0]?.mean[0]);
  const suggested = suggestedCodeSize(estimate);
  const codeSize = typeof recipe.codeSize === 'number' ? recipe.codeSize : suggested;
  return (
    <Panel title="Autoencoder">
      <div className={styles.settings}>
        <NumberSlider
          label="Numbers in a code"
          value={codeSize}
          min={2}
          max={64}
          onChange={(size) => setRecipe('autoencoder', { codeSize: size })}
        />
        <Button
          disabled={estimate === undefined || codeSize === suggested}
          title="A code needs as many numbers as the features have dimensions"
          onClick={() => setRecipe('autoencoder', { codeSize: suggested })}
        >
          {estimate === undefined ? 'No 2-NN estimate yet' : `2-NN suggests ${suggested}`}
        </Button>
        <NumberSlider
          label="Epochs"
          value={recipe.epochs}
          min={10}
          max={500}
          step={10}
          onChange={(epochs) => setRecipe('autoencoder', { epochs })}
        />
        <Button
          icon={<Play aria-hidden />}
          disabled={!hasFeatures}
          onClick={() => void trainCodes()}
        >
          Train
        </Button>
        {codes && (
          <p className={styles.note}>
            {codes.settings
              ? `Codes of ${countOf(codes.matrix.rows, 'picture')}, ${codes.matrix.cols} numbers each.`
              : `The features have no more numbers than a code would: the ${codes.matrix.cols} numbers of each picture are its code as they are.`}
          </p>
        )}
      </div>
    </Panel>
  );
}
