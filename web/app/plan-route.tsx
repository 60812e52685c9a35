import { useParams, useSearch } from '@tanstack/react-router';
import { InvoicePage, PlanPage } from '#web/features/plan/index.ts';
import { useMe } from '#web/lib/queries.ts';

export function PlanRoute() {
  const me = useMe();
  const { card } = useSearch({ from: '/inside/plan' });
  return me === null ? null : <PlanPage me={me} cardPage={card} />;
}

export function InvoiceRoute() {
  const { id } = useParams({ from: '/inside/plan/invoices/$id' });
  return <InvoicePage id={id} />;
}
