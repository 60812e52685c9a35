import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { Panel } from '#web/ui/panel.tsx';
import { AppSetup } from './app-setup.tsx';
import { PasskeySetup, passkeysWork } from './passkey-setup.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import styles from './second-step-page.module.css';
import { twoStepWords } from './two-step-words.ts';
import { useLogOutHere } from './use-factors.ts';

export interface SecondStepPageProps {
  company: string;
  /** It is set up and the recovery codes are stored. */
  onDone: () => void;
}

/** For somebody whose company asks for two-step verification and who has none: nothing else opens before it is set up. */
export function SecondStepPage({ company, onDone }: SecondStepPageProps) {
  const words = useWords(twoStepWords);
  const [way, setWay] = useState<'passkey' | 'app'>();
  const [codes, setCodes] = useState<readonly string[]>();
  const finish = (made: readonly string[] | null) => (made === null ? onDone() : setCodes(made));
  const back = () => setWay(undefined);
  return (
    <Panel
      title={codes !== undefined ? words.codesTitle : words.setUpTitle}
      intro={codes === undefined && way === undefined ? words.setUpAbout(company) : undefined}
    >
      {codes !== undefined ? (
        <RecoveryCodes codes={codes} onStored={onDone} />
      ) : way === 'passkey' ? (
        <PasskeySetup onMade={finish} onCancel={back} />
      ) : way === 'app' ? (
        <AppSetup onMade={finish} onCancel={back} />
      ) : (
        <Ways onChoose={setWay} />
      )}
    </Panel>
  );
}

function Ways({ onChoose }: { onChoose: (way: 'passkey' | 'app') => void }) {
  const words = useWords(twoStepWords);
  const say = useRefusalWords();
  const logOut = useLogOutHere();
  const withPasskey = passkeysWork();
  return (
    <>
      <div className={styles.ways}>
        {withPasskey && (
          <div>
            <Button size="md" fullWidth onClick={() => onChoose('passkey')}>
              {words.addPasskey}
            </Button>
            <p>{words.setUpPasskey}</p>
          </div>
        )}
        <div>
          <Button size="md" fullWidth variant={withPasskey ? 'default' : 'filled'} onClick={() => onChoose('app')}>
            {words.addApp}
          </Button>
          <p>{words.setUpApp}</p>
        </div>
      </div>
      <div className={styles.foot}>
        <Text size="sm" c="dimmed">
          {words.setUpKeys}
        </Text>
        <Button variant="default" size="xs" loading={logOut.isPending} onClick={() => logOut.mutate()}>
          {words.logOut}
        </Button>
        <FieldError>{logOut.error === null ? undefined : say(logOut.error)}</FieldError>
      </div>
    </>
  );
}
