import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Asked, FactorProof, Method } from '#contract/factors.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { CodeInput } from '#web/ui/code-input.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { secondStepWords } from './second-step-words.ts';

export interface SecondStepFormProps {
  asked: Asked;
  onProof: (proof: FactorProof) => void;
  pending: boolean;
  error: unknown;
  /** Stands below: a way back. */
  children?: ReactNode;
}

/** The second step: the strongest way first, the others a press away. */
export function SecondStepForm({ asked, children, error, ...form }: SecondStepFormProps) {
  const words = useWords(secondStepWords);
  const [way, setWay] = useState<Method | undefined>(asked.methods[0]);
  const [failedAt, setFailedAt] = useState<unknown>();
  // A refusal belongs to the way that was tried.
  const shown = error === failedAt ? undefined : error;
  const change = (to: Method) => {
    setFailedAt(error);
    setWay(to);
  };
  const others = { passkey: words.orPasskey, app: words.orApp, recovery: words.orRecovery } as const;
  return (
    <Stack gap="md">
      {way === 'passkey' && <ByPasskey asked={asked} error={shown} {...form} />}
      {way === 'app' && <ByApp error={shown} {...form} />}
      {way === 'recovery' && <ByRecoveryCode error={shown} {...form} />}
      <Stack gap={6} align="flex-start">
        {asked.methods.map(
          (method) =>
            method !== way &&
            method !== 'password' && (
              <Anchor key={method} component="button" type="button" size="sm" onClick={() => change(method)}>
                {others[method]}
              </Anchor>
            ),
        )}
      </Stack>
      <Text size="sm" c="dimmed">
        {words.lost}
      </Text>
      {children}
    </Stack>
  );
}

type WayProps = Pick<SecondStepFormProps, 'onProof' | 'pending' | 'error'>;

function ByPasskey({ asked, onProof, pending, error }: WayProps & { asked: Asked }) {
  const words = useWords(secondStepWords);
  const say = useRefusalWords();
  const sign = useMutation({
    mutationFn: async () => {
      const { startAuthentication } = await import('@simplewebauthn/browser');
      type Options = Parameters<typeof startAuthentication>[0]['optionsJSON'];
      return startAuthentication({ optionsJSON: asked.passkey as unknown as Options }); // made for it by our server
    },
    onSuccess: (passkey) => onProof({ passkey: { ...passkey } }),
  });
  return (
    <>
      <Text size="sm">{words.byPasskey}</Text>
      <Button size="md" fullWidth loading={pending || sign.isPending} onClick={() => sign.mutate()} data-autofocus>
        {words.usePasskey}
      </Button>
      <FieldError>{sign.isError ? words.passkeyStopped : error === undefined ? undefined : say(error)}</FieldError>
    </>
  );
}

function ByApp({ onProof, pending, error }: WayProps) {
  const words = useWords(secondStepWords);
  const say = useRefusalWords();
  const [code, setCode] = useState('');
  const send = (digits: string) => {
    if (digits.length === 6 && !pending) onProof({ appCode: digits });
  };
  return (
    <form onSubmit={(event) => submit(event, () => send(code))}>
      <Stack gap="md">
        <CodeInput
          label={words.appCode}
          description={words.byApp}
          value={code}
          onChange={setCode}
          onComplete={send}
          autoFocus
          error={error === undefined ? undefined : say(error)}
        />
        <Button type="submit" size="md" fullWidth loading={pending}>
          {words.confirm}
        </Button>
      </Stack>
    </form>
  );
}

function ByRecoveryCode({ onProof, pending, error }: WayProps) {
  const words = useWords(secondStepWords);
  const say = useRefusalWords();
  const [code, setCode] = useState('');
  return (
    <form onSubmit={(event) => submit(event, () => code.trim() !== '' && onProof({ recoveryCode: code }))}>
      <Stack gap="md">
        <TextInput
          label={words.recoveryCode}
          description={words.byRecovery}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          size="md"
          error={error === undefined ? undefined : say(error)}
        />
        <Button type="submit" size="md" fullWidth loading={pending}>
          {words.confirm}
        </Button>
      </Stack>
    </form>
  );
}

function submit(event: FormEvent, send: () => void) {
  event.preventDefault();
  // A dialog may stand inside another form's tree; its submit is its own.
  event.stopPropagation();
  send();
}
