import { Check, SkipForward } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { ScaleUnit } from '../../core/scale/scale-reading.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { Choice } from '../shared/Choice.tsx';
import { EmptyState } from '../shared/EmptyState.tsx';
import { Panel } from '../shared/Panel.tsx';
import { countOf } from '../shared/words.ts';
import { alikeReadings, readingText, UNITS } from './alike-readings.ts';
import { ReadingEvidence } from './ReadingEvidence.tsx';
import styles from './ScaleWorkspace.module.css';
import type { ScaledPicture } from './scale-pictures.ts';

const NONE: readonly ScaledPicture[] = [];

interface ReviewQueueProps {
  /** Looked at first: most of the others have nothing printed on them. */
  readonly unsure: readonly ScaledPicture[];
  readonly without: readonly ScaledPicture[];
}

/** One unsure reading after another, for a person to accept or correct. */
export function ReviewQueue({ unsure, without }: ReviewQueueProps) {
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const isWaiting = ({ record }: ScaledPicture) => !skipped.has(record.id);
  const current = unsure.find(isWaiting) ?? without.find(isWaiting);
  const list = current?.scale?.label ? unsure : without;
  const alike = useApp(() => (current ? alikeReadings(list, current, skipped) : NONE));
  const total = unsure.length + without.length;
  if (!current) {
    return (
      <EmptyState
        title={total === 0 ? 'Nothing to review' : 'You have seen them all'}
        actions={
          total > 0 && (
            <Button onClick={() => setSkipped(new Set())}>Look again at those passed over</Button>
          )
        }
      >
        <p>Scales that the microscope told, or that two statements agree on, need no review.</p>
      </EmptyState>
    );
  }
  return (
    <Review
      key={current.record.id}
      picture={current}
      alike={alike}
      left={unsure.filter(isWaiting).length + without.filter(isWaiting).length}
      onSkip={() => setSkipped(new Set([...skipped, current.record.id]))}
    />
  );
}

interface ReviewProps {
  readonly picture: ScaledPicture;
  /** Pictures of the same layout and reading, this one among them. */
  readonly alike: readonly ScaledPicture[];
  readonly left: number;
  onSkip(): void;
}

function Review({ picture: { record, scale }, alike, left, onSkip }: ReviewProps) {
  const setScales = useApp((s) => s.setScales);
  const [value, setValue] = useState(scale?.label ? String(scale.label.value) : '');
  const [unit, setUnit] = useState<ScaleUnit>(scale?.label?.unit ?? 'um');
  const number = Number(value.replace(',', '.'));
  const isValid = value.trim() !== '' && Number.isFinite(number) && number > 0;
  const give = (pictures: readonly ScaledPicture[]) => {
    const given = { label: { value: number, unit }, pixelSizeNm: undefined };
    void setScales(
      pictures.map((p) => p.record.id),
      pictures.map(() => given),
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid) give([{ record, scale }]);
  };
  return (
    <Panel title={`${record.path} (${countOf(left, 'picture')} to review)`}>
      <div className={styles.review}>
        <ReadingEvidence record={record} scale={scale} />
        <form className={styles.answer} onSubmit={submit}>
          <p>{readingText(scale)}</p>
          <label className={styles.field}>
            <span>Printed scale</span>
            <input
              className={styles.input}
              inputMode="decimal"
              value={value}
              onChange={(event) => setValue(event.target.value)}
            />
          </label>
          <Choice
            label="Unit"
            value={unit}
            options={UNITS}
            onChange={(chosen) => setUnit(chosen)}
          />
          <Button kind="primary" type="submit" icon={<Check aria-hidden />} disabled={!isValid}>
            That is right
          </Button>
          {alike.length > 1 && (
            <Button disabled={!isValid} onClick={() => give(alike)}>
              For all {alike.length} of this layout
            </Button>
          )}
          <Button icon={<SkipForward aria-hidden />} onClick={onSkip}>
            Pass over
          </Button>
        </form>
      </div>
    </Panel>
  );
}
