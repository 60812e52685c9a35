import { getRouteApi } from '@tanstack/react-router';
import { CallsPage } from '#web/features/voice/calls-page.tsx';

const calls = getRouteApi('/inside/calls');

export function CallsRoute() {
  const { call } = calls.useSearch();
  return <CallsPage key={call ?? ''} wanted={call} />;
}
