import { Button, Modal, Skeleton, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type DeliveryState, messages, type Receipt } from '#contract/messages.ts';
import { call } from '#web/lib/api.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useWords } from '#web/lib/words.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { PhoneNumber } from '#web/ui/phone-number.tsx';
import { useAfterMount } from '#web/ui/use-after-mount.ts';
import styles from './conversation.module.css';
import { conversationWords } from './conversation-words.ts';
import { useDeliveryWords } from './delivery.tsx';
import { inboxWords } from './inbox-words.ts';
import { nameOf } from './who.ts';

const states = ['queued', 'sent', 'delivered', 'failed'] as const;

/** Each person a text was for, and what became of it. */
export function ReceiptsDialog({ messageId, onClose }: { messageId: string; onClose: () => void }) {
  const words = useWords(conversationWords);
  const around = useWords(inboxWords);
  const shown = useAfterMount(true);
  const [state, setState] = useState<DeliveryState>();
  const names = { queued: words.waitsTurn, sent: words.sent, delivered: words.delivered, failed: words.notDelivered };
  return (
    <Modal opened={shown} onClose={onClose} title={words.whoGotIt} closeButtonProps={{ 'aria-label': around.close }}>
      <fieldset className={styles.receiptFilter}>
        <legend className="visually-hidden">{around.filters}</legend>
        {[undefined, ...states].map((one) => (
          <button key={one ?? ''} type="button" aria-pressed={state === one} onClick={() => setState(one)}>
            {one === undefined ? words.everybody : names[one]}
          </button>
        ))}
      </fieldset>
      <Receipts messageId={messageId} state={state} />
    </Modal>
  );
}

function Receipts({ messageId, state }: { messageId: string; state: DeliveryState | undefined }) {
  const words = useWords(conversationWords);
  const list = useInfiniteQuery({
    queryKey: ['inbox', 'receipts', messageId, state ?? ''],
    queryFn: ({ pageParam, signal }) =>
      call(messages.receipts, {
        params: { id: messageId },
        query: {
          ...(state === undefined ? {} : { state }),
          ...(pageParam === undefined ? {} : { after: pageParam }),
          limit: 50,
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined, // the first page begins at no cursor
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  if (list.isPending) return <Skeleton height={160} />;
  if (list.isError) return <LoadFailed error={list.error} onRetry={() => void list.refetch()} />;
  const receipts = list.data.pages.flatMap((page) => page.receipts);
  return (
    <>
      {receipts.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.nobodyHere}
        </Text>
      )}
      <ul className={styles.receipts}>
        {receipts.map((receipt) => (
          <ReceiptLine key={receipt.to.number} receipt={receipt} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="default" fullWidth loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {words.loadMore}
        </Button>
      )}
    </>
  );
}

function ReceiptLine({ receipt }: { receipt: Receipt }) {
  const { region } = usePlace();
  const { state, why } = useDeliveryWords(receipt);
  return (
    <li>
      <span className={styles.receiptWho}>
        <span>{nameOf(receipt.to, region)}</span>
        {receipt.to.name !== null && (
          <Text component="span" size="xs" c="dimmed">
            <PhoneNumber number={receipt.to.number} />
          </Text>
        )}
      </span>
      <span className={styles.delivery} data-state={receipt.state}>
        {state}
        {why !== undefined && <span className={styles.why}>{why}</span>}
      </span>
    </li>
  );
}
