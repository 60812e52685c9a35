import { lazy } from 'react';

// Each is loaded with its first use.
export const PlanCard = lazy(async () => ({ default: (await import('./plan-card.tsx')).PlanCard }));
export const PlanPage = lazy(async () => ({ default: (await import('./plan-page.tsx')).PlanPage }));
export const InvoicePage = lazy(async () => ({ default: (await import('./invoice-page.tsx')).InvoicePage }));
export const AlertBanner = lazy(async () => ({ default: (await import('./alert-banner.tsx')).AlertBanner }));
export const ChangePlanItem = lazy(async () => ({ default: (await import('./change-plan-item.tsx')).ChangePlanItem }));
