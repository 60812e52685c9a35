import { Button, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Refusal } from '#web/lib/api.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import type { AppSetupProps } from './app-setup.tsx';
import styles from './settings.module.css';
import { twoStepWords } from './two-step-words.ts';
import { useAddPasskey } from './use-factors.ts';
import { settingsWords } from './words.ts';

/** The browser makes a passkey, under a name by which its owner knows it again. */
export function PasskeySetup({ onMade, onCancel }: AppSetupProps) {
  const words = useWords(twoStepWords);
  const page = useWords(settingsWords);
  const say = useRefusalWords();
  const [name, setName] = useState(words.passkeyName);
  const add = useAddPasskey();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(name, { onSuccess: (reply) => onMade(reply.recoveryCodes) });
  };
  return (
    <form onSubmit={submit} className={styles.stack}>
      <Text size="sm">{words.passkeyAbout}</Text>
      <TextInput
        label={words.name}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
        error={add.isError ? (add.error instanceof Refusal ? say(add.error) : words.passkeyStopped) : undefined}
      />
      <div className={styles.actions} style={{ marginTop: 0 }}>
        <Button type="submit" loading={add.isPending}>
          {words.goOn}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {page.cancel}
        </Button>
      </div>
    </form>
  );
}

/** Browsers make passkeys only for pages of a name, and only over https or at this machine. */
export const passkeysWork = () =>
  window.isSecureContext && 'PublicKeyCredential' in window && !/^[\d.]+$|:/.test(location.hostname);
