import { Button, Checkbox, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Scope, scopes } from '#contract/endpoint.ts';
import { settingsErrors } from '#contract/settings.ts';
import { Refusal } from '#web/lib/api.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { CopyButton } from '#web/ui/copy-button.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { apiWords } from './api-words.ts';
import { Dialog } from './dialog.tsx';
import styles from './settings.module.css';
import { useMakeKey } from './use-api-keys.ts';
import { useScopeNames } from './use-scope-names.ts';
import { settingsWords } from './words.ts';

const lifetimes = [7, 30, 90, 365] as const;

/** "New key": first what it is for, then the key itself, this once. */
export function MakeKeyDialog() {
  const words = useWords(apiWords);
  const page = useWords(settingsWords);
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<{ name: string; key: string }>();
  const close = () => setOpen(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {words.newKey}
      </Button>
      <Dialog
        open={open}
        onClose={close}
        keepOnStrayClick={made !== undefined}
        onGone={() => setMade(undefined)}
        title={made === undefined ? words.newKey : words.keyMade(made.name)}
      >
        {made === undefined ? (
          <MakeKeyForm onMade={setMade} onCancel={close} />
        ) : (
          <>
            <Text size="sm" mb="sm">
              {words.shownOnce}
            </Text>
            <code className={styles.secret}>{made.key}</code>
            <div className={styles.actions}>
              <CopyButton value={made.key} variant="filled" data-autofocus />
              <Button variant="default" onClick={close}>
                {page.done}
              </Button>
            </div>
          </>
        )}
      </Dialog>
    </>
  );
}

interface MakeKeyFormProps {
  onMade: (made: { name: string; key: string }) => void;
  onCancel: () => void;
}

function MakeKeyForm({ onMade, onCancel }: MakeKeyFormProps) {
  const words = useWords(apiWords);
  const page = useWords(settingsWords);
  const names = useScopeNames();
  const say = useRefusalWords();
  const make = useMakeKey();
  const [name, setName] = useState('');
  const [may, setMay] = useState<readonly Scope[]>(['settings:read']);
  const [days, setDays] = useState<(typeof lifetimes)[number] | null>(90);
  const aboutName = make.error instanceof Refusal && make.error.code === settingsErrors.keyNameShape.code;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (make.isPending || may.length === 0) return;
    make.mutate(
      { name, scopes: [...may], expiresInDays: days },
      { onSuccess: ({ key }) => onMade({ name: name.trim(), key }) },
    );
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label={words.keyName}
          description={words.keyNameAbout}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={200}
          autoComplete="off"
          data-autofocus
          error={aboutName ? say(make.error) : undefined}
        />
        <Checkbox.Group
          label={words.scopes}
          value={[...may]}
          onChange={(values) => setMay(scopes.filter((scope) => values.includes(scope)))}
          error={may.length === 0 ? words.scopeNeeded : undefined}
        >
          <Stack gap="xs" mt={6} mb={may.length === 0 ? 6 : 0}>
            {scopes.map((scope) => (
              <Checkbox key={scope} value={scope} label={names[scope]} />
            ))}
          </Stack>
        </Checkbox.Group>
        <NativeSelect
          label={words.expiry}
          value={String(days)}
          onChange={(event) => setDays(lifetimes.find((each) => String(each) === event.currentTarget.value) ?? null)}
          data={[
            { value: '7', label: words.days7 },
            { value: '30', label: words.days30 },
            { value: '90', label: words.days90 },
            { value: '365', label: words.days365 },
            { value: 'null', label: words.never },
          ]}
        />
      </Stack>
      <FieldError>{make.error === null || aboutName ? undefined : say(make.error)}</FieldError>
      <div className={styles.actions}>
        <Button variant="default" onClick={onCancel}>
          {page.cancel}
        </Button>
        <Button type="submit" loading={make.isPending} disabled={name.trim() === ''}>
          {words.createKey}
        </Button>
      </div>
    </form>
  );
}
