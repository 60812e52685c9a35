import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { MessageSettings } from '#contract/message-settings.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { CopyButton } from '#web/ui/copy-button.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { DeliveryLog, TestResult } from './delivery-log.tsx';
import { SettingForm } from './setting-form.tsx';
import styles from './settings.module.css';
import { useSetting } from './use-setting.ts';
import { useLastTest, useRotateSecret, useSendTest, useShowSecret } from './use-webhook.ts';
import { messageSettingsWords } from './words.ts';

/** Where events are posted to: the address with its test, the secret that signs, and what became of each delivery. */
export function WebhookCard({ settings }: { settings: MessageSettings }) {
  const words = useWords(messageSettingsWords);
  const setting = useSetting(settings, 'webhookUrl');
  const queries = useQueryClient();
  const stands = settings.webhookUrl;
  const [log, setLog] = useState(false);
  const before = useRef(stands);
  useEffect(() => {
    // A new address was sent a test event.
    if (before.current !== stands) void queries.invalidateQueries({ queryKey: ['settings', 'webhook deliveries'] });
    before.current = stands;
  }, [stands, queries]);
  return (
    <SettingsCard id="webhook" level={3} title={words.webhook} description={words.webhookAbout}>
      <SettingForm
        setting={setting}
        say={(now: string | null) => now ?? ''}
        more={
          stands !== null && (
            <Button variant="outline" color="red" disabled={setting.saving} onClick={() => setting.commit(null)}>
              {words.webhookRemove}
            </Button>
          )
        }
      >
        <TextInput
          label={words.webhookLabel}
          type="url"
          inputMode="url"
          placeholder={words.webhookPlaceholder}
          value={setting.value ?? ''}
          maxLength={2000}
          onChange={({ currentTarget: { value } }) => setting.change(value.trim() === '' ? null : value.trim())}
        />
      </SettingForm>
      {stands !== null && (
        <>
          <Test />
          <Secret />
          <div className={styles.sub}>
            <h4 className={styles.subTitle}>{words.log}</h4>
            <div className={styles.actions}>
              <Button variant="default" size="xs" aria-expanded={log} onClick={() => setLog(!log)}>
                {log ? words.logHide : words.logShow}
              </Button>
            </div>
            {log && <DeliveryLog />}
          </div>
        </>
      )}
    </SettingsCard>
  );
}

function Test() {
  const words = useWords(messageSettingsWords);
  const say = useRefusalWords();
  const last = useLastTest(true);
  const test = useSendTest();
  return (
    <div className={styles.sub}>
      <div role="status">{last.data != null && <TestResult delivery={last.data} />}</div>
      <div className={styles.actions}>
        <Button variant="default" size="xs" loading={test.isPending} onClick={() => test.mutate(undefined)}>
          {words.webhookTest}
        </Button>
      </div>
      <FieldError>{test.isError ? say(test.error) : undefined}</FieldError>
    </div>
  );
}

function Secret() {
  const words = useWords(messageSettingsWords);
  const say = useRefusalWords();
  const show = useShowSecret();
  const rotate = useRotateSecret();
  const secret = rotate.data?.secret ?? show.data?.secret;
  return (
    <div className={styles.sub}>
      <h4 className={styles.subTitle}>{words.secret}</h4>
      <p className={styles.note}>{words.secretAbout}</p>
      {secret !== undefined && <code className={styles.answer}>{secret}</code>}
      <div className={styles.actions}>
        {secret === undefined ? (
          <Button variant="default" size="xs" loading={show.isPending} onClick={() => show.mutate()}>
            {words.secretShow}
          </Button>
        ) : (
          <CopyButton value={secret} size="xs" />
        )}
        <Button variant="default" size="xs" loading={rotate.isPending} onClick={() => rotate.mutate()}>
          {words.secretRotate}
        </Button>
      </div>
      <p className={styles.note} role="status">
        {rotate.isSuccess && words.secretRotated}
      </p>
      <FieldError>{show.isError ? say(show.error) : rotate.isError ? say(rotate.error) : undefined}</FieldError>
    </div>
  );
}
