import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useCare } from '../care.ts';
import { useT } from '../i18n/use-t.ts';
import classes from './ForeignFrame.module.css';
import { Panel } from './Panel.tsx';
import { Problem } from './Problem.tsx';

export type FrameKind = 'picture' | 'film' | 'sound' | 'text' | 'page';

type Props = {
  /** What it is, in the frame's name. */
  name: string;
  as: FrameKind;
  /** Asks the node for an address of its other origin, which opens once. */
  ask: (wanted: { sound: boolean; moving: boolean }) => Promise<{ address: string; moves: boolean }>;
};

const canBeSeen: ReadonlySet<FrameKind> = new Set(['picture', 'film', 'page'] as const);
const canBeHeard: ReadonlySet<FrameKind> = new Set(['film', 'sound'] as const);

/**
 * What others made, in a frame that can do nothing: of another origin, sandboxed, without scripts. Blurred, grey and muted until the
 * officer asks for each, for this item and this once. Nothing begins by itself, and what could move stands still until it is asked to.
 */
export function ForeignFrame({ name, as, ask }: Props) {
  const t = useT();
  const { holds } = useCare();
  const [isClear, setClear] = useState(false);
  const [isColoured, setColoured] = useState(false);
  const [isLoud, setLoud] = useState(false);
  const [isMoving, setMoving] = useState(false);
  const { mutate, data, error } = useMutation({ mutationFn: ask });
  const isMuted = canBeHeard.has(as) && holds.has('mute') && !isLoud;
  useEffect(() => mutate({ sound: canBeHeard.has(as) && !isMuted, moving: isMoving }), [mutate, as, isMuted, isMoving]);
  const isBlurred = canBeSeen.has(as) && holds.has('blur') && !isClear;
  const isGrey = canBeSeen.has(as) && holds.has('grey') && !isColoured;
  const veil = [classes.frame, classes[as], isBlurred ? classes.blurred : '', isGrey ? classes.grey : ''].join(' ');
  return (
    <Panel>
      <Group gap="xs" mb="xs" role="group" aria-label={t('care.frame.controls', { name })}>
        {canBeSeen.has(as) && holds.has('blur') ? (
          <Veil isOff={isClear} set={setClear} words={t('care.frame.clear')} />
        ) : null}
        {canBeSeen.has(as) && holds.has('grey') ? (
          <Veil isOff={isColoured} set={setColoured} words={t('care.frame.colour')} />
        ) : null}
        {canBeHeard.has(as) && holds.has('mute') ? (
          <Veil isOff={isLoud} set={setLoud} words={t('care.frame.sound')} />
        ) : null}
        {data?.moves || isMoving ? <Veil isOff={isMoving} set={setMoving} words={t('care.frame.moving')} /> : null}
        <Text size="sm" c="dimmed">
          {t('care.frame.about')}
        </Text>
      </Group>
      {error ? <Problem error={error} /> : null}
      {data ? (
        <iframe
          key={data.address}
          src={data.address}
          title={t('care.frame.title', { name })}
          sandbox=""
          referrerPolicy="no-referrer"
          allow=""
          className={veil}
        />
      ) : null}
    </Panel>
  );
}

function Veil({ isOff, set, words }: { isOff: boolean; set: (isOff: boolean) => void; words: string }) {
  return (
    <Button size="compact-sm" variant={isOff ? 'filled' : 'default'} aria-pressed={isOff} onClick={() => set(!isOff)}>
      {words}
    </Button>
  );
}
