import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { PhonePage } from '#web/features/phone/phone-page.tsx';

const route = getRouteApi('/stand-ins/phone');

export function PhoneRoute() {
  const { handset } = route.useSearch();
  const navigate = useNavigate();
  const show = (number: string | undefined) =>
    void navigate({ to: '/phone', search: number === undefined ? {} : { handset: number }, replace: true });
  return <PhonePage handset={handset} onSelect={show} />;
}
