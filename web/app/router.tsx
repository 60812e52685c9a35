import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, redirect } from '@tanstack/react-router';
import { bareRoutes } from './bare-routes.tsx';
import { insideRoutes } from './inside-routes.tsx';
import { root, who } from './root-route.tsx';
import { parseSearch, stringifySearch } from './search-params.ts';
import { standInRoutes } from './stand-in-routes.tsx';
import { TroublePage } from './trouble-page.tsx';

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async ({ context }) => {
    const [me, start] = await who(context);
    if (me !== null) throw redirect({ to: '/inbox', replace: true });
    throw redirect({ to: start.signUp === 'first' ? '/sign-up' : '/sign-in', replace: true });
  },
});

export const makeRouter = (queries: QueryClient) =>
  createRouter({
    routeTree: root.addChildren([home, bareRoutes, insideRoutes, standInRoutes]),
    context: { queries },
    parseSearch,
    stringifySearch,
    defaultErrorComponent: TroublePage,
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultPendingMs: 200,
    defaultPendingMinMs: 0,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
