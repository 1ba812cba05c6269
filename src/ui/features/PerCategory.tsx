import { Dialog } from '@base-ui/react/dialog';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import dialog from '../shared/TextDialog.module.css';
import { displayLabel, formatCount } from '../shared/words.ts';
import styles from './FeaturesWorkspace.module.css';

/** The intrinsic dimension of each category by itself: a category of low dimension is a narrow one. */
export function PerCategory() {
  const estimate = useApp((s) => s.estimateDimensionPerClass);
  const hasFeatures = useApp((s) => s.features !== undefined);
  return (
    <Dialog.Root onOpenChange={(open) => open && void estimate()}>
      <Dialog.Trigger disabled={!hasFeatures} render={<Button kind="quiet">By category</Button>} />
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.backdrop} />
        <Dialog.Popup className={dialog.popup}>
          <Dialog.Title className={dialog.title}>
            Intrinsic dimension of each category’s features
          </Dialog.Title>
          <Estimates />
          <div className={dialog.buttons}>
            <Dialog.Close render={<Button>Close</Button>} />
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Estimates() {
  const found = useApp((s) => s.dimensionPerClass);
  const isRunning = useApp((s) => s.jobs.some(({ kind }) => kind === 'dimension'));
  if (isRunning || !found) return <p>{isRunning ? 'Estimating…' : 'Nothing was estimated.'}</p>;
  const { names, dimensions } = found;
  const title = (label: number) => displayLabel(names[label] ?? '');
  if (names.length === 0) return <p>No picture has a label. Label some in Images first.</p>;
  return (
    <>
      <table className={styles.estimates}>
        <thead>
          <tr>
            <th scope="col">Category</th>
            <th scope="col">Pictures</th>
            {dimensions.fractions.map((fraction) => (
              <th key={fraction} scope="col">
                {Math.round(fraction * 100)} %
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {dimensions.classes.map(({ label, sample, dimension }) => (
            <tr key={label}>
              <th scope="row">{title(label)}</th>
              <td>{formatCount(sample)}</td>
              {dimension.map((d, i) => (
                <td key={dimensions.fractions[i]}>{Number.isFinite(d) ? d.toFixed(1) : '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {dimensions.leftOut.length > 0 && (
        <p className={styles.note}>
          Too few different pictures for an estimate:{' '}
          {dimensions.leftOut.map(({ label, sample }) => `${title(label)} (${sample})`).join(', ')}.
        </p>
      )}
    </>
  );
}
