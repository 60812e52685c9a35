// Which way imports point. Arrows go down this list; nothing points up.
const features = [
  'identity',
  'company',
  'plan',
  'settings',
  'contacts',
  'groups',
  'messages',
  'voice',
  'webhooks',
  'sendhub',
];
const tests = '\\.(test|suite)\\.tsx?$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: { pathNot: tests }, to: { circular: true } },
    {
      name: 'contract-knows-nobody',
      severity: 'error',
      from: { path: '^contract/', pathNot: tests },
      to: { path: '^(server|web|test)/' },
    },
    {
      name: 'web-and-server-meet-in-the-contract',
      severity: 'error',
      from: { path: '^web/', pathNot: tests },
      to: { path: '^(server|test)/' },
    },
    {
      name: 'server-knows-no-web',
      severity: 'error',
      from: { path: '^server/', pathNot: tests },
      to: { path: '^(web|test)/' },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^server/platform/', pathNot: tests },
      to: { path: '^server/(carriers|features|cli|[a-z-]+\\.ts$)' },
    },
    {
      name: 'carriers-know-no-feature',
      severity: 'error',
      from: { path: '^server/carriers/', pathNot: tests },
      to: { path: '^server/(features|cli|[a-z-]+\\.ts$)' },
    },
    {
      name: 'payments-know-no-feature',
      severity: 'error',
      from: { path: '^server/payments/', pathNot: tests },
      to: { path: '^server/(features|carriers|cli|[a-z-]+\\.ts$)' },
    },
    {
      name: 'the-simulator-stands-alone',
      severity: 'error',
      from: { path: '^server/carriers/simulator/', pathNot: tests },
      to: { path: '^server/carriers/(?!simulator/)' },
    },
    {
      name: 'features-enter-by-the-front-door',
      severity: 'error',
      from: { path: '^server/features/([^/]+)/', pathNot: tests },
      to: {
        path: '^server/features/([^/]+)/',
        pathNot: ['^server/features/$1/', '^server/features/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'everybody-enters-by-the-front-door',
      severity: 'error',
      from: { path: '^(server/(cli/|[a-z-]+\\.ts$)|test/)', pathNot: tests },
      to: { path: '^server/features/', pathNot: '^server/features/[^/]+/index\\.ts$' },
    },
    {
      name: 'features-know-no-process',
      severity: 'error',
      from: { path: '^server/features/', pathNot: tests },
      to: { path: '^server/(cli/|(app|worker|main|runtime|carrier-routes|readiness)\\.ts$)' },
    },
    ...features.map((feature, place) => ({
      name: `${feature}-knows-no-higher-feature`,
      severity: 'error',
      from: { path: `^server/features/${feature}/`, pathNot: tests },
      to: { path: `^server/features/(${features.slice(place + 1).join('|') || 'none'})/` },
    })),
    {
      name: 'ui-has-no-product-words',
      severity: 'error',
      from: { path: '^web/(ui|lib)/', pathNot: tests },
      to: { path: '^web/(features|app)/' },
    },
    {
      name: 'web-features-do-not-meet',
      severity: 'error',
      from: { path: '^web/features/([^/]+)/', pathNot: tests },
      to: { path: '^web/(app|features)/', pathNot: '^web/features/$1/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
