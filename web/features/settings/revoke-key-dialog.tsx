import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { Settings } from '#contract/settings.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { apiWords } from './api-words.ts';
import { Dialog } from './dialog.tsx';
import styles from './settings.module.css';
import { useRevokeKey } from './use-api-keys.ts';
import { settingsWords } from './words.ts';

export interface RevokeKeyDialogProps {
  namedKey: Settings['namedKeys'][number];
  onRevoked: () => void;
}

/** "Revoke", which says what stops before it stops. */
export function RevokeKeyDialog({ namedKey, onRevoked }: RevokeKeyDialogProps) {
  const words = useWords(apiWords);
  const page = useWords(settingsWords);
  const say = useRefusalWords();
  const [open, setOpen] = useState(false);
  const revoke = useRevokeKey();
  const close = () => {
    setOpen(false);
    revoke.reset();
  };
  return (
    <>
      <Button
        variant="outline"
        color="red"
        size="xs"
        aria-label={words.revokeNamed(namedKey.name)}
        onClick={() => setOpen(true)}
      >
        {words.revoke}
      </Button>
      <Dialog open={open} onClose={close} title={words.revokeTitle(namedKey.name)}>
        <Text size="sm">{words.revokeAbout(namedKey.lastFour)}</Text>
        <FieldError>{revoke.error === null ? undefined : say(revoke.error)}</FieldError>
        <div className={styles.actions}>
          <Button variant="default" onClick={close} data-autofocus>
            {page.cancel}
          </Button>
          <Button
            variant="outline"
            color="red"
            loading={revoke.isPending}
            onClick={() => revoke.mutate(namedKey.id, { onSuccess: onRevoked })}
          >
            {words.revoke}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
