import { type FormEvent, useState } from 'react';
import { Refusal } from '#web/lib/api.ts';
import { fieldOf, useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { signInWords } from './sign-in-words.ts';
import { useUpdatePassword } from './use-password.ts';

type Proof = { code: string } | { currentPassword: string };
type Faults = { proof?: string; password?: string };

/** The second half of a password change: the proof, the new password, and which of the two a refusal is about. */
export function usePasswordForm(proof: Proof, onDone: () => void) {
  const words = useWords(signInWords);
  const say = useRefusalWords();
  const update = useUpdatePassword();
  const [password, setPassword] = useState('');
  const [endOthers, setEndOthers] = useState(true);
  const [missing, setMissing] = useState<Faults>({});

  const lacking = (): Faults => ({
    ...('code' in proof && proof.code.length !== 6 && { proof: words.codeNeeded }),
    ...('currentPassword' in proof && proof.currentPassword === '' && { proof: words.currentNeeded }),
    ...(password === '' && { password: words.passwordNeeded }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (update.isPending) return;
    const faults = lacking();
    setMissing(faults);
    if (faults.proof !== undefined || faults.password !== undefined) return;
    // News of the change may take this form away before the answer is here; `mutate` would then not call back.
    update.mutateAsync({ ...proof, newPassword: password, endOtherSessions: endOthers }).then(onDone, () => undefined);
  };
  const refused = faultsOf(update.error, say);
  const touch = () => {
    setMissing({});
    if (update.error !== null) update.reset();
  };
  return {
    submit,
    touch,
    saving: update.isPending,
    faults: { proof: missing.proof ?? refused.proof, password: missing.password ?? refused.password },
    fields: {
      password,
      onPassword: (value: string) => {
        touch();
        setPassword(value);
      },
      endOthers,
      onEndOthers: setEndOthers,
    },
  };
}

function faultsOf(error: Error | null, say: (error: unknown) => string): Faults {
  if (error === null) return {};
  const aboutNew =
    error instanceof Refusal && (fieldOf(error) === 'newPassword' || error.code.startsWith('identity.password_'));
  return aboutNew ? { password: say(error) } : { proof: say(error) };
}
