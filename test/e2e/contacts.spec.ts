import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './journey.ts';

const open = async (page: Page) => {
  await page.goto('/contacts');
  await expect(page.getByRole('heading', { level: 1, name: 'Contacts' })).toBeVisible();
};
const list = (page: Page) => page.getByRole('region', { name: 'Contacts by name' });

async function add(page: Page, name: string, number: string) {
  await page.goto('/contacts/new');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.getByRole('textbox', { name: 'Number' }).fill(number);
  await page.getByRole('button', { name: 'Save contact' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

test('a contact is added, found by a part of name and number, edited where it stands, and blocked', async ({
  person,
}) => {
  const { page } = await person();
  await open(page);
  await expect(page.getByText('Your contacts go here')).toBeVisible();
  await add(page, 'Zoë Müller', '(415) 555-2671');
  await add(page, 'Bob Parker', '+1 202 555 0143');

  const search = page.getByRole('searchbox', { name: 'Search names and numbers' });
  for (const typed of ['mull', '2671', '415 555']) {
    await search.fill(typed);
    await expect(list(page).getByRole('link')).toHaveCount(1);
    await expect(list(page).getByRole('link')).toContainText('Zoë Müller');
  }
  await search.press('Escape');
  await expect(list(page).getByRole('link')).toHaveCount(2);
  await list(page).getByRole('link', { name: /Zoë/ }).click();

  const name = page.getByRole('textbox', { name: 'Name', exact: true });
  await name.fill('Zoë Müller-Lang');
  await name.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Zoë Müller-Lang' })).toBeVisible();
  await name.fill('Somebody else');
  await name.press('Escape');
  await expect(name).toHaveValue('Zoë Müller-Lang');
  const number = page.getByRole('textbox', { name: 'Number' });
  await number.fill('202 555 0143');
  await number.press('Enter');
  await expect(page.getByText('That number is already in your contacts.')).toBeVisible();
  await number.press('Escape');
  await page.getByRole('textbox', { name: 'Field' }).fill('Company');
  await page.getByRole('textbox', { name: 'Value' }).fill('Acme');
  await page.getByRole('button', { name: 'Add field' }).click();
  await expect(page.getByRole('textbox', { name: 'Company' })).toHaveValue('Acme');

  await page.getByRole('button', { name: 'Block', exact: true }).click();
  await expect(page.getByText('You blocked this contact.')).toBeVisible();
  await expect(list(page).getByRole('link', { name: /Zoë/ })).toContainText('Blocked');
  await page.getByRole('button', { name: 'Unblock' }).click();
  await expect(page.getByText('You blocked this contact.')).toBeHidden();
  await page.getByRole('button', { name: 'Send a text' }).click();
  await expect(page).toHaveURL(/\/inbox\/new\?to=/);
});

test('a deletion is undone, and the keyboard moves through the list', async ({ person }) => {
  const { page } = await person();
  await add(page, 'Ann', '415 555 2671');
  await add(page, 'Bob', '415 555 2672');
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(list(page).getByRole('link')).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(list(page).getByRole('link')).toHaveCount(2);
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Bob');
  await list(page).getByRole('link', { name: /Ann/ }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(list(page).getByRole('link', { name: /Bob/ })).toBeFocused();
});

test('a CSV file with a Latin-1 name and a broken row is imported, the row is named, and all is exported', async ({
  person,
}) => {
  const { page } = await person();
  const lines = Array.from({ length: 30 }, (_, n) => `"Zoë, ${n}";+1415555${2000 + n};Ulm`);
  lines[15] = '"Zoë, 15;+14155552015;Ulm';
  await page.goto('/contacts/import');
  await page.locator('input[type=file]').setInputFiles({
    name: 'amigos.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['Nombre;Teléfono;Ciudad', ...lines].join('\r\n'), 'latin1'),
  });
  await expect(page.getByText('amigos.csv · 30 rows, Windows-1252')).toBeVisible();
  await expect(page.getByRole('cell', { name: 'Zoë, 0' })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Column Teléfono' })).toHaveValue('number');
  await page.screenshot({ path: 'screens/contacts-import-1280.png', animations: 'disabled' });
  await page.getByRole('button', { name: 'Import 30 rows' }).click();
  await expect(page.getByRole('heading', { name: 'Imported' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('1 row was left out')).toBeVisible();
  await expect(page.getByText(/Row 17:.*quotation mark/)).toBeVisible();
  await page.screenshot({ path: 'screens/contacts-imported-1280.png', animations: 'disabled' });
  await expect(list(page).getByRole('link').first()).toContainText('Zoë, 0');

  const [left] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download these rows with the reasons (CSV)' }).click(),
  ]);
  expect(await readFile(await left.path(), 'utf8')).toContain('17,A quotation mark is missing');
  await page.getByRole('button', { name: 'More about contacts' }).click();
  const [all] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Export all as CSV' }).click(),
  ]);
  const csv = await readFile(await all.path(), 'utf8');
  expect(csv.split('\r\n').length).toBe(31);
  expect(csv).toContain('"Zoë, 29",+14155552029,,,,,Ulm,');
});

test('several contacts are put into a group, and two that are one person are joined', async ({ person }) => {
  const { page } = await person();
  await add(page, 'Ann Lee', '415 555 2671');
  await add(page, 'ann lee', '415 555 2672');
  await page.goto('/groups/new');
  await page.getByRole('textbox', { name: 'Name' }).fill('Regulars');
  await page.getByRole('button', { name: 'Make group' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Regulars' })).toBeVisible();
  await open(page);
  await page.getByRole('button', { name: 'More about contacts' }).click();
  await page.getByRole('menuitem', { name: 'Choose several' }).click();
  for (const tick of await list(page).getByRole('checkbox').all()) await tick.check();
  await page.getByRole('combobox', { name: 'Add to group' }).selectOption('Regulars');
  await expect(page.getByText('2 contacts added to the group.')).toBeVisible();
  await page.goto('/contacts/duplicates');
  await page.getByRole('button', { name: 'Join these 2 into one' }).click();
  await expect(page.getByText('No two contacts share a name or an e-mail address.')).toBeVisible();
  await expect(list(page).getByRole('link')).toHaveCount(1);
  await list(page).getByRole('link').click();
  await expect(page.getByRole('textbox', { name: 'Other number' })).toHaveValue(/\+1415555267\d/);
  await expect(page.getByRole('link', { name: 'Regulars' })).toBeVisible();
});

test('pictures of contacts and groups, wide and narrow, light and dark', async ({ person }) => {
  test.setTimeout(180_000);
  const { page } = await person();
  await page.goto('/contacts');
  await expect(page.getByText('Your contacts go here')).toBeVisible();
  await page.screenshot({ path: 'screens/contacts-empty-1280.png', animations: 'disabled' });
  await page.goto('/groups');
  await expect(page.getByText('No groups yet')).toBeVisible();
  await page.screenshot({ path: 'screens/groups-empty-1280.png', animations: 'disabled' });
  const post = async (path: string, data: object) => {
    const reply = await page.request.post(path, { data });
    return (await reply.json()) as { id: string };
  };
  const ids: string[] = [];
  const people = [
    'Ada Byron',
    'Maximiliana-Wolfeschlegelsteinhausen Featherstonehaugh-Cholmondeley',
    'Zoë Müller',
    'Bob',
    '',
  ];
  for (const [n, name] of people.entries())
    ids.push(
      (
        await post('/api/contacts', {
          name,
          number: `+1415555${2000 + n}`,
          notes: n === 0 ? 'Prefers mornings.' : '',
          fields: n === 0 ? { Company: 'Analytical Engines' } : {},
        })
      ).id,
    );
  await page.request.put(`/api/contacts/${ids[3]}/screened`, { data: { screened: true } });
  const group = await post('/api/groups', { name: 'Regulars', joinByText: true });
  await post(`/api/groups/${group.id}/contacts`, { add: ids });
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const [path, name] of [
        ['/contacts', 'contacts'],
        [`/contacts/${ids[0]}`, 'contact'],
        ['/contacts/new', 'contact-new'],
        ['/groups', 'groups'],
        [`/groups/${group.id}`, 'group'],
      ] as const) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await page.waitForLoadState('networkidle').catch(() => undefined);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(width);
        await page.screenshot({ path: `screens/${name}-${width}-${colorScheme}.png`, animations: 'disabled' });
      }
    }
  }
});
