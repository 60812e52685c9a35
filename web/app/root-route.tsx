import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router';
import { meQuery, startQuery } from '#web/lib/queries.ts';
import { NotFoundPage, WholePageTrouble } from './trouble-page.tsx';

export interface Context {
  queries: QueryClient;
}

export const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  notFoundComponent: NotFoundPage,
  errorComponent: WholePageTrouble,
});

/** Who is there, and what a visitor may know: what every page begins with. */
export const who = async ({ queries }: Context) =>
  Promise.all([queries.ensureQueryData(meQuery), queries.ensureQueryData(startQuery)]);
