import { Button, NativeSelect, Skeleton, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { CompanyNumber } from '#contract/company.ts';
import { formatNumber } from '#web/lib/format-number.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { PhoneNumber } from '#web/ui/phone-number.tsx';
import styles from './company.module.css';
import { companyWords } from './company-words.ts';
import { Dialog } from './dialog.tsx';
import { useAssignNumber, useNumbers, useOffers, useReleaseNumber, useTakeNumber } from './use-company.ts';
import { useLines } from './use-lines.ts';

/** The company's numbers: whose each is, a new one, and the way back to the carrier. */
export function NumbersCard() {
  const words = useWords(companyWords);
  const { data, error, isFetching, refetch } = useNumbers();
  return (
    <SettingsCard id="numbers" title={words.numbers} description={words.numbersAbout}>
      {data === undefined && error === null && <Skeleton height={96} />}
      {error !== null && data === undefined && (
        <LoadFailed error={error} onRetry={() => void refetch()} retrying={isFetching} />
      )}
      {data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.noNumbers}
        </Text>
      )}
      {data !== undefined && data.length > 0 && (
        <ul className={styles.rows}>
          {data.map((one) => (
            <NumberRow key={one.number} of={one} />
          ))}
        </ul>
      )}
      <GetNumber />
    </SettingsCard>
  );
}

function NumberRow({ of }: { of: CompanyNumber }) {
  const words = useWords(companyWords);
  const say = useRefusalWords();
  const { region } = usePlace();
  const { data: lines } = useLines();
  const assign = useAssignNumber();
  const [releasing, setReleasing] = useState(false);
  const written = formatNumber(of.number, region);
  const active = lines?.lines.filter((line) => line.state === 'active') ?? [];
  return (
    <li className={`${styles.numberRow} ${styles.owned}`}>
      <PhoneNumber number={of.number} />
      <NativeSelect
        aria-label={words.lineOf(written)}
        value={of.line?.id ?? ''}
        disabled={assign.isPending}
        onChange={(event) => assign.mutate({ number: of.number, lineId: event.currentTarget.value || null })}
        data={[
          { value: '', label: words.nobody },
          ...(of.line !== null && !active.some((line) => line.id === of.line?.id)
            ? [{ value: of.line.id, label: of.line.name }]
            : []),
          ...active.map((line) => ({ value: line.id, label: line.name })),
        ]}
      />
      <Button
        variant="outline"
        color="red"
        size="xs"
        aria-label={words.releaseOf(written)}
        onClick={() => setReleasing(true)}
      >
        {words.release}
      </Button>
      <FieldError>{assign.error === null ? undefined : say(assign.error)}</FieldError>
      <ReleaseDialog of={of} open={releasing} onClose={() => setReleasing(false)} />
    </li>
  );
}

function ReleaseDialog({ of, open, onClose }: { of: CompanyNumber; open: boolean; onClose: () => void }) {
  const words = useWords(companyWords);
  const say = useRefusalWords();
  const { region } = usePlace();
  const release = useReleaseNumber();
  return (
    <Dialog open={open} onClose={onClose} title={words.releaseTitle(formatNumber(of.number, region))}>
      <Text size="sm">{words.releaseAbout}</Text>
      {of.line !== null && (
        <Text size="sm" mt="xs">
          {words.releaseLine(of.line.name)}
        </Text>
      )}
      <FieldError>{release.error === null ? undefined : say(release.error)}</FieldError>
      <div className={styles.actions}>
        <Button variant="default" onClick={onClose} data-autofocus>
          {words.cancel}
        </Button>
        <Button variant="outline" color="red" loading={release.isPending} onClick={() => release.mutate(of.number)}>
          {words.releaseOf(formatNumber(of.number, region))}
        </Button>
      </div>
    </Dialog>
  );
}

function GetNumber() {
  const words = useWords(companyWords);
  const say = useRefusalWords();
  const { region } = usePlace();
  const [areaCode, setAreaCode] = useState('');
  const offers = useOffers();
  const take = useTakeNumber();
  const error = offers.error ?? take.error;
  const search = (event: FormEvent) => {
    event.preventDefault();
    take.reset();
    offers.mutate(areaCode.trim());
  };
  return (
    <section className={styles.part} aria-label={words.getNumber}>
      <form className={styles.field} onSubmit={search}>
        <TextInput
          label={words.areaCode}
          inputMode="numeric"
          value={areaCode}
          maxLength={5}
          onChange={(event) => setAreaCode(event.currentTarget.value.replace(/\D/g, ''))}
        />
        <Button type="submit" variant="default" loading={offers.isPending}>
          {words.search}
        </Button>
      </form>
      <FieldError>{error === null ? undefined : say(error)}</FieldError>
      {offers.data?.length === 0 && (
        <Text size="sm" mt="xs">
          {words.noOffers}
        </Text>
      )}
      {offers.data !== undefined && offers.data.length > 0 && (
        <ul className={styles.rows}>
          {offers.data.map((offer) => (
            <li key={offer.number} className={styles.numberRow}>
              <PhoneNumber number={offer.number} />
              <span className={styles.about}>{offer.locality}</span>
              <Button
                variant="default"
                size="xs"
                aria-label={words.takeOf(formatNumber(offer.number, region))}
                loading={take.isPending && take.variables === offer.number}
                onClick={() => take.mutate(offer.number, { onSuccess: () => offers.reset() })}
              >
                {words.take}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
