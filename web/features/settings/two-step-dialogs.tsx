import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { AppSetup, type AppSetupProps } from './app-setup.tsx';
import { Dialog } from './dialog.tsx';
import { PasskeySetup } from './passkey-setup.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import styles from './settings.module.css';
import { twoStepWords } from './two-step-words.ts';
import { type Doing, useRemoveFactor, useRenewCodes } from './use-factors.ts';
import { settingsWords } from './words.ts';

export interface TwoStepDialogsProps {
  doing: Doing | undefined;
  /** There is only one way. */
  last: boolean;
  onDone: () => void;
  onRemoved: () => void;
}

/** One dialog for what is being done; recovery codes follow where there are new ones. */
export function TwoStepDialogs({ doing, last, onDone, onRemoved }: TwoStepDialogsProps) {
  const words = useWords(twoStepWords);
  const [codes, setCodes] = useState<readonly string[]>();
  const [shown, setShown] = useState(doing);
  if (doing !== undefined && doing !== shown) setShown(doing);
  const finish = (made: readonly string[] | null) => {
    if (made === null) onDone();
    else setCodes(made);
  };
  const close = () => onDone();
  const title =
    codes !== undefined
      ? words.codesTitle
      : shown === 'passkey'
        ? words.addPasskey
        : shown === 'app'
          ? words.addApp
          : shown === 'renew'
            ? words.renewTitle
            : words.removeTitle(shown?.name ?? '');
  return (
    <Dialog
      open={doing !== undefined}
      title={title}
      onClose={close}
      keepOnStrayClick={codes !== undefined || shown === 'app'}
      onGone={() => setCodes(undefined)}
    >
      {codes !== undefined ? (
        <RecoveryCodes codes={codes} onStored={onDone} />
      ) : shown === 'passkey' ? (
        <PasskeySetup onMade={finish} onCancel={close} />
      ) : shown === 'app' ? (
        <AppSetup onMade={finish} onCancel={close} />
      ) : shown === 'renew' ? (
        <Renew onMade={finish} onCancel={close} />
      ) : (
        shown !== undefined && (
          <Remove
            id={shown.id}
            last={last}
            onCancel={close}
            onRemoved={() => {
              onRemoved();
              onDone();
            }}
          />
        )
      )}
    </Dialog>
  );
}

function Renew({ onMade, onCancel }: AppSetupProps) {
  const words = useWords(twoStepWords);
  const page = useWords(settingsWords);
  const say = useRefusalWords();
  const renew = useRenewCodes();
  return (
    <>
      <Text size="sm">{words.renewAbout}</Text>
      <FieldError>{renew.isError ? say(renew.error) : undefined}</FieldError>
      <div className={styles.actions}>
        <Button
          loading={renew.isPending}
          onClick={() => renew.mutate(undefined, { onSuccess: (reply) => onMade(reply.recoveryCodes) })}
        >
          {words.renew}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {page.cancel}
        </Button>
      </div>
    </>
  );
}

function Remove({
  id,
  last,
  onRemoved,
  onCancel,
}: {
  id: string;
  last: boolean;
  onRemoved: () => void;
  onCancel: () => void;
}) {
  const words = useWords(twoStepWords);
  const page = useWords(settingsWords);
  const say = useRefusalWords();
  const remove = useRemoveFactor();
  return (
    <>
      <Text size="sm">{last ? words.removeLast : words.removeAbout}</Text>
      <FieldError>{remove.isError ? say(remove.error) : undefined}</FieldError>
      <div className={styles.actions}>
        <Button variant="default" onClick={onCancel} data-autofocus>
          {page.cancel}
        </Button>
        <Button
          variant="outline"
          color="red"
          loading={remove.isPending}
          onClick={() => remove.mutate(id, { onSuccess: onRemoved })}
        >
          {words.remove}
        </Button>
      </div>
    </>
  );
}
