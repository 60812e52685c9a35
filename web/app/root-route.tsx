import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, Outlet, redirect } from '@tanstack/react-router';
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

/** Pages of a signed-in line lead whoever is not in to where they come in, and from there back here. */
export async function refuseStrangers({
  context,
  location,
}: {
  context: Context;
  location: { pathname: string; href: string };
}): Promise<void> {
  const [me] = await who(context);
  if (me === null) {
    const search = location.pathname === '/inbox' ? {} : { to: location.href };
    throw redirect({ to: '/sign-in', search, replace: true });
  }
  if (me.secondStepMissing) throw redirect({ to: '/second-step', search: { to: location.href }, replace: true });
}

export async function goHomeIfSignedIn({ context }: { context: Context }): Promise<void> {
  if ((await context.queries.ensureQueryData(meQuery)) !== null) throw redirect({ to: '/', replace: true });
}

/** Where a second step is set up nobody stays who has one. */
export async function goHomeUnlessMissing({ context }: { context: Context }): Promise<void> {
  const [me] = await who(context);
  if (me?.secondStepMissing !== true) throw redirect({ to: '/', replace: true });
}
