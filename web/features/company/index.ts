import { lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';

// Pages and cards load when somebody goes there.
export const LinesPage = lazyRouteComponent(() => import('./lines-page.tsx'), 'LinesPage');
export const CompanyPage = lazyRouteComponent(() => import('./company-page.tsx'), 'CompanyPage');
export const JoinPage = lazyRouteComponent(() => import('./join-page.tsx'), 'JoinPage');
export const SecuritySection = lazy(async () => ({
  default: (await import('./security-section.tsx')).SecuritySection,
}));
export const DeleteAccountCard = lazy(async () => ({
  default: (await import('./delete-account-card.tsx')).DeleteAccountCard,
}));
export { DeletionNotice } from './deletion-notice.tsx';
