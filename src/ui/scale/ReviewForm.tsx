import { ArrowDown, ArrowUp, Check, CheckCheck, CircleSlash } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { GivenScale } from '../../core/scale/given-scale.ts';
import type { ScaleUnit } from '../../core/scale/scale-reading.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { Choice } from '../shared/Choice.tsx';
import { Panel } from '../shared/Panel.tsx';
import { formatCount } from '../shared/words.ts';
import { readingText, UNITS } from './alike-readings.ts';
import { ReadingEvidence } from './ReadingEvidence.tsx';
import styles from './ScaleWorkspace.module.css';
import type { ScaledPicture } from './scale-pictures.ts';
import { typedScale } from './typed-scale.ts';

interface ReviewFormProps {
  readonly picture: ScaledPicture;
  /** Pictures of the same layout and reading, this one among them. */
  readonly alike: readonly ScaledPicture[];
  /** Of the picture among all that wait, from 0. */
  readonly place: number;
  readonly count: number;
  onMove(step: number): void;
}

/** One reading with its evidence: Enter accepts it or what was typed, the arrows go on and back. */
export function ReviewForm({ picture, alike, place, count, onMove }: ReviewFormProps) {
  const { record, scale } = picture;
  const setScales = useApp((s) => s.setScales);
  const [text, setText] = useState(scale?.label ? String(scale.label.value) : '');
  const [unit, setUnit] = useState<ScaleUnit>(scale?.label?.unit ?? 'um');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const label = typedScale(text, unit);
  const give = (pictures: readonly ScaledPicture[], given: GivenScale) =>
    void setScales(
      pictures.map((p) => p.record.id),
      pictures.map(() => given),
    );
  const accept = (pictures: readonly ScaledPicture[]) => {
    if (label) give(pictures, { label, pixelSizeNm: undefined });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isInField = event.target === input.current;
    if (event.key === 'Enter' && isInField) accept(event.shiftKey ? alike : [picture]);
    else if (event.key === 'ArrowDown' && isInField) onMove(1);
    else if (event.key === 'ArrowUp' && isInField) onMove(-1);
    else return;
    event.preventDefault();
  };
  return (
    <Panel
      title={`${formatCount(place + 1)} of ${formatCount(count)}: ${record.path}`}
      tools={
        <>
          <Button
            kind="quiet"
            icon={<ArrowUp aria-hidden />}
            aria-label="Previous picture"
            disabled={place === 0}
            onClick={() => onMove(-1)}
          />
          <Button
            kind="quiet"
            icon={<ArrowDown aria-hidden />}
            aria-label="Next picture"
            disabled={place === count - 1}
            onClick={() => onMove(1)}
          />
        </>
      }
    >
      <div className={styles.review}>
        <ReadingEvidence record={record} scale={scale} />
        <form
          className={styles.answer}
          onSubmit={(event) => event.preventDefault()}
          onKeyDown={onKeyDown}
        >
          <p>{readingText(scale)}</p>
          <div className={styles.value}>
            <label className={styles.field}>
              <span>Printed scale</span>
              <input
                ref={input}
                className={styles.input}
                autoComplete="off"
                placeholder="2, or 500 nm"
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            </label>
            <Choice
              label="Unit"
              value={label?.unit ?? unit}
              options={UNITS}
              onChange={(chosen) => setUnit(chosen)}
            />
          </div>
          <Button
            kind="primary"
            icon={<Check aria-hidden />}
            disabled={!label}
            onClick={() => accept([picture])}
          >
            That is right
          </Button>
          {alike.length > 1 && (
            <Button
              icon={<CheckCheck aria-hidden />}
              disabled={!label}
              onClick={() => accept(alike)}
            >
              For all {alike.length} of this layout
            </Button>
          )}
          <NoScale alike={alike} onChoose={(some) => give(some, NOTHING)} picture={picture} />
          <p className={styles.keys}>
            <kbd>Enter</kbd> accepts, <kbd>Shift</kbd> + <kbd>Enter</kbd> for all of this layout,{' '}
            <kbd>↑</kbd> <kbd>↓</kbd> go back and on.
          </p>
        </form>
      </div>
    </Panel>
  );
}

const NOTHING: GivenScale = { label: undefined, pixelSizeNm: undefined };

interface NoScaleProps extends Pick<ReviewFormProps, 'picture' | 'alike'> {
  onChoose(pictures: readonly ScaledPicture[]): void;
}

/** For pictures on which there is nothing to read, which would wait in the queue for ever. */
function NoScale({ picture, alike, onChoose }: NoScaleProps) {
  return (
    <div className={styles.noScale}>
      <Button icon={<CircleSlash aria-hidden />} onClick={() => onChoose([picture])}>
        No scale on it
      </Button>
      {alike.length > 1 && (
        <Button onClick={() => onChoose(alike)}>Nor on the {alike.length}</Button>
      )}
    </div>
  );
}
