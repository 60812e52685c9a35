import { Anchor } from '@mantine/core';
import type { Asked } from '#contract/factors.ts';
import type { Refusal } from '#web/lib/api.ts';
import { useWords } from '#web/lib/words.tsx';
import { SecondStepForm } from './second-step-form.tsx';
import { secondStepWords } from './second-step-words.ts';
import { useFinishSignIn } from './use-enter.ts';

/** What sign-in asks once the password was right. `wanted` is the refusal that says so. */
export function SecondStep({ wanted, onDone, onBack }: { wanted: Refusal; onDone: () => void; onBack: () => void }) {
  const words = useWords(secondStepWords);
  const { ticket, ...asked } = wanted.detail as unknown as Asked & { ticket: string }; // the contract's detail of this refusal
  const finish = useFinishSignIn(onDone);
  return (
    <SecondStepForm
      asked={asked}
      pending={finish.isPending}
      error={finish.error ?? undefined}
      onProof={(proof) => finish.mutate({ ticket, proof })}
    >
      <Anchor component="button" type="button" size="sm" onClick={onBack} style={{ alignSelf: 'flex-start' }}>
        {words.startAgain}
      </Anchor>
    </SecondStepForm>
  );
}
