/** What Vite says of the files it made: by source module, which file it became and what that needs. */
export type Manifest = Readonly<
  Record<
    string,
    {
      readonly file: string;
      readonly imports?: readonly string[];
      readonly css?: readonly string[];
      readonly isEntry?: boolean;
    }
  >
>;

/** The links that let a browser fetch a page's code and styles while it still reads the page, instead of after the app has begun. */
export function linksFor(manifest: Manifest, modules: readonly string[]): string {
  const seen = new Set<string>();
  const scripts: string[] = [];
  const styles: string[] = [];
  const walk = (name: string) => {
    const chunk = manifest[name];
    // The entry and what it needs are in the page already.
    if (chunk === undefined || chunk.isEntry || seen.has(name)) return;
    seen.add(name);
    for (const needed of chunk.imports ?? []) walk(needed);
    scripts.push(chunk.file);
    styles.push(...(chunk.css ?? []));
  };
  const entry = Object.values(manifest).find((chunk) => chunk.isEntry);
  for (const needed of entry?.imports ?? []) seen.add(needed);
  for (const module of modules) walk(module);
  return [
    ...[...new Set(styles)].map((file) => `<link rel="stylesheet" crossorigin href="/${file}">`),
    ...scripts.map((file) => `<link rel="modulepreload" crossorigin href="/${file}">`),
  ].join('');
}

/** What travels with a page, so that it need not be asked for: the modules of its code, and the addresses of its facts. */
export interface Opening {
  readonly code: readonly string[];
  readonly facts: readonly string[];
  /** What is seen before the app has begun, one of `web/app/first-frames.tsx`, and in which language; by the facts. */
  readonly frame?: (facts: Facts) => Frame | undefined;
}
export type Facts = Readonly<Record<string, { readonly status: number; readonly body: unknown }>>;
export interface Frame {
  readonly name: string;
  readonly language: string;
}

/** By path. `/inbox/:id` is every page below that has no opening of its own, its name put into the facts; '*' is any other page. */
export type Openings = Readonly<Record<string, Opening>> & { '*': Opening };

export function openingOf(openings: Openings, path: string): Opening {
  const slash = path.lastIndexOf('/');
  const own = openings[path];
  const below = openings[`${path.slice(0, slash)}/:id`];
  if (own !== undefined || below === undefined) return own ?? openings['*'];
  const id = encodeURIComponent(path.slice(slash + 1));
  return { ...below, facts: below.facts.map((address) => address.replace(':id', id)) };
}

/** The page with what is seen of it before the app has begun. */
export function withFrame(page: string, { name, language }: Frame, frames: Readonly<Record<string, string>>): string {
  const frame = frames[`${name}.${language}`];
  if (frame === undefined) return page;
  return page
    .replace('<html lang="en">', () => `<html lang="${language}">`)
    .replace('<div id="root"></div>', () => `<div id="root">${frame}</div>`);
}
